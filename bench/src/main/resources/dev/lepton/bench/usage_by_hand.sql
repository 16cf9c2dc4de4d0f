-- Cost by namespace and resource over the same Parquet, as an analyst would write it who knows this file: no row is bad,
-- every sample is 300 s and on a known node, use is always measured, and a GPU is whole or in sevenths. It gives the same
-- figures because it does the same: held is the larger of request and use, counted in whole millionths of a core, KiB
-- and 7,000ths of a GPU (whole numbers, so sums are exact); where a node-hour holds more than the node has, all of it
-- shrinks in proportion; then units meet the node's own prices, as decimals. Lepton counts GPUs in 36,036,000ths, which
-- for sevenths and utilisations of two decimals is the same. Samples are not kept as a table (NOT MATERIALIZED): they
-- are read twice, which is more than twice as fast as keeping them.
WITH fleet AS (
    SELECT *, vcpus * 1000000 * 3600 AS cpu_room, memory_gib * 1048576 * 3600 AS ram_room, gpus * 7000 * 3600 AS gpu_room
    FROM read_csv('${fleet}', types = {'vcpus': 'HUGEINT', 'memory_gib': 'HUGEINT', 'gpus': 'HUGEINT',
        'cpu_price_per_core_hour': 'DECIMAL(9,6)', 'ram_price_per_gib_hour': 'DECIMAL(9,6)', 'gpu_price_per_gpu_hour': 'DECIMAL(9,6)'})
),
samples AS NOT MATERIALIZED (
    SELECT namespace, node AS name, date_trunc('hour', ts) AS hour,
        CAST(greatest(cpu_request, cpu_usage) * 1000000 AS BIGINT) * seconds AS cpu_held,
        CAST(cpu_usage * 1000000 AS BIGINT) * seconds AS cpu_used,
        CAST(greatest(ram_request_bytes, ram_usage_bytes) / 1024 AS BIGINT) * seconds AS ram_held,
        CAST(ram_usage_bytes / 1024 AS BIGINT) * seconds AS ram_used,
        CAST(gpu_request / coalesce(gpu_of, 1) * 7000 AS BIGINT) * seconds AS gpu_held,
        CAST(gpu_request / coalesce(gpu_of, 1) * gpu_utilisation * 7000 AS BIGINT) * seconds AS gpu_used
    FROM read_parquet('${usage}')
),
overfull AS MATERIALIZED (
    SELECT name, hour, cpu, ram, gpu, cpu_room, ram_room, gpu_room
    FROM (SELECT name, hour, sum(cpu_held) AS cpu, sum(ram_held) AS ram, sum(gpu_held) AS gpu FROM samples GROUP BY ALL)
    JOIN fleet USING (name)
    WHERE cpu > cpu_room OR ram > ram_room OR gpu > gpu_room
),
held AS (
    SELECT namespace, instance_type,
        sum(CASE WHEN cpu > o.cpu_room THEN cpu_held::HUGEINT * o.cpu_room // cpu ELSE cpu_held END) AS cpu_held,
        sum(CASE WHEN cpu > o.cpu_room THEN cpu_used::HUGEINT * o.cpu_room // cpu ELSE cpu_used END) AS cpu_used,
        sum(CASE WHEN ram > o.ram_room THEN ram_held::HUGEINT * o.ram_room // ram ELSE ram_held END) AS ram_held,
        sum(CASE WHEN ram > o.ram_room THEN ram_used::HUGEINT * o.ram_room // ram ELSE ram_used END) AS ram_used,
        sum(CASE WHEN gpu > o.gpu_room THEN gpu_held::HUGEINT * o.gpu_room // gpu ELSE gpu_held END) AS gpu_held,
        sum(CASE WHEN gpu > o.gpu_room THEN gpu_used::HUGEINT * o.gpu_room // gpu ELSE gpu_used END) AS gpu_used
    FROM samples JOIN fleet USING (name) LEFT JOIN overfull o USING (name, hour)
    GROUP BY ALL
),
kinds AS (
    SELECT instance_type, count(*) AS nodes, any_value(cpu_price_per_core_hour) AS cpu_price, any_value(vcpus) AS vcpus,
        any_value(ram_price_per_gib_hour) AS ram_price, any_value(memory_gib) AS memory_gib,
        coalesce(any_value(gpu_price_per_gpu_hour), 0) AS gpu_price, any_value(gpus) AS gpus
    FROM fleet GROUP BY ALL
)
SELECT namespace, 'CPU' AS resource, sum(cpu_used::DECIMAL(26,0) * cpu_price) / 3600000000 AS used,
    sum((cpu_held - cpu_used)::DECIMAL(26,0) * cpu_price) / 3600000000 AS unused
FROM held JOIN kinds USING (instance_type) GROUP BY ALL
UNION ALL
SELECT namespace, 'RAM', sum(ram_used::DECIMAL(26,0) * ram_price) / (1048576 * 3600.0),
    sum((ram_held - ram_used)::DECIMAL(26,0) * ram_price) / (1048576 * 3600.0)
FROM held JOIN kinds USING (instance_type) GROUP BY ALL
UNION ALL
SELECT namespace, 'GPU', sum(gpu_used::DECIMAL(26,0) * gpu_price) / (7000 * 3600.0),
    sum((gpu_held - gpu_used)::DECIMAL(26,0) * gpu_price) / (7000 * 3600.0)
FROM held JOIN kinds USING (instance_type) WHERE gpu_held > 0 GROUP BY ALL
UNION ALL
SELECT '__idle__', 'ALL',
    (SELECT sum(nodes * (vcpus::DECIMAL(12,0) * cpu_price + memory_gib::DECIMAL(12,0) * ram_price + gpus::DECIMAL(12,0) * gpu_price)) * ${hours} FROM kinds)
        - sum(cpu_held::DECIMAL(26,0) * cpu_price) / 3600000000 - sum(ram_held::DECIMAL(26,0) * ram_price) / (1048576 * 3600.0)
        - coalesce(sum(gpu_held::DECIMAL(26,0) * gpu_price) / (7000 * 3600.0), 0), 0
FROM held JOIN kinds USING (instance_type)
