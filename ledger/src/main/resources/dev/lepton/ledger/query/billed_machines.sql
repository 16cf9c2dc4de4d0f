-- Amortised cost of machines by charge period. Lines of the same period (compute, licence, tax) are one; credits and
-- lines without a length are left to the bill.
SELECT ResourceId, ChargePeriodStart, ChargePeriodEnd, sum(coalesce(EffectiveCost, BilledCost)) AS cost
FROM charges
WHERE ResourceId IN (${ids})
  AND ChargePeriodEnd > ChargePeriodStart
  AND (BillingCurrency IS NULL OR BillingCurrency = ${currency})
  AND coalesce(ChargeCategory, 'Usage') = 'Usage'
GROUP BY ALL
HAVING cost > 0
ORDER BY ResourceId, ChargePeriodStart, ChargePeriodEnd
