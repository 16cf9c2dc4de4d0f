package dev.lepton.formats.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.savings.Promises;
import dev.lepton.core.watch.savings.WorkCost;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PromisesFileTest {
    @TempDir
    private Path dir;

    private static Promises promises() {
        return new Promises(
                Instant.parse("2026-07-01T12:00:00Z"),
                new Window(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z")),
                "team:\"a\"",
                "effective",
                Map.of(
                        "H100",
                        new WorkCost(
                                Money.usd("12345.678901234567890123"),
                                Optional.of(new WorkCost.Work(
                                        new BigDecimal("1000.5"),
                                        new BigDecimal("800"),
                                        Optional.of(new BigDecimal("333.3333"))))),
                        "volumes",
                        new WorkCost(Money.usd("7"), Optional.empty())),
                List.of(
                        new Promises.Promise("idle:x", "Give \"it\" back", Strategy.IDLE, "H100", Money.usd("100.01")),
                        new Promises.Promise(
                                "off-hours:x:a",
                                "Nights",
                                Strategy.OFF_HOURS,
                                "H100",
                                Money.usd("0.000000000000000001")),
                        new Promises.Promise("storage:volumes", "Less", Strategy.STORAGE, "volumes", Money.usd("2"))));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = Files.writeString(dir.resolve("p.json"), PromisesFile.text(promises()));
        assertEquals(promises(), PromisesFile.read(file));
    }

    @Test
    void whatIsDamagedIsToldAndNotGuessed() throws IOException {
        String text = PromisesFile.text(promises());
        for (String damaged : List.of(
                "",
                "{",
                "[]",
                text.replace("\"format\" : 1", "\"format\" : 2"),
                text.replace("2026-07-01T12:00:00Z", "yesterday"),
                text.replace("\"off-hours\"", "\"magic\""),
                text.replace("100.01", "much"),
                text.replace("\"USD\"", "\"XX\""),
                text.replace("\"kind\" : \"volumes\"", "\"kind\" : 3"))) {
            Path file = Files.writeString(dir.resolve("bad.json"), damaged);
            Problem problem = assertThrows(Problem.class, () -> PromisesFile.read(file));
            assertTrue(problem.getMessage().contains("bad.json"), problem.getMessage());
            assertEquals(3, problem.kind().exitCode());
        }
    }
}
