package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScaleCommandTest {
    private static final String JOBS = """
            id,submitted,started,ended,gpus
            a,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,8
            b,2026-01-01T02:00:00Z,2026-01-01T02:00:00Z,2026-01-01T03:00:00Z,8
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path dir;

    private int lepton(String... args) {
        return Lepton.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void aFixedPoolIsPaidThroughAndAnotherIsNot() throws IOException {
        Path jobs = Files.writeString(dir.resolve("jobs.csv"), JOBS);
        assertEquals(0, lepton("scale", jobs.toString(), "--node-price", "8", "--start", "1", "--json"), err::toString);
        JsonNode rules = new ObjectMapper()
                .readTree(out.toString(StandardCharsets.UTF_8))
                .get("rules");
        // One node for three hours; two of them held.
        assertEquals("fixed", rules.get(0).get("rule").asText());
        assertEquals(24, rules.get(0).get("paid").asDouble(), 1e-9);
        assertEquals(8, rules.get(0).get("paid_idle").asDouble(), 1e-9);
        assertTrue(rules.get(1).get("paid").asDouble() < 24, out::toString);
        assertEquals(10, rules.get(1).get("wait_p99_minutes").asDouble(), 1.5);
    }

    @Test
    void mistakesAreTold() throws IOException {
        Path jobs = Files.writeString(dir.resolve("jobs.csv"), JOBS);
        assertEquals(1, lepton("scale", jobs.toString(), "--node-price", "8", "--rule", "magic"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("'magic' is no scaling rule"), err::toString);
        assertEquals(1, lepton("scale", jobs.toString(), "--node-price", "8", "--target", "0"));
        assertTrue(
                err.toString(StandardCharsets.UTF_8)
                        .contains("--target is 0.0, but it is a share of the pool's GPUs, above 0 and at most 1."),
                err::toString);
        assertEquals(1, lepton("scale", jobs.toString(), "--node-price", "8", "--most", "0"));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("--most is 0, but must be from 1 to 1000000."),
                err::toString);
    }
}
