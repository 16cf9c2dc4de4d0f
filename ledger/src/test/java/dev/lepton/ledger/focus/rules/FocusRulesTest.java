package dev.lepton.ledger.focus.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
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
            assertEquals(List.of(), conformance.with(Verdict.ColumnAbsent.class));
            assertEquals(
                    List.of("BillingAccountType-C-004-C"),
                    conformance.with(Verdict.NeverApplies.class).stream()
                            .map(Rule::id)
                            .toList(),
                    "it speaks of rows without the mandatory BillingAccountId");
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
    void asPublishedAnotherInvoiceIssuerIsTakenForAThirdParty() throws SQLException {
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            table.change("UPDATE focus SET InvoiceIssuerName = 'Example Reseller'");
            assertTrue(RuleRunner.judge(table, PUBLISHED).bindingLeafFailures().contains("BilledCost-C-005-C"));
            assertEquals(List.of(), RuleRunner.judge(table, CORRECTED).bindingFailures());
        }
    }

    @Test
    void everyRuleThatPassesCanFail() throws SQLException {
        Set<String> cannot = new TreeSet<>();
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            Spoiler spoiler = new Spoiler(table, CORRECTED);
            List<Rule> passing = RuleRunner.judge(table, CORRECTED).with(Verdict.Passed.class).stream()
                    .filter(rule -> !rule.gathers())
                    .toList();
            for (Rule rule : passing) {
                List<String> statements = spoiler.spoil(rule.requirement(), CORRECTED.conditionOf(rule));
                if (!failsAfter(table, statements, rule)) {
                    cannot.add(rule.id());
                }
            }
            assertEquals(277, passing.size());
        }
        assertEquals(typeStringRules(), cannot, "only the type of a text cannot be wrong in CSV");
    }

    private static boolean failsAfter(FocusTable table, List<String> statements, Rule rule) throws SQLException {
        table.change("BEGIN TRANSACTION");
        for (String statement : statements) {
            table.change(statement);
        }
        boolean fails = RuleRunner.judge(table, CORRECTED, rule) instanceof Verdict.Failed;
        table.change("ROLLBACK");
        return fails;
    }

    @Test
    void aGatheringRuleFailsWithWhatItGathers() throws SQLException {
        try (FocusTable table = FocusTable.open(Bills.conformingCsv())) {
            table.change("UPDATE focus SET BilledCost = NULL WHERE rowid = 0");
            List<String> failed = RuleRunner.judge(table, CORRECTED).bindingFailures();
            assertEquals(
                    List.of("CostAndUsage-D-000-M", "CostAndUsage-D-002-M", "BilledCost-C-000-M", "BilledCost-C-003-M"),
                    failed);
        }
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
