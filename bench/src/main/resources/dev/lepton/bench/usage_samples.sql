-- ${containers} containers, sampled every five minutes for ${days} days: one row each, in the order a scraper writes them.
-- 2,000 nodes for 100,000 containers: four fifths without GPUs, the rest with 4 or 8; a container with a GPU has a whole
-- one or slices of one in seven (MIG). On one node in a hundred, ten hours in, use rises to four times for an hour, so
-- that more is held there than the node has.
COPY (
    WITH samples AS (
        SELECT range // ${containers} AS k, range % ${containers} AS i, hash(range, ${seed}) AS dice
        FROM range(${containers} * 288 * ${days})
    ),
    placed AS (
        SELECT *, i % ${nodes} AS n, i // ${nodes} AS slot, hash(i, ${seed}) AS h, (hash(i, ${seed}) >> 4) % 5000 AS service,
            CASE WHEN i % ${nodes} * 100 < 80 * ${nodes} THEN 0 WHEN i % ${nodes} * 100 < 96 * ${nodes} THEN 1 ELSE 2 END AS kind
        FROM samples
    ),
    requested AS (
        SELECT *,
            [0.25, 0.5, 0.5, 1.0, 1.0, 2.0][(1 + (h >> 16) % 6)::BIGINT]::DOUBLE AS cpu_request,
            [0.5, 1.0, 2.0, 2.0, 4.0, 8.0][(1 + (h >> 24) % 6)::BIGINT]::DOUBLE * 1073741824 AS ram_request_bytes,
            CASE WHEN kind = 0 OR slot >= 10 THEN NULL WHEN slot < 2 * kind THEN 1 ELSE kind END::DOUBLE AS gpu_request,
            CASE WHEN kind = 0 OR slot >= 10 THEN NULL WHEN slot < 2 * kind THEN 'whole' ELSE 'mig' END AS gpu_kind,
            CASE WHEN kind > 0 AND slot >= 2 * kind AND slot < 10 THEN 7 END::DOUBLE AS gpu_of
        FROM placed
    )
    SELECT TIMESTAMP '2026-06-01' + to_seconds(k * 300) AS ts, 300::INTEGER AS seconds, 'prod' AS cluster,
        'node-' || lpad(n::VARCHAR, 5, '0') AS node, 'ns-' || service % 300 AS namespace, 'deployment' AS controller_kind,
        'svc-' || service AS controller, 'pod-' || i AS pod, 'main' AS container,
        'team=team-' || service % 300 % 40 || ';app=svc-' || service AS labels,
        cpu_request,
        round(cpu_request * (0.05 + (dice & 1023) / 1023.0)
            * CASE WHEN n % 100 = 7 AND k % 288 BETWEEN 120 AND 131 THEN 4 ELSE 1 END, 3) AS cpu_usage,
        ram_request_bytes,
        floor(ram_request_bytes * (0.3 + 0.6 * ((dice >> 10) & 255) / 255.0) / 4096) * 4096 AS ram_usage_bytes,
        gpu_request, gpu_kind, gpu_of,
        CASE WHEN gpu_request IS NOT NULL THEN round(((dice >> 20) & 127) / 127.0, 2) END AS gpu_utilisation
    FROM requested
) TO '${file}' (FORMAT parquet, COMPRESSION zstd)
