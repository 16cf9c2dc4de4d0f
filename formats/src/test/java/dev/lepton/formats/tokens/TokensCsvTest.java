package dev.lepton.formats.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.ServedTokens;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens served by model, team and period. */
final class TokensCsvTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Reads<ServedTokens> read(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("tokens.csv"), content);
        return Reads.of((rows, failures, bytes) -> TokensCsv.read(file, ZoneOffset.UTC, rows, failures, bytes));
    }

    /** The figures of OpenCost's own example: 3.20 an hour, 12 M in, 3 M out, 50,000 hit blocks of 16. */
    @Test
    void aServedHour() throws IOException {
        Reads<ServedTokens> read = read("""
                model,from,to,prompt_tokens,output_tokens,cached_tokens,prefill_seconds,decode_seconds,requests,cost_per_hour
                llama,2026-01-01T00:00Z,2026-01-01T01:00Z,12e6,3000000,800000,1800.0,1800.0,4000,3.20
                """);
        assertEquals(
                List.of(new ServedTokens(
                        "llama",
                        Optional.empty(),
                        new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T01:00:00Z")),
                        new BigDecimal("12000000"),
                        new BigDecimal("3000000"),
                        Optional.of(new BigDecimal("800000")),
                        Optional.of(new BigDecimal("1800.0")),
                        Optional.of(new BigDecimal("1800.0")),
                        Optional.of(new BigDecimal("4000")),
                        Optional.of(Price.usd("3.20")))),
                read.rows);
    }

    @Test
    void badRows() throws IOException {
        Reads<ServedTokens> read = read("""
                model,month,prompt_tokens,output_tokens,cached_tokens
                ,2026-01,1,1,
                a,2026-01,1.5,1,
                a,2026-01,1,,
                a,2026-01,10,1,11
                a,,10,1,
                """);
        assertEquals(
                List.of(
                        "2 MISSING_VALUE model is empty",
                        "3 OUT_OF_RANGE prompt_tokens is '1.5'",
                        "4 MISSING_VALUE output_tokens is empty",
                        "5 OUT_OF_RANGE cached_tokens, part of prompt_tokens 10, is '11'",
                        "6 MISSING_VALUE from is empty"),
                read.failureLines());
    }

    @RepeatedTest(50)
    void whatIsWrittenIsRead(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<ServedTokens> tokens = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            Instant from = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
            BigDecimal prompt = BigDecimal.valueOf(random.nextLong(1L << 50));
            tokens.add(new ServedTokens(
                    "m," + i,
                    random.nextBoolean() ? Optional.empty() : Optional.of("t"),
                    new Window(from, from.plusSeconds(3600)),
                    prompt,
                    BigDecimal.valueOf(random.nextInt(1 << 20)),
                    random.nextBoolean() ? Optional.empty() : Optional.of(prompt),
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(BigDecimal.valueOf(random.nextInt(1 << 20), 3)),
                    Optional.empty(),
                    random.nextBoolean() ? Optional.empty() : Optional.of(BigDecimal.TEN),
                    random.nextBoolean() ? Optional.empty() : Optional.of(Price.usd("0.10"))));
        }
        StringWriter text = new StringWriter();
        TokensCsv.write(text, tokens);
        assertEquals(tokens, read(text.toString()).rows);
    }
}
