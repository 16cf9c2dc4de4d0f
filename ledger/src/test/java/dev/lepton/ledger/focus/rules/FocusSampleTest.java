package dev.lepton.ledger.focus.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The FOCUS sample bill has the columns of FOCUS 1.0, so it breaks rules of 1.2; which ones is known. */
final class FocusSampleTest {
    private static final Path SAMPLE = Path.of("shared", "data", "focus", "focus_sample.csv");

    @Test
    void sampleOfFocus10BreaksRulesOf12() throws SQLException, IOException {
        Optional<Path> sample = Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, folder -> folder.getParent())
                .map(folder -> folder.resolve(SAMPLE))
                .filter(Files::isReadable)
                .findFirst();
        assumeTrue(sample.isPresent(), "needs the FOCUS sample at ../" + SAMPLE);
        try (FocusTable table = FocusTable.open(sample.orElseThrow())) {
            Conformance published = RuleRunner.judge(table, RuleModel.focus12());
            Conformance corrected = RuleRunner.judge(table, Errata.corrected(RuleModel.focus12()));
            Path folder = Files.createDirectories(Path.of("target", "focus-conformance"));
            Files.writeString(folder.resolve("sample-as-published.txt"), published.report());
            Files.writeString(folder.resolve("sample-as-worded.txt"), corrected.report());
            assertEquals(36, published.bindingLeafFailures().size(), published::report);
            assertEquals(38, corrected.bindingLeafFailures().size(), corrected::report);
            assertTrue(corrected
                    .bindingLeafFailures()
                    .containsAll(List.of(
                            "CostAndUsage-D-045-C", // no PricingCurrency before 1.2
                            "ChargePeriodStart-C-002-M", // 2024-09-18 22:00:00 instead of 2024-09-18T22:00:00Z
                            "ListCost-C-009-C", // row 947: 0.05 x 0.00000003 is not 0.000015
                            "ChargeFrequency-C-003-M", // row 926: Usage-based instead of Usage-Based
                            "RegionName-C-004-C", // row 926: a region's name without its id
                            "ContractedUnitPrice-C-009-C"))); // row 457: -3
        }
    }
}
