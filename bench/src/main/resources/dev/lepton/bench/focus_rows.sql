-- The FOCUS sample, repeated to ${rows} rows: service, region and month vary, costs by a factor, so that sums differ.
COPY (
    WITH sample AS (
        SELECT *, row_number() OVER () - 1 AS line
        FROM read_csv('${sample}', nullstr = 'NULL', all_varchar = true)
    ),
    numbered AS (SELECT range AS n, range % 1000 AS line, hash(range, ${seed}) AS dice FROM range(${rows}))
    SELECT sample.* EXCLUDE (line) REPLACE (
        (BilledCost::DECIMAL(18,11) * (1 + (dice & 7))::DECIMAL(4,0))::DECIMAL(22,11) AS BilledCost,
        (EffectiveCost::DECIMAL(18,11) * (1 + (dice & 7))::DECIMAL(4,0))::DECIMAL(22,11) AS EffectiveCost,
        (ListCost::DECIMAL(18,11) * (1 + (dice & 7))::DECIMAL(4,0))::DECIMAL(22,11) AS ListCost,
        ContractedCost::DECIMAL(22,11) AS ContractedCost,
        ServiceName || CASE WHEN (dice >> 8) % 4 = 0 THEN '' ELSE ' ' || (dice >> 8) % 4 END AS ServiceName,
        CASE WHEN (dice >> 12) % 3 = 0 THEN RegionId ELSE 'region-' || (dice >> 12) % 12 END AS RegionId,
        TIMESTAMP '2026-01-01' + to_hours(((dice >> 20) % 4320)::INTEGER) AS ChargePeriodStart,
        TIMESTAMP '2026-01-01' + to_hours(((dice >> 20) % 4320)::INTEGER + 1) AS ChargePeriodEnd,
        'resource-' || (dice >> 32) % 100000 AS ResourceId
    )
    FROM numbered JOIN sample USING (line)
) TO '${file}' (FORMAT parquet, COMPRESSION zstd)
