package dev.lepton.ledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.ledger.TestWorkspace;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.query.Tariffs;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FOCUS's worked examples of commitments: what is amortised over the term is what was billed for it. */
final class FocusCommitmentTest {
    private static final Path WORKED = Path.of("src/test/resources/dev/lepton/ledger/focus/worked");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one_hundred_percent_utilization_with_commitment_discount_flexibility_with_1_resource",
                "one_hundred_percent_utilization_with_commitment_discount_flexibility_with_2_resources",
                "one_hundred_percent_utilization_without_commitment_discount_flexibility",
                "zero_percent_utilization_without_commitment_discount_flexibility"
            })
    void inEachHourOfTheTermBothCostsAreTheSame(String example) {
        ImportResult result = test.focus(WORKED.resolve(example + ".csv"));
        assertEquals(0, result.segment().failures());
        assertTrue(sum(CostQuestion.Basis.BILLED).signum() > 0);
        assertEquals(sum(CostQuestion.Basis.BILLED), sum(CostQuestion.Basis.EFFECTIVE));
    }

    /** The purchase is one row of 8,760; the usage example is one hour of the 8,760 that it covers. */
    @Test
    void aYearPaidUpFrontIsAmortisedOverItsHours() throws IOException {
        test.focus(WORKED.resolve("commitment_discount_purchase_scenario_1.csv"));
        List<String> hour = Files.readAllLines(WORKED.resolve("commitment_discount_usage_scenario_1.csv"));
        StringBuilder year = new StringBuilder(hour.get(0)).append('\n');
        Instant start = Instant.parse("2023-01-01T00:00:00Z");
        for (int h = 0; h < 8_760; h++) {
            Instant from = start.plus(Duration.ofHours(h));
            year.append(hour.get(1)
                            .replace(
                                    "2023-01-01T00:00:00Z,2023-01-01T01:00:00Z",
                                    from + "," + from.plus(Duration.ofHours(1))))
                    .append('\n');
        }
        test.focus("usage.csv", year.toString());
        assertEquals(new BigDecimal("8760"), sum(CostQuestion.Basis.BILLED));
        assertEquals(new BigDecimal("8760"), sum(CostQuestion.Basis.EFFECTIVE));
    }

    /**
     * Blank lines, short dates, "$50,000.00 ", 0.333 × 3.00 printed as 3.00, a header in another case: all are taken as
     * printed. Two printed rows end at thirty o'clock, and are refused.
     */
    @Test
    void everyWorkedExampleIsTakenWhole() throws IOException {
        try (Stream<Path> files = Files.list(WORKED)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                long rows = Files.readAllLines(file).stream()
                                .filter(l -> !l.isBlank())
                                .count()
                        - 1;
                long wrong =
                        file.getFileName().toString().matches("commitment_discount_purchase_scenario_[23].csv") ? 1 : 0;
                ImportResult result = test.focus(file);
                assertEquals(wrong, result.segment().failures(), file + " " + result.failures());
                assertEquals(rows - wrong, result.segment().rows(), file.toString());
            }
        }
    }

    private BigDecimal sum(CostQuestion.Basis basis) {
        CostQuestion all = CostQuestion.by(List.of());
        return test.costs(List.of(), Tariffs.UNKNOWN)
                .ask(new CostQuestion(
                        all.window(), all.keys(), all.filter(), all.idle(), all.shared(), all.sharedRule(), basis))
                .total()
                .amount();
    }
}
