package dev.lepton.ledger.focus.rules;

import static dev.lepton.ledger.focus.rules.Check.all;
import static dev.lepton.ledger.focus.rules.Check.any;
import static dev.lepton.ledger.focus.rules.Check.is;
import static dev.lepton.ledger.focus.rules.Check.isNot;
import static dev.lepton.ledger.focus.rules.Check.isNull;
import static dev.lepton.ledger.focus.rules.Check.notNull;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Where the published model of FOCUS 1.2 departs from its own words, found by reading each rule against its check. */
final class Errata {
    private static final Check NOT_CORRECTION = isNot("ChargeClass", "Correction");

    private Errata() {}

    /** The model with every erratum corrected: the rules as their words state them. */
    static RuleModel corrected(RuleModel published) {
        Map<String, UnaryOperator<Rule>> changes = new LinkedHashMap<>();
        all12().forEach(erratum -> changes.put(erratum.ruleId(), erratum.correction()));
        return published.with(changes);
    }

    /** The errata of {@code model-1.2.json}. */
    static List<Erratum> all12() {
        return Stream.of(wrong(), tooStrict(), tooWeak(), unreadable(), unstated())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Erratum> wrong() {
        return List.of(
                wrong(
                        "CommitmentDiscountStatus-C-003-C",
                        "asks for a value where the words ask for null; corrected in model 1.2.0.1",
                        rule -> rule.requiring(isNull("CommitmentDiscountStatus"))),
                wrong(
                        "CommitmentDiscountStatus-C-004-C",
                        "speaks of rows without a CommitmentDiscountId instead of Usage rows with one",
                        rule -> rule.when(all(notNull("CommitmentDiscountId"), is("ChargeCategory", "Usage")))),
                wrong(
                        "CommitmentDiscountStatus-C-005-M",
                        "allows Active, Expired and Pending, where FOCUS 1.2 allows Used and Unused",
                        rule -> rule.requiring(
                                any(is("CommitmentDiscountStatus", "Used"), is("CommitmentDiscountStatus", "Unused")))),
                wrong(
                        "ConsumedQuantity-C-006-C",
                        "speaks of corrections instead of all rows but corrections",
                        rule -> rule.when(NOT_CORRECTION)),
                wrong(
                        "PricingCurrencyEffectiveCost-C-004-M",
                        "tests PricingCurrencyListUnitPrice",
                        rule -> rule.requiring(decimal("PricingCurrencyEffectiveCost"))),
                wrong(
                        "CommitmentDiscountQuantity-C-010-C",
                        "speaks of rows without a ChargeCategory instead of Purchase rows",
                        rule -> rule.when(is("ChargeCategory", "Purchase"))),
                wrong(
                        "Tags-C-003-C",
                        "speaks of rows without Tags instead of rows with them",
                        rule -> rule.when(notNull("Tags"))));
    }

    private static List<Erratum> tooStrict() {
        return List.of(
                new Erratum(
                        "BilledCost-C-005-C",
                        Erratum.Kind.TOO_STRICT,
                        "takes every row whose ProviderName is spelled otherwise than its InvoiceIssuerName for one paid"
                                + " to a third party, which the data does not say",
                        rule -> rule.requiring(new Check.Unstated())),
                new Erratum(
                        "EffectiveCost-C-005-C",
                        Erratum.Kind.TOO_STRICT,
                        "takes every purchase for one that covers future charges; only that of a commitment is known to",
                        rule -> rule.when(all(is("ChargeCategory", "Purchase"), notNull("CommitmentDiscountId")))),
                new Erratum(
                        "CommitmentDiscountQuantity-C-007-C",
                        Erratum.Kind.TOO_STRICT,
                        "forbids a quantity on corrections, where CommitmentDiscountQuantity-C-006-C leaves it open",
                        rule -> rule.when(any(
                                all(isNot("ChargeCategory", "Usage"), isNot("ChargeCategory", "Purchase")),
                                isNull("CommitmentDiscountId")))));
    }

    private static List<Erratum> tooWeak() {
        return Stream.of(
                        "EffectiveCost-C-004-M",
                        "ContractedCost-C-004-M",
                        "ListCost-C-004-M",
                        "PricingQuantity-C-008-M")
                .map(id -> new Erratum(
                        id,
                        Erratum.Kind.TOO_WEAK,
                        "asks for any value where the words ask for a decimal",
                        rule -> rule.requiring(decimal(column(id)))))
                .toList();
    }

    private static List<Erratum> unreadable() {
        return List.of(
                unreadable("CapacityReservationStatus-C-003-C", isNull("CapacityReservationId")),
                unreadable(
                        "CapacityReservationStatus-C-004-C",
                        all(notNull("CapacityReservationId"), is("ChargeCategory", "Usage"))),
                unreadable("ResourceId-C-006-C", notNull("ResourceId")),
                unreadable("ResourceType-C-005-C", notNull("ResourceId")));
    }

    private static List<Erratum> unstated() {
        String contracted = "PricingCurrencyContractedUnitPrice";
        Check.Product product = new Check.Product("ContractedUnitPrice", "PricingQuantity", "ContractedCost");
        return List.of(
                unstated(contracted + "-C-004-C", isNull(contracted)),
                unstated(contracted + "-C-005-C", notNull(contracted)),
                unstated(contracted + "-C-008-C", new Check.AtLeast(contracted, BigDecimal.ZERO)),
                unstated("ConsumedQuantity-C-008-C", decimal("ConsumedQuantity")),
                unstated("CommitmentDiscountQuantity-C-009-M", decimal("CommitmentDiscountQuantity")),
                unstated("ContractedCost-C-009-C", product),
                new Erratum(
                        "PricingQuantity-C-009-C",
                        Erratum.Kind.UNSTATED,
                        "states no check",
                        rule -> rule.requiring(product).when(NOT_CORRECTION)),
                unstated("SkuPriceDetails-C-007-M", notNull("SkuPriceId")),
                unstated("ResourceName-C-004-C", isNull("ResourceName")),
                new Erratum(
                        "PricingCategory-C-009-C",
                        Erratum.Kind.UNSTATED,
                        "states no check",
                        rule -> rule.requiring(is("PricingCategory", "Committed"))
                                .when(all(notNull("CommitmentDiscountId"), is("ChargeCategory", "Usage")))),
                unstated("ColumnHandling-A-010-M", new Check.CustomColumnsPrefixed()),
                unstated("ColumnHandling-A-012-O", new Check.FocusColumnsFirst()),
                unstated("NullHandling-A-002-M", new Check.NoBlankText()));
    }

    private static Erratum wrong(String id, String fault, UnaryOperator<Rule> correction) {
        return new Erratum(id, Erratum.Kind.WRONG, fault, correction);
    }

    private static Erratum unreadable(String id, Check condition) {
        return new Erratum(
                id, Erratum.Kind.UNREADABLE, "has a condition with the wrong names", rule -> rule.when(condition));
    }

    private static Erratum unstated(String id, Check requirement) {
        return new Erratum(id, Erratum.Kind.UNSTATED, "states no check", rule -> rule.requiring(requirement));
    }

    private static Check decimal(String column) {
        return new Check.Shaped(column, Shape.DECIMAL_VALUE);
    }

    private static String column(String ruleId) {
        return ruleId.substring(0, ruleId.indexOf('-'));
    }
}
