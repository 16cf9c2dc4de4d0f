SELECT ServiceName, RegionId, strftime(date_trunc('month', ChargePeriodStart), '%Y-%m') AS month, sum(EffectiveCost) AS cost
FROM read_parquet('${bill}')
GROUP BY ALL
