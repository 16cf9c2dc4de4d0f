-- Jobs as samples: one row for each hour, or part of one, that a job held each of its nodes.
-- A job that names no node is on the pool of its partition's name, else on the only pool with its GPU model, else on
-- the only pool there is.
CREATE OR REPLACE TEMP VIEW job_samples AS
WITH held AS (
    SELECT j.*, coalesce(j.ended, ${asof}) AS until
    FROM jobs j
    WHERE j.started IS NOT NULL AND coalesce(j.ended, ${asof}) > j.started
),
placed AS (
    SELECT h.*,
        CASE WHEN h.nodes IS NOT NULL THEN string_split(h.nodes, ',')
             ELSE [coalesce(p.asset, m.asset, ${only})] END AS machines
    FROM held h
    LEFT JOIN (SELECT DISTINCT asset FROM assets) p ON p.asset = h.partition
    LEFT JOIN (SELECT device, any_value(asset) AS asset FROM assets GROUP BY device HAVING count(DISTINCT asset) = 1) m
        ON m.device = h.gpu_model
),
hours AS (
    SELECT placed.*, len(machines) AS n,
        unnest(generate_series(date_trunc('hour', started), until - INTERVAL 1 MICROSECOND, INTERVAL 1 HOUR)) AS hour
    FROM placed
),
spans AS (
    SELECT hours.*, greatest(hour, started) AS ts, unnest(machines) AS node,
        date_diff('second', greatest(hour, started), least(hour + INTERVAL 1 HOUR, until)) AS seconds
    FROM hours
)
SELECT ts, CAST(seconds AS INTEGER) AS seconds, NULL::VARCHAR AS cluster, node, NULL::VARCHAR AS namespace,
    'job' AS controller_kind, name AS controller, NULL::VARCHAR AS pod, NULL::VARCHAR AS container, job, team,
    NULL::VARCHAR AS owner, NULL::VARCHAR AS product, NULL::VARCHAR AS department, NULL::VARCHAR AS environment,
    NULL::VARCHAR AS model, labels,
    coalesce(cpu, 0) // n * seconds AS ca,
    CASE WHEN cpu_utilisation IS NOT NULL THEN CAST(round(cpu // n * least(cpu_utilisation, 1)) AS BIGINT) * seconds END AS cu,
    coalesce(ram, 0) // n * seconds AS ra,
    CASE WHEN ram_peak IS NOT NULL THEN least(ram_peak, coalesce(ram, 0)) // n * seconds END AS ru,
    coalesce(gpu, 0) // n * seconds AS ga,
    CAST(round(gpu // n * least(gpu_utilisation, 1)) AS BIGINT) * seconds AS gu,
    0::BIGINT AS sa, NULL::BIGINT AS su, 0::BIGINT AS nz, 0::BIGINT AS nr, 0::BIGINT AS ni, 0::BIGINT AS lb,
    "user", "partition"
FROM spans
WHERE seconds > 0
