package dev.lepton.ledger.focus.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class RuleModelTest {
    private static final RuleModel PUBLISHED = RuleModel.focus12();
    private static final RuleModel CORRECTED = Errata.corrected(PUBLISHED);

    @Test
    void everyRuleOfTheModelIsRead() {
        Map<Keyword, Integer> count = new EnumMap<>(Keyword.class);
        PUBLISHED.rules().values().forEach(rule -> count.merge(rule.keyword(), 1, Integer::sum));
        assertEquals(
                Map.of(
                        Keyword.MUST, 472,
                        Keyword.MUST_NOT, 67,
                        Keyword.SHOULD, 33,
                        Keyword.SHOULD_NOT, 7,
                        Keyword.RECOMMENDED, 7,
                        Keyword.MAY, 35),
                count);
        assertEquals(18, PUBLISHED.criteria().size());
        assertEquals(57, PUBLISHED.focusColumns().size());
        assertEquals(201, withCheck(PUBLISHED, Check.Unstated.class).size());
    }

    @Test
    void unreadableChecksAreNamedAndCorrected() {
        assertEquals(
                Set.of(
                        "CapacityReservationStatus-C-003-C",
                        "CapacityReservationStatus-C-004-C",
                        "ResourceId-C-006-C",
                        "ResourceType-C-005-C"),
                withCheck(PUBLISHED, Check.Malformed.class));
        assertEquals(Set.of(), withCheck(CORRECTED, Check.Malformed.class));
    }

    @Test
    void everyErratumChangesItsRuleOnce() {
        Set<String> seen = new HashSet<>();
        for (Erratum erratum : Errata.all12()) {
            Rule published = PUBLISHED.rule(erratum.ruleId());
            assertNotEquals(published, erratum.correction().apply(published), erratum.ruleId());
            assertTrue(seen.add(erratum.ruleId()), erratum.ruleId());
        }
    }

    @Test
    void correctionOfAnUnknownRuleIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PUBLISHED.with(Map.of("Nothing-C-000", UnaryOperator.identity())));
    }

    @Test
    void whatIsNotClaimedIsNotJudged() throws SQLException {
        Set<String> claimed = new HashSet<>(CORRECTED.criteria());
        claimed.remove("COMMITMENT_DISCOUNT_SUPPORTED");
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            table.change("ALTER TABLE focus DROP COLUMN CommitmentDiscountType");
            assertFalse(RuleRunner.judge(table, CORRECTED).bindingFailures().isEmpty());
            Conformance conformance = RuleRunner.judge(table, CORRECTED, claimed);
            assertEquals(List.of(), conformance.bindingFailures());
            assertInstanceOf(Verdict.NotClaimed.class, conformance.of("CostAndUsage-D-014-C"));
            assertInstanceOf(Verdict.NotClaimed.class, conformance.of("CommitmentDiscountType-C-001-M"));
        }
    }

    @Test
    void nothingPassesUnlooked() throws SQLException {
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            table.change("DELETE FROM focus");
            Conformance conformance = RuleRunner.judge(table, CORRECTED);
            for (Rule rule : conformance.with(Verdict.Passed.class)) {
                assertTrue(rule.gathers() || rule.requirement().columns().isEmpty(), rule.id());
            }
        }
    }

    private static Set<String> withCheck(RuleModel model, Class<? extends Check> kind) {
        Set<String> ids = new TreeSet<>();
        for (Rule rule : model.rules().values()) {
            if (rule.requirement().flat().anyMatch(kind::isInstance)
                    || rule.condition().stream().flatMap(Check::flat).anyMatch(kind::isInstance)) {
                ids.add(rule.id());
            }
        }
        return ids;
    }
}
