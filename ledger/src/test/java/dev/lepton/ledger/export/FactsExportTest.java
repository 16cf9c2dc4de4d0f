package dev.lepton.ledger.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.ledger.store.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts out as Parquet: all of them, with every column explained. */
final class FactsExportTest {
    @TempDir
    private Path dir;

    @Test
    void copiesEveryFactAndExplainsEveryColumn() throws IOException {
        try (ExportFixture fixture = new ExportFixture(dir)) {
            Path out = dir.resolve("facts-out");
            List<FactsExport.Copied> copied = new FactsExport(fixture.test.engine, fixture.test.workspace).write(out);
            assertEquals(
                    List.of(Kind.CHARGES, Kind.USAGE, Kind.JOBS),
                    copied.stream().map(FactsExport.Copied::kind).toList());
            assertEquals(
                    List.of(1_005L, 120L, 4L),
                    copied.stream().map(FactsExport.Copied::rows).toList());
            BigDecimal[] billed = {BigDecimal.ZERO};
            fixture.test.engine.query(
                    "SELECT sum(BilledCost) FROM '" + out.resolve("charges.parquet")
                            + "' WHERE source = 'focus_sample.csv'",
                    r -> billed[0] = r.getBigDecimal(1));
            assertEquals(new BigDecimal("20.520226728990000000"), billed[0]);
            String readme = Files.readString(out.resolve("README.md"));
            assertTrue(
                    readme.contains("| `gpu_utilisation` | DOUBLE | share of the GPUs held that was busy, 0 to 1 |"),
                    readme);
            assertFalse(readme.contains("| as imported |"), readme);
        }
    }
}
