-- The nodes of the samples; what a core, a GiB and a GPU cost an hour is stated for each.
COPY (
    SELECT 'node-' || lpad(n::VARCHAR, 5, '0') AS name, 'prod' AS cluster, 'onprem' AS provider,
        ['general', 'gpu4', 'gpu8'][kind] AS instance_type, [NULL, 'H100', 'H100'][kind] AS gpu_model, [0, 4, 8][kind] AS gpus,
        [64, 96, 192][kind] AS vcpus, [256, 512, 2048][kind] AS memory_gib,
        ['0.033174', '0.031611', '0.0298'][kind] AS cpu_price_per_core_hour,
        ['0.004446', '0.004237', '0.00397'][kind] AS ram_price_per_gib_hour,
        [NULL, '2.39', '2.99'][kind] AS gpu_price_per_gpu_hour
    FROM (
        SELECT range AS n, CASE WHEN range * 100 < 80 * ${nodes} THEN 1 WHEN range * 100 < 96 * ${nodes} THEN 2 ELSE 3 END AS kind
        FROM range(${nodes})
    )
    ORDER BY n
) TO '${file}' (FORMAT csv, HEADER)
