package dev.lepton.formats.revenue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Revenue;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revenue by team, model and period. */
final class RevenueCsvTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Reads<Revenue> read(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("revenue.csv"), content);
        return Reads.of((rows, failures, bytes) -> RevenueCsv.read(file, ZoneOffset.UTC, rows, failures, bytes));
    }

    private static Window window(String from, String to) {
        return new Window(Instant.parse(from + "T00:00:00Z"), Instant.parse(to + "T00:00:00Z"));
    }

    @Test
    void monthsAndSpans() throws IOException {
        Reads<Revenue> read = read("""
                team,model,month,from,to,amount,currency
                vision,resnet,2026-02,,,1200.50,
                ,,,2026-01-01,2026-01-08,-3,eur
                """);
        assertEquals(
                List.of(
                        new Revenue(
                                Optional.of("vision"),
                                Optional.of("resnet"),
                                window("2026-02-01", "2026-03-01"),
                                Money.usd("1200.5")),
                        new Revenue(
                                Optional.empty(),
                                Optional.empty(),
                                window("2026-01-01", "2026-01-08"),
                                new Money(new BigDecimal("-3"), Currency.getInstance("EUR")))),
                read.rows);
    }

    @Test
    void badRows() throws IOException {
        Reads<Revenue> read =
                read("month,amount,currency\n2026-13,1,\n2026-01,,\n2026-01,1,XXXX\n,1,USD\n2026-01,$5,\n");
        assertEquals(
                List.of(
                        "2 NOT_A_TIME month is '2026-13'",
                        "3 MISSING_VALUE amount is empty",
                        "4 UNKNOWN_VALUE currency is 'XXXX'",
                        "5 MISSING_VALUE from is empty",
                        "6 NOT_A_NUMBER amount is '$5'"),
                read.failureLines());
        assertThrows(Problem.class, () -> read("team,amount\n"));
    }

    @RepeatedTest(50)
    void whatIsWrittenIsRead(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Revenue> revenue = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            Instant from = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000_000));
            revenue.add(new Revenue(
                    random.nextBoolean() ? Optional.empty() : Optional.of("a, \"b\""),
                    Optional.of("m\n" + i),
                    new Window(from, from.plusSeconds(1 + random.nextInt(9999))),
                    new Money(
                            BigDecimal.valueOf(random.nextLong(), random.nextInt(19)),
                            Currency.getInstance(random.nextBoolean() ? "USD" : "KWD"))));
        }
        StringWriter text = new StringWriter();
        RevenueCsv.write(text, revenue);
        assertEquals(revenue, read(text.toString()).rows);
    }
}
