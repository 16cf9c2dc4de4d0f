package dev.lepton.ledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.ledger.TestWorkspace;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.query.Tariffs;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills in: the public FOCUS sample to the last decimal, and what a bill can get wrong. */
final class FocusImportTest {
    /** The sample is bundled with the demonstration. */
    static final Path SAMPLE = Path.of("../app/src/main/resources/dev/lepton/app/demo/focus_sample.csv");

    private static final String HEADER =
            "ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,BillingCurrency,ServiceName,Tags\n";

    @TempDir
    private Path dir;

    private TestWorkspace test;

    @BeforeEach
    void setUp() {
        test = new TestWorkspace(dir);
    }

    @AfterEach
    void tearDown() {
        test.close();
    }

    @Test
    void theSampleAddsUpExactly() {
        ImportResult result = test.focus(SAMPLE);
        assertEquals(1_000, result.segment().rows());
        assertEquals(0, result.segment().failures());
        Map<CostQuestion.Basis, String> sums = Map.of(
                CostQuestion.Basis.BILLED, "20.52022672899",
                CostQuestion.Basis.EFFECTIVE, "14.97651418586",
                CostQuestion.Basis.LIST, "20.39090575119",
                CostQuestion.Basis.CONTRACTED, "14.97626039326");
        sums.forEach((basis, sum) -> assertEquals(new BigDecimal(sum), sumOf(basis), basis.name()));
    }

    @Test
    void theSampleKeepsWhatFocusDoesNotKnowAndItsTraps() {
        test.focus(SAMPLE);
        long[] counts = new long[5];
        new dev.lepton.ledger.query.Facts(test.engine, test.workspace);
        test.engine.query(
                "SELECT count(*) FILTER (x_SourceColumns LIKE '{\"Id\":%'), count(*) FILTER (EffectiveCost < 0 OR BilledCost < 0), "
                        + "count(DISTINCT lower(ChargeFrequency)), count(*) FILTER (SubAccountName = 'NULL' OR Tags = ''), "
                        + "count(*) FILTER (BillingPeriodStart = TIMESTAMP '2024-10-01') FROM charges",
                r -> {
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] = r.getLong(i + 1);
                    }
                });
        assertEquals(1_000, counts[0], "the stray column Id is kept");
        assertEquals(13, counts[1], "negative rows");
        assertEquals(0, counts[3], "the word NULL is unknown, not a text");
        assertEquals(1, counts[4], "the row of the October period");
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        test.focus(SAMPLE);
        long version = test.workspace.manifest().version();
        assertTrue(test.focus(SAMPLE).known());
        assertEquals(version, test.workspace.manifest().version());
    }

    @Test
    void parquetAndGzipGiveTheSameSums() throws IOException {
        Path zipped = dir.resolve("bill.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(SAMPLE, out);
        }
        test.focus(zipped);
        assertEquals(new BigDecimal("20.52022672899"), sumOf(CostQuestion.Basis.BILLED));
        Path parquet = dir.resolve("double.parquet");
        test.engine.execute(
                "COPY (SELECT * REPLACE (CAST(BilledCost AS DOUBLE) AS BilledCost, CAST(ListCost AS DECIMAL(38,12)) AS ListCost) FROM "
                        + "read_csv('" + SAMPLE.toAbsolutePath() + "', nullstr = 'NULL', all_varchar = true)) TO '"
                        + parquet + "' (FORMAT parquet)");
        test.focus(parquet);
        assertEquals(new BigDecimal("41.04045345798"), sumOf(CostQuestion.Basis.BILLED));
        assertEquals(new BigDecimal("40.78181150238"), sumOf(CostQuestion.Basis.LIST));
    }

    @Test
    void badRowsAreListedWithTheirLinesAndTheRestGoesOn() {
        ImportResult result = test.focus(
                "bill.csv",
                HEADER
                        + "2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,1.5,1.5,USD,A,\"{\"\"team\"\":\"\"x\"\"}\"\n"
                        + "\n"
                        + "yesterday,2026-01-02T00:00:00Z,1,1,USD,A,\n"
                        + "2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,1,1,USD,\"two\nlines\",\n"
                        + "2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,a lot,1,USD,A,\n"
                        + "2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,1\n"
                        + "2026-01-02T00:00:00Z,2026-01-01T00:00:00Z,1,1,USD,A,\n"
                        + "2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,1,USD,A,\n"
                        + "1/2/26,1/3/26,2.25,2,USD,A,\n");
        assertEquals(3, result.segment().rows());
        assertEquals(5, result.segment().failures());
        assertEquals(new BigDecimal("4.75"), sumOf(CostQuestion.Basis.BILLED));
        List<String> seen = result.failures().stream()
                .map(f -> f.line() + " " + f.reason() + " " + f.detail())
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "10 MISSING_VALUE BilledCost is empty",
                        "4 NOT_A_TIME ChargePeriodStart is 'yesterday'",
                        "7 NOT_A_NUMBER BilledCost is 'a lot'",
                        "8 WRONG_FIELD_COUNT 3 fields, the header has 7",
                        "9 ENDS_BEFORE_START ChargePeriodEnd is '2026-01-01 00:00:00, not after 2026-01-02 00:00:00'"),
                seen);
        assertEquals(
                Reason.NOT_A_NUMBER,
                result.failures().stream()
                        .filter(f -> f.line() == 7)
                        .findFirst()
                        .orElseThrow()
                        .reason());
        CostLine tagged = test.costs(List.of(), Tariffs.UNKNOWN).ask(CostQuestion.by(List.of("team"))).lines().stream()
                .filter(l -> l.key().equals(List.of("x")))
                .findFirst()
                .orElseThrow();
        assertEquals(new BigDecimal("1.5"), tagged.total().amount());
    }

    @Test
    void whatIsNoBillSaysWhatIsMissing() {
        Problem problem = assertThrows(Problem.class, () -> test.focus("x.csv", "a,b\n1,2\n"));
        assertTrue(
                problem.getMessage().contains("ChargePeriodStart")
                        && problem.getMessage().contains("a, b"),
                problem.getMessage());
        assertThrows(Problem.class, () -> test.focus("empty.csv", ""));
    }

    private BigDecimal sumOf(CostQuestion.Basis basis) {
        CostQuestion all = CostQuestion.by(List.of());
        CostQuestion question = new CostQuestion(
                all.window(), all.keys(), all.filter(), all.idle(), all.shared(), all.sharedRule(), basis);
        return test.costs(List.of(), Tariffs.UNKNOWN).ask(question).total().amount();
    }
}
