package dev.lepton.ledger.focus.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that a FOCUS export could make, each of which breaks the rule that forbids it. */
final class MutantTest {
    private static final RuleModel MODEL = Errata.corrected(RuleModel.focus12());

    private record Mutant(String ruleId, String mistake, String sql) {
        @Override
        public String toString() {
            return ruleId + ": " + mistake;
        }
    }

    private static Mutant set(String ruleId, String mistake, String assignment, int row) {
        return new Mutant(ruleId, mistake, "UPDATE focus SET " + assignment + " WHERE rowid = " + (row - 1));
    }

    private static Mutant drop(String ruleId, String column) {
        return new Mutant(ruleId, "no column " + column, "ALTER TABLE focus DROP COLUMN " + column);
    }

    /** Row 1 on demand, 2 purchase, 3 used, 4 unused, 5 tax, 6 credit, 7 correction, 8 and 9 reserved capacity. */
    static Stream<Mutant> mutants() {
        return Stream.of(
                drop("CostAndUsage-D-006-M", "BilledCost"),
                drop("CostAndUsage-D-064-C", "Tags"),
                set("BilledCost-C-003-M", "null where none may be", "BilledCost = NULL", 1),
                set("BilledCost-C-001-M", "words for a decimal", "BilledCost = 'twenty'", 1),
                set("BilledCost-C-004-M", "not a number", "BilledCost = 'NaN'", 1),
                set("BilledCost-C-002-M", "currency sign", "BilledCost = '$24.00'", 1),
                set("BilledCost-C-002-M", "thousands comma", "BilledCost = '1,024.00'", 1),
                set("BilledCost-C-002-M", "sign of a positive exponent", "BilledCost = '1.5e+3'", 1),
                set("ListUnitPrice-C-008-M", "negative price", "ListUnitPrice = '-12.50'", 1),
                set("ListCost-C-009-C", "price x quantity is not the list cost", "ListCost = '25.000001'", 1),
                set("ContractedUnitPrice-C-011-C", "contracted cost off", "ContractedCost = '23.99'", 1),
                set("EffectiveCost-C-005-C", "commitment counted twice", "EffectiveCost = '20.00'", 2),
                set("ChargePeriodStart-C-001-M", "not a date", "ChargePeriodStart = 'June'", 1),
                set("ChargePeriodStart-C-002-M", "no T", "ChargePeriodStart = '2025-06-03 00:00:00Z'", 1),
                set("ChargePeriodEnd-C-002-M", "offset", "ChargePeriodEnd = '2025-06-03T02:00:00+02:00'", 1),
                set("BillingPeriodEnd-C-002-M", "no such day", "BillingPeriodEnd = '2025-06-31T00:00:00Z'", 1),
                set("BillingCurrency-C-003-M", "currency in small letters", "BillingCurrency = 'usd'", 1),
                set("BillingCurrency-C-006-M", "virtual currency billed", "BillingCurrency = 'credits'", 1),
                set("ChargeCategory-C-003-M", "unknown category", "ChargeCategory = 'Fee'", 1),
                set("ChargeFrequency-C-004-C", "purchase by usage", "ChargeFrequency = 'Usage-Based'", 2),
                set("ChargeClass-C-005-C", "unknown class", "ChargeClass = 'Estimate'", 1),
                set("PricingQuantity-C-005-C", "usage without quantity", "PricingQuantity = NULL", 1),
                set("PricingUnit-C-006-C", "quantity without unit", "PricingUnit = NULL", 1),
                set("PricingUnit-C-003-O", "unit in small letters", "PricingUnit = 'hours'", 1),
                set("ConsumedQuantity-C-004-C", "unused commitment consumed", "ConsumedQuantity = '1'", 4),
                set("ConsumedQuantity-C-006-C", "usage not measured", "ConsumedQuantity = NULL", 1),
                set("CommitmentDiscountStatus-C-003-C", "status alone", "CommitmentDiscountStatus = 'Used'", 1),
                set("CommitmentDiscountStatus-C-004-C", "no status", "CommitmentDiscountStatus = NULL", 3),
                set("CommitmentDiscountStatus-C-005-M", "bad status", "CommitmentDiscountStatus = 'Active'", 3),
                set("CommitmentDiscountUnit-C-006-C", "no unit", "CommitmentDiscountUnit = NULL", 2),
                set("CommitmentDiscountType-C-005-C", "no type", "CommitmentDiscountType = NULL", 2),
                set("PricingCategory-C-009-C", "commitment at standard price", "PricingCategory = 'Standard'", 3),
                set("CapacityReservationStatus-C-004-C", "no status", "CapacityReservationStatus = NULL", 8),
                set("ResourceType-C-005-C", "resource without type", "ResourceType = NULL", 1),
                set("SubAccountType-C-003-C", "sub account without type", "SubAccountType = NULL", 1),
                set("SkuPriceId-C-008-M", "one price of two SKUs", "SkuId = 'sku-other'", 1),
                set("ServiceName-C-005-C", "one service in two categories", "ServiceCategory = 'Storage'", 1),
                set("ServiceSubcategory-C-004-M", "subcategory of another", "ServiceSubcategory = 'Bots'", 1),
                set("SkuPriceDetails-C-001-M", "not JSON", "SkuPriceDetails = '{x_GpuCount: 8}'", 1),
                set("SkuPriceDetails-C-001-M", "a list", "SkuPriceDetails = '[8]'", 1),
                set("Tags-C-001-M", "nested object", "Tags = '{\"team\": {\"name\": \"vision\"}}'", 1),
                set("Tags-C-001-M", "key twice", "Tags = '{\"team\": \"a\", \"team\": \"b\"}'", 1),
                set("ResourceName-C-002-M", "text decoded with loss", "ResourceName = chr(65533) || 'rainer'", 1),
                set("NullHandling-A-002-M", "empty text for null", "ResourceName = ''", 1),
                new Mutant("ColumnHandling-A-010-M", "no prefix", "ALTER TABLE focus RENAME x_Team TO Team"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void mistakeIsNoticed(Mutant mutant) throws SQLException {
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            table.change(mutant.sql());
            assertInstanceOf(Verdict.Failed.class, RuleRunner.judge(table, MODEL, MODEL.rule(mutant.ruleId())));
        }
    }

    @Test
    void mutantsCoverEveryShapeButTheTypeOfTexts() {
        Set<Shape> killed = mutants()
                .map(mutant -> MODEL.rule(mutant.ruleId()).requirement())
                .filter(Check.Shaped.class::isInstance)
                .map(check -> ((Check.Shaped) check).shape())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Shape> expected = new TreeSet<>(Arrays.asList(Shape.values()));
        expected.remove(Shape.TYPE_STRING);
        assertEquals(expected, killed);
    }
}
