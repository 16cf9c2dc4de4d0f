package dev.lepton.ledger.export;

import dev.lepton.ledger.focus.FocusColumn;
import dev.lepton.ledger.store.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Charges that no bill has, one for each slot of {@code export_slots}: machines and pools by the period, and what
 * tariffs price by the day. Lepton knows one price of each, so the four costs are one amount.
 */
final class MachineRows {
    private final Map<String, String> values = new LinkedHashMap<>();

    MachineRows(FocusRequest request) {
        amounts();
        parties(request.account(), Engine.literal(request.currency().getCurrencyCode()));
        terms();
        what();
    }

    private void amounts() {
        for (String c :
                List.of("BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "PricingCurrencyEffectiveCost")) {
            values.put(c, "lepton_amount(l.cost)");
        }
        for (String c : List.of(
                "ListUnitPrice",
                "ContractedUnitPrice",
                "PricingCurrencyListUnitPrice",
                "PricingCurrencyContractedUnitPrice")) {
            values.put(c, "CASE WHEN l.asset IS NULL THEN l.price ELSE x.price END");
        }
    }

    private void parties(FocusRequest.Account account, String currency) {
        for (String c : List.of(
                "ProviderName", "PublisherName", "InvoiceIssuerName", "ServiceProviderName", "HostProviderName")) {
            values.put(c, "coalesce(a.provider, " + Engine.literal(account.provider()) + ")");
        }
        values.put("BillingAccountId", Engine.literal(account.id()));
        values.put("BillingAccountName", Engine.literal(account.name()));
        values.put("BillingAccountType", "'Workspace'");
        values.put("BillingCurrency", currency);
        values.put("PricingCurrency", currency);
    }

    private void terms() {
        values.put("BillingPeriodStart", "date_trunc('month', l.s)");
        values.put("BillingPeriodEnd", "date_trunc('month', l.s) + INTERVAL 1 MONTH");
        values.put("ChargePeriodStart", "l.s");
        values.put("ChargePeriodEnd", "l.e");
        values.put("ChargeCategory", "'Usage'");
        values.put(
                "ChargeFrequency",
                "CASE WHEN a.terms IN ('owned', '1y', '3y') THEN 'Recurring' ELSE 'Usage-Based' END");
        values.put(
                "PricingCategory",
                "CASE WHEN a.terms = 'spot' THEN 'Dynamic' WHEN a.terms IN ('owned', '1y', '3y') THEN 'Other' ELSE 'Standard' END");
        values.put("PricingQuantity", "l.quantity");
        values.put("PricingUnit", "l.unit");
        values.put("ConsumedQuantity", "l.quantity");
        values.put("ConsumedUnit", "l.unit");
    }

    private void what() {
        String thing = "concat_ws('/', coalesce(a.cluster, nullif(l.cluster, '')), a.asset)";
        values.put(
                "ChargeDescription",
                "CASE WHEN l.asset IS NULL THEN l.service || ' at the stated tariff' ELSE a.asset || ': ' || x.working END");
        values.put("RegionId", "a.region");
        values.put("RegionName", "a.region");
        values.put("ResourceId", "nullif(" + thing + ", '')");
        values.put("ResourceName", "coalesce(a.asset, nullif(l.cluster, ''))");
        values.put(
                "ResourceType",
                "CASE WHEN a.asset IS NOT NULL THEN coalesce(a.instance_type, 'Machine') WHEN l.cluster <> '' THEN 'Cluster' END");
        values.put(
                "ServiceCategory",
                "CASE WHEN l.asset IS NOT NULL THEN 'Compute' WHEN l.service = 'Storage' THEN 'Storage' ELSE 'Networking' END");
        values.put("ServiceName", "l.service");
        values.put(
                "ServiceSubcategory",
                "CASE WHEN l.asset IS NOT NULL THEN 'Other (Compute)' WHEN l.service = 'Storage' THEN 'Other (Storage)' ELSE 'Other (Networking)' END");
        values.put("SkuId", "CASE WHEN l.asset IS NULL THEN l.service ELSE 'machine/' || " + thing + " END");
        values.put("SkuMeter", "CASE WHEN l.asset IS NULL THEN l.service ELSE 'Machine hours' END");
        values.put(
                "SkuPriceId",
                "CASE WHEN l.asset IS NULL THEN l.service || '@tariff' ELSE 'machine/' || " + thing
                        + " || '@' || strftime(a.f, '%Y-%m-%dT%H:%M:%SZ') END");
        values.put(
                "SkuPriceDetails",
                "CASE WHEN l.asset IS NOT NULL THEN nullif(CAST(json_merge_patch('{}', json_object("
                        + "'InstanceType', a.instance_type, 'CoreCount', CAST(x.cores AS DOUBLE), 'MemorySize', CAST(x.gib AS DOUBLE), "
                        + "'GpuCount', CAST(x.gpus AS DOUBLE), 'x_LeptonDevice', a.device, 'x_LeptonTerms', a.terms)) AS VARCHAR), '{}') END");
    }

    /** Their rows, with the columns of {@link BillRows#select}. */
    String select() {
        List<String> items = new ArrayList<>();
        items.add("l.slot AS slot");
        items.add("lower(l.kind) AS x_LeptonRow");
        items.add(
                "lower(l.kind) || '/' || concat_ws('/', coalesce(a.cluster, nullif(l.cluster, '')), coalesce(a.asset, l.service)) "
                        + "|| '@' || strftime(l.s, '%Y-%m-%dT%H:%M:%SZ') AS x_LeptonOriginId");
        items.add("x.confidence AS x_LeptonConfidence");
        for (FocusColumn column : FocusColumn.all()) {
            String sql = values.getOrDefault(column.name(), "NULL");
            items.add("CAST(" + sql + " AS " + column.type().sql() + ") AS " + column.name());
        }
        for (String none : List.of("FilledColumns", "OriginalValues", "SourceColumns", "Source")) {
            items.add("NULL::VARCHAR AS x_Lepton" + none);
        }
        return "SELECT " + String.join(", ", items)
                + " FROM export_slots l LEFT JOIN assets a ON a.id = l.asset LEFT JOIN export_assets x ON x.asset = l.asset "
                + "WHERE l.kind <> 'BILLED'";
    }
}
