package dev.lepton.ledger.focus.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner passes a bill that keeps the rules, and notices when any one of them is broken. */
final class FocusRulesTest {
    private static final RuleModel PUBLISHED = RuleModel.focus12();
    private static final RuleModel CORRECTED = Errata.corrected(PUBLISHED);

    @Test
    void conformingCsvBreaksNoRule() throws SQLException {
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            Conformance conformance = RuleRunner.judge(table, CORRECTED);
            assertEquals(List.of(), conformance.with(Verdict.Failed.class), conformance::report);
            assertEquals(
                    List.of(), conformance.with(Verdict.NeverApplies.class), "every rule with a check is put to the test");
            assertEquals(List.of(), conformance.with(Verdict.ColumnAbsent.class));
        }
    }

    @Test
    void conformingParquetBreaksNoRule(@TempDir Path folder) throws SQLException {
        for (String numberType : List.of("DECIMAL(38,18)", "DOUBLE")) {
            try (FocusTable table = FocusTable.open(Bills.parquet(folder, PUBLISHED, numberType))) {
                Conformance conformance = RuleRunner.judge(table, CORRECTED);
                assertEquals(List.of(), conformance.with(Verdict.Failed.class), conformance::report);
            }
        }
    }

    @Test
    void asPublishedTheModelFailsWhatItsWordsAllow() throws SQLException {
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            Conformance conformance = RuleRunner.judge(table, PUBLISHED);
            assertEquals(
                    Set.of(
                            "CommitmentDiscountStatus-C-003-C",
                            "CommitmentDiscountStatus-C-004-C",
                            "CommitmentDiscountStatus-C-005-M",
                            "ConsumedQuantity-C-006-C"),
                    Set.copyOf(conformance.bindingLeafFailures()));
        }
    }

    @Test
    void everyRuleThatPassesCanFail() throws SQLException {
        Set<String> cannot = new TreeSet<>();
        List<String> spoilt = new ArrayList<>();
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            Spoiler spoiler = new Spoiler(table, CORRECTED);
            for (Rule rule : RuleRunner.judge(table, CORRECTED).with(Verdict.Passed.class)) {
                List<String> statements =
                        rule.gathers() ? List.of() : spoiler.spoil(rule.requirement(), CORRECTED.conditionOf(rule));
                if (statements.isEmpty()) {
                    if (!rule.gathers()) {
                        cannot.add(rule.id());
                    }
                    continue;
                }
                table.change("BEGIN TRANSACTION");
                for (String statement : statements) {
                    table.change(statement);
                }
                assertInstanceOf(
                        Verdict.Failed.class,
                        RuleRunner.judge(table, CORRECTED, rule),
                        () -> rule.id() + " after " + statements);
                spoilt.add(rule.id());
                table.change("ROLLBACK");
            }
        }
        assertTrue(spoilt.size() > 200, () -> "rules spoilt: " + spoilt.size());
        assertEquals(typeStringRules(), cannot, "only the type of a text cannot be wrong in CSV");
    }

    @Test
    void everyTypeRuleCanFailInParquet(@TempDir Path folder) throws SQLException {
        try (FocusTable table = FocusTable.open(Bills.conformingParquet(folder, PUBLISHED))) {
            for (String id : typeStringRules()) {
                Rule rule = CORRECTED.rule(id);
                table.change("BEGIN TRANSACTION");
                table.change("ALTER TABLE focus ALTER "
                        + Sql.name(rule.requirement().columns().getFirst()) + " TYPE INTEGER USING 7");
                assertInstanceOf(Verdict.Failed.class, RuleRunner.judge(table, CORRECTED, rule), id);
                table.change("ROLLBACK");
            }
        }
    }

    private static Set<String> typeStringRules() {
        Set<String> ids = new TreeSet<>();
        for (Rule rule : CORRECTED.rules().values()) {
            if (rule.requirement() instanceof Check.Shaped shaped && shaped.shape() == Shape.TYPE_STRING) {
                ids.add(rule.id());
            }
        }
        return ids;
    }
}
