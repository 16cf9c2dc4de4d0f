package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that wait for their batch to fill: the wait counts against limits on latency. */
final class PlanBatchWindowTest {
    private static final String DOCUMENT = """
            profiles: [points.yaml]
            offers:
              - {name: card, device: L4, region: here, price_per_hour: 1}
            services:
              - name: images
                model: resnet
                requests_per_second: 3200
                latency: {e2e_p99_ms: 30}
                batch_window_ms: 10
            """;

    @TempDir
    private Path dir;

    private Said plan(String document) throws IOException {
        Files.writeString(dir.resolve("points.yaml"), """
                lepton_profile: 1
                points:
                  - {model: resnet, device: L4, concurrency: 1, throughput: 500, unit: requests_per_second, e2e_p99_ms: 4, source: made up}
                  - {model: resnet, device: L4, concurrency: 8, throughput: 2000, unit: requests_per_second, e2e_p99_ms: 8, source: made up}
                  - {model: resnet, device: L4, concurrency: 32, throughput: 4000, unit: requests_per_second, e2e_p99_ms: 16, source: made up}
                """);
        return Said.of(
                "plan", Files.writeString(dir.resolve("plan.yaml"), document).toString(), "--brief", "--json");
    }

    /** A batch of 32 fills in 31 ÷ 3,200 s, 9.7 ms, at 80 % of what was measured: 25.7 ms in all, and one card does. */
    @Test
    void theWindowIsSetAndCounted() throws IOException {
        JsonNode json = plan(DOCUMENT).json();
        assertEquals(730, json.get("cost_per_month").asDouble(), 1e-6);
        assertTrue(
                json.at("/serving/0/way").asText().contains("32 at once, waiting up to 9.7 ms to fill"),
                json.toString());
        // With 25 ms in all 32 at once take too long: 8 at once fill in 7 ÷ 1,600 s, two cards.
        JsonNode tight =
                plan(DOCUMENT.replace("e2e_p99_ms: 30", "e2e_p99_ms: 25")).json();
        assertEquals(2 * 730, tight.get("cost_per_month").asDouble(), 1e-6);
        assertTrue(tight.at("/serving/0/way").asText().contains("waiting up to 4.4 ms"), tight.toString());
        // A shorter window: the same.
        JsonNode shorter = plan(DOCUMENT.replace("batch_window_ms: 10", "batch_window_ms: 9"))
                .json();
        assertEquals(2 * 730, shorter.get("cost_per_month").asDouble(), 1e-6);
        // None: one at a time.
        JsonNode none = plan(DOCUMENT.replace("batch_window_ms: 10", "batch_window_ms: 0"))
                .json();
        assertEquals(8 * 730, none.get("cost_per_month").asDouble(), 1e-6);
    }

    @Test
    void aQueueHasNoWindow() throws IOException {
        Said said = plan(DOCUMENT + "    queue: {wait_ms: 5}\n");
        assertEquals(1, said.code());
        assertTrue(said.err().contains("without a queue"), said.err());
    }
}
