package dev.lepton.ledger.focus.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.ledger.export.ExportFixture;
import dev.lepton.ledger.export.FocusExport;
import dev.lepton.ledger.export.FocusVersion;
import dev.lepton.ledger.query.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Lepton exports as FOCUS 1.2 keeps every rule of FOCUS 1.2, the lines of the public sample included; those as they
 * were billed break the rules that they contradict themselves in.
 */
final class ExportConformanceTest {
    private static final String PASSED_THROUGH = "x_LeptonRow = 'bill' AND x_LeptonSource = 'focus_sample.csv'";

    /** How many rows of the sample as billed break which rule. docs/exports.md says why. */
    private static final Map<String, Long> LEFT = new TreeMap<>(Map.of(
            "BillingAccountName-C-003-C", 7L,
            "CommitmentDiscountQuantity-C-005-C", 4L,
            "ContractedCost-C-009-C", 17L,
            "ContractedUnitPrice-C-011-C", 17L,
            "PricingQuantity-C-009-C", 17L,
            "ListCost-C-009-C", 31L,
            "ListUnitPrice-C-010-C", 31L,
            "ServiceName-C-005-C", 554L));

    private static final Path REPORTS = Path.of("target", "focus-conformance");

    @TempDir
    private Path dir;

    private ExportFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new ExportFixture(dir);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void asCsv() throws SQLException, IOException {
        judge(dir.resolve("export.csv"), true, Map.of());
    }

    @Test
    void asGzippedCsv() throws SQLException, IOException {
        judge(dir.resolve("export.csv.gz"), true, Map.of());
    }

    @Test
    void asParquet() throws SQLException, IOException {
        judge(dir.resolve("export.parquet"), true, Map.of());
    }

    @Test
    void withChargesWhole() throws SQLException, IOException {
        judge(dir.resolve("whole.parquet"), false, Map.of());
    }

    @Test
    void asBilled() throws SQLException, IOException {
        judge(dir.resolve("billed.parquet"), true, LEFT);
    }

    private void judge(Path file, boolean split, Map<String, Long> left) throws SQLException, IOException {
        new FocusExport(
                        new Facts(fixture.test.engine, fixture.test.workspace),
                        fixture.request(FocusVersion.V1_2, split, left.isEmpty()))
                .write(file);
        RuleModel worded = Errata.corrected(RuleModel.focus12());
        try (FocusTable table = FocusTable.open(file)) {
            Conformance whole = RuleRunner.judge(table, worded);
            report(file, "all", whole);
            assertEquals(left, offending(whole), whole::report);
            assertOnlyErrataBeyond(left.keySet(), RuleRunner.judge(table, RuleModel.focus12()));
            table.change("DELETE FROM focus WHERE " + PASSED_THROUGH);
            Conformance made = RuleRunner.judge(table, worded);
            report(file, "made", made);
            assertEquals(List.of(), made.bindingFailures(), made::report);
            assertTrue(made.with(Verdict.Passed.class).size() > 250, made::report);
            assertOnlyErrataBeyond(Set.of(), RuleRunner.judge(table, RuleModel.focus12()));
        }
    }

    private static void report(Path file, String what, Conformance conformance) throws IOException {
        Files.createDirectories(REPORTS);
        Files.writeString(REPORTS.resolve(file.getFileName() + "-" + what + ".txt"), conformance.report());
    }

    private static Map<String, Long> offending(Conformance conformance) {
        Set<String> leaves = new HashSet<>(conformance.bindingLeafFailures());
        return conformance.with(Verdict.Failed.class).stream()
                .filter(rule -> leaves.contains(rule.id()))
                .collect(Collectors.toMap(
                        Rule::id,
                        rule -> ((Verdict.Failed) conformance.of(rule.id())).offending(),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static void assertOnlyErrataBeyond(Set<String> known, Conformance published) {
        Set<String> failed = new TreeSet<>(published.bindingLeafFailures());
        failed.removeAll(known);
        Errata.all12().forEach(erratum -> failed.remove(erratum.ruleId()));
        assertEquals(Set.of(), failed, published::report);
    }
}
