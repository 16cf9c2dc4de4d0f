package dev.lepton.ledger.export;

import dev.lepton.ledger.focus.FocusColumn;
import dev.lepton.ledger.store.Engine;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bill lines as they came, brought to the form that FOCUS asks for where that can be done without inventing anything.
 *
 * <p>No amount and no quantity that a line has is changed, except that it becomes null where the specification demands
 * null. Where a line's own figures contradict one another, {@link #reconcile} gives way in what is no amount. Columns that were null and got a value stand in {@code x_LeptonFilledColumns}; values that were replaced are kept
 * in {@code x_LeptonOriginalValues}. docs/exports.md lists every rule.
 */
final class BillRows {
    private static final String PRICED =
            "(ChargeCategory IN ('Usage', 'Purchase') AND ChargeClass IS DISTINCT FROM 'Correction')";
    private static final String TAX = "ChargeCategory = 'Tax'";
    private static final String AT_LIST =
            "(BilledCost = ListCost AND ListUnitPrice IS NOT NULL AND CommitmentDiscountId IS NULL AND " + PRICED + ")";
    /** No price where there is none: on taxes; nor a price below zero where a charge need not have one. */
    private static final String UNPRICED =
            "(coalesce(ChargeCategory = 'Tax', false) OR (coalesce(%s < 0, false) AND NOT coalesce(" + PRICED
                    + ", false)))";

    /** A table of the engine that says under which category each service of the bill is filed. */
    static final String CATEGORIES_OF_SERVICES = "export_categories";

    private static final String ONE_CURRENCY =
            "coalesce(PricingCurrency, BillingCurrency, '') = coalesce(BillingCurrency, '')";

    private static final List<String> CATEGORIES = List.of(
            "AI and Machine Learning",
            "Analytics",
            "Business Applications",
            "Compute",
            "Databases",
            "Developer Tools",
            "Multicloud",
            "Identity",
            "Integration",
            "Internet of Things",
            "Management and Governance",
            "Media",
            "Migration",
            "Mobile",
            "Networking",
            "Security",
            "Storage",
            "Web",
            "Other");

    private final Map<String, String> fixes = new LinkedHashMap<>();
    private final Set<String> written;

    /** @param reconciled whether figures of a line that contradict one another are made to agree */
    BillRows(FocusVersion version, Currency currency, boolean reconciled) {
        written = version.columns().stream().map(FocusColumn::name).collect(Collectors.toSet());
        parties(currency);
        classes();
        prices();
        inPricingCurrency();
        commitments();
        if (reconciled) {
            reconcile();
        }
    }

    /**
     * Makes the lines agree with themselves, as FOCUS demands. Costs and quantities stay: a unit price that times the
     * quantity is not the cost becomes cost ÷ quantity, a service that is filed under several categories gets the one
     * that most of its lines have ({@link #CATEGORIES_OF_SERVICES}).
     */
    private void reconcile() {
        fix("BillingAccountName", "coalesce(BillingAccountName, BillingAccountId)");
        for (String kind : List.of("List", "Contracted")) {
            String price = fixes.getOrDefault(kind + "UnitPrice", kind + "UnitPrice");
            String cost = "(" + fixes.getOrDefault(kind + "Cost", kind + "Cost") + ")";
            String agreed = "CASE WHEN ChargeClass IS DISTINCT FROM 'Correction' AND PricingQuantity <> 0 AND abs(CAST("
                    + cost + " AS DOUBLE) - CAST((" + price
                    + ") AS DOUBLE) * CAST(PricingQuantity AS DOUBLE)) > 1e-9 * "
                    + "greatest(1, abs(CAST(" + cost + " AS DOUBLE))) THEN CAST(CAST(" + cost
                    + " / PricingQuantity AS VARCHAR) AS DECIMAL(38,18)) ELSE " + price + " END";
            fix(kind + "UnitPrice", agreed);
        }
        String category = "coalesce((SELECT k.category FROM " + CATEGORIES_OF_SERVICES
                + " k WHERE k.service = ServiceName), ServiceCategory)";
        fix("ServiceCategory", category);
        fix(
                "ServiceSubcategory",
                "CASE WHEN ServiceCategory IS DISTINCT FROM " + category + " THEN 'Other (' || " + category
                        + " || ')' ELSE " + fixes.getOrDefault("ServiceSubcategory", "ServiceSubcategory") + " END");
        String counted = "CommitmentDiscountId IS NOT NULL AND ChargeCategory IN ('Usage', 'Purchase')";
        String spend = "CommitmentDiscountCategory = 'Spend'";
        fix(
                "CommitmentDiscountQuantity",
                "CASE WHEN " + counted + " THEN coalesce(CommitmentDiscountQuantity, CASE WHEN " + spend
                        + " THEN EffectiveCost ELSE PricingQuantity END) END");
        fix(
                "CommitmentDiscountUnit",
                "CASE WHEN " + counted + " THEN coalesce(CommitmentDiscountUnit, CASE WHEN " + spend
                        + " THEN BillingCurrency ELSE PricingUnit END) END");
    }

    private void fix(String column, String sql) {
        if (written.contains(column)) {
            fixes.put(column, sql);
        }
    }

    private void onlyWith(String column, String condition) {
        fix(column, "CASE WHEN " + condition + " THEN " + column + " END");
    }

    private void parties(Currency currency) {
        fix("ProviderName", "coalesce(ProviderName, ServiceProviderName)");
        fix("PublisherName", "coalesce(PublisherName, HostProviderName)");
        fix("ServiceProviderName", "coalesce(ServiceProviderName, ProviderName)");
        fix("HostProviderName", "coalesce(HostProviderName, PublisherName)");
        fix("BillingCurrency", "coalesce(BillingCurrency, " + Engine.literal(currency.getCurrencyCode()) + ")");
        fix(
                "BillingAccountType",
                "CASE WHEN BillingAccountId IS NOT NULL THEN coalesce(BillingAccountType, 'Billing Account') END");
        fix("SubAccountType", "CASE WHEN SubAccountId IS NOT NULL THEN coalesce(SubAccountType, 'Sub Account') END");
        onlyWith("SubAccountName", "SubAccountId IS NOT NULL");
    }

    private void classes() {
        fix(
                "ChargeFrequency",
                "CASE lower(ChargeFrequency) WHEN 'usage-based' THEN 'Usage-Based' WHEN 'one-time' THEN 'One-Time' "
                        + "WHEN 'recurring' THEN 'Recurring' ELSE ChargeFrequency END");
        String known = CATEGORIES.stream().map(Engine::literal).collect(Collectors.joining(", "));
        fix(
                "ServiceSubcategory",
                "coalesce(ServiceSubcategory, CASE WHEN ServiceCategory IN (" + known
                        + ") THEN 'Other (' || ServiceCategory || ')' END)");
        fix(
                "ResourceType",
                "CASE WHEN ResourceId IS NOT NULL THEN coalesce(ResourceType, ServiceName || ' resource') END");
        onlyWith("ResourceName", "ResourceId IS NOT NULL");
        fix("RegionId", "coalesce(RegionId, RegionName)");
        fix("RegionName", "coalesce(RegionName, RegionId)");
        fix("Tags", "CASE WHEN json_valid(Tags) THEN CASE WHEN json_type(Tags) = 'OBJECT' THEN Tags END END");
    }

    private void prices() {
        onlyWith("SkuId", "NOT coalesce(" + TAX + ", false)");
        String priceId = "CASE WHEN " + TAX + " THEN NULL WHEN " + PRICED
                + " THEN coalesce(SkuPriceId, SkuId) ELSE SkuPriceId END";
        fix("SkuPriceId", priceId);
        onlyWith("SkuPriceDetails", "(" + priceId + ") IS NOT NULL AND json_valid(SkuPriceDetails)");
        onlyWith("SkuMeter", "SkuId IS NOT NULL AND NOT coalesce(" + TAX + ", false)");
        onlyWith("ListUnitPrice", "NOT " + UNPRICED.formatted("ListUnitPrice"));
        fix(
                "ContractedUnitPrice",
                "CASE WHEN " + UNPRICED.formatted("ContractedUnitPrice") + " THEN NULL WHEN " + AT_LIST
                        + " THEN coalesce(ContractedUnitPrice, ListUnitPrice) ELSE ContractedUnitPrice END");
        onlyWith("PricingQuantity", "NOT coalesce(" + TAX + ", false)");
        onlyWith("PricingUnit", "PricingQuantity IS NOT NULL AND NOT coalesce(" + TAX + ", false)");
        fix(
                "PricingCategory",
                "CASE WHEN " + TAX
                        + " THEN NULL ELSE coalesce(PricingCategory, CASE WHEN CommitmentDiscountId IS NOT NULL "
                        + "AND ChargeCategory = 'Usage' THEN 'Committed' WHEN " + AT_LIST
                        + " THEN 'Standard' END) END");
        fix(
                "ContractedCost",
                "coalesce(ContractedCost, CASE WHEN " + AT_LIST
                        + " THEN ListCost WHEN ChargeCategory NOT IN ('Usage', 'Purchase') THEN BilledCost END)");
        fix(
                "ListCost",
                "coalesce(ListCost, CASE WHEN ChargeCategory NOT IN ('Usage', 'Purchase') THEN BilledCost END)");
        String consumed =
                "ConsumedQuantity IS NOT NULL AND ChargeCategory = 'Usage' AND CommitmentDiscountStatus IS DISTINCT FROM 'Unused'";
        onlyWith("ConsumedQuantity", consumed);
        onlyWith("ConsumedUnit", consumed);
    }

    private void inPricingCurrency() {
        fix("PricingCurrency", "coalesce(PricingCurrency, BillingCurrency)");
        fix(
                "PricingCurrencyEffectiveCost",
                "coalesce(PricingCurrencyEffectiveCost, CASE WHEN " + ONE_CURRENCY + " THEN EffectiveCost END)");
        for (String price : List.of("ListUnitPrice", "ContractedUnitPrice")) {
            String same = fixes.getOrDefault(price, price);
            fix(
                    "PricingCurrency" + price,
                    "CASE WHEN NOT " + UNPRICED.formatted("PricingCurrency" + price) + " THEN coalesce(PricingCurrency"
                            + price + ", CASE WHEN " + ONE_CURRENCY + " THEN " + same + " END) END");
        }
    }

    private void commitments() {
        for (String column : List.of("Category", "Type", "Name", "Status")) {
            onlyWith("CommitmentDiscount" + column, "CommitmentDiscountId IS NOT NULL");
        }
        String counted = "CommitmentDiscountId IS NOT NULL AND ChargeCategory IN ('Usage', 'Purchase')";
        onlyWith("CommitmentDiscountQuantity", counted);
        onlyWith("CommitmentDiscountUnit", "CommitmentDiscountQuantity IS NOT NULL AND " + counted);
        onlyWith("CapacityReservationStatus", "CapacityReservationId IS NOT NULL");
    }

    /** The lines of {@code relation}, which has the columns of {@code charges}; {@code carried} pass through as they are. */
    String select(String relation, List<String> carried) {
        List<String> clean = new ArrayList<>(carried);
        List<String> fixed = new ArrayList<>(List.of("*"));
        List<String> shown = new ArrayList<>(carried);
        for (FocusColumn column : FocusColumn.all()) {
            String name = column.name();
            boolean text = column.type() == FocusColumn.Type.TEXT || column.type() == FocusColumn.Type.JSON;
            clean.add(text ? "CASE WHEN trim(" + name + ") <> '' THEN " + name + " END AS " + name : name);
            shown.add(fixes.containsKey(name) ? "n_" + name + " AS " + name : name);
        }
        clean.add("x_SourceColumns");
        clean.add("x_Source");
        fixes.forEach((name, sql) -> fixed.add(sql + " AS n_" + name));
        String filled = fixes.keySet().stream()
                .map(c -> "CASE WHEN " + c + " IS NULL AND n_" + c + " IS NOT NULL THEN '" + c + "' END")
                .collect(Collectors.joining(", "));
        String changed = fixes.keySet().stream()
                .map(c -> c + " IS NOT NULL AND n_" + c + " IS DISTINCT FROM " + c)
                .collect(Collectors.joining(" OR "));
        String originals = fixes.keySet().stream()
                .map(c -> "'" + c + "', CASE WHEN n_" + c + " IS DISTINCT FROM " + c + " THEN CAST(" + c
                        + " AS VARCHAR) END")
                .collect(Collectors.joining(", "));
        shown.add("nullif(concat_ws(', ', " + filled + "), '') AS x_LeptonFilledColumns");
        // A merge patch drops what is null: only what was replaced remains.
        shown.add("CASE WHEN " + changed + " THEN CAST(json_merge_patch('{}', json_object(" + originals
                + ")) AS VARCHAR) END AS x_LeptonOriginalValues");
        shown.add("x_SourceColumns AS x_LeptonSourceColumns");
        shown.add("x_Source AS x_LeptonSource");
        return "SELECT " + String.join(", ", shown) + " FROM (SELECT " + String.join(", ", fixed) + " FROM (SELECT "
                + String.join(", ", clean) + " FROM " + relation + "))";
    }
}
