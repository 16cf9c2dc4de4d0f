package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises of waits in {@code lepton plan}. */
final class PlanWaitsTest {
    private static final String SCORING = """
            profiles: [points.yaml]
            offers:
              - {name: small, device: L4, region: here, price_per_hour: 1}
            services:
              - name: scoring
                model: risk
                requests_per_second: 60
                queue: {wait_ms: 50, wait_percent: 5}
            """;

    private static final String POINTS = """
            lepton_profile: 1
            points:
              - {model: risk, device: L4, throughput: 10, unit: requests_per_second, source: made up}
            """;

    @TempDir
    private Path dir;

    private Said plan(String document) throws IOException {
        Files.writeString(dir.resolve("points.yaml"), POINTS);
        return Said.of(
                "plan", Files.writeString(dir.resolve("plan.yaml"), document).toString(), "--brief", "--json");
    }

    /** 6 erlangs, 5 % may wait longer than half a service time: nine servers by Erlang C; six would be full, 80 % of each are eight. */
    @Test
    void replicasAreThoseOfTheQueue() throws IOException {
        JsonNode json = plan(SCORING).json();
        assertEquals(9 * 730, json.get("cost_per_month").asDouble(), 1e-6);
        JsonNode waits = json.at("/waits/0");
        assertEquals(9, waits.get("replicas").asInt());
        assertEquals("true", waits.get("kept").asText());
        double beyond = waits.get("beyond_percent").asDouble();
        assertTrue(beyond > 0 && beyond <= 5, "" + beyond);
        JsonNode plain = plan(SCORING.replace("    queue: {wait_ms: 50, wait_percent: 5}\n", ""))
                .json();
        assertEquals(8 * 730, plain.get("cost_per_month").asDouble(), 1e-6);
        assertFalse(plain.has("waits"));
    }

    @Test
    void burstsNeedMore() throws IOException {
        JsonNode json = plan(SCORING.replace("wait_percent: 5", "wait_percent: 5, arrivals_variation: 9"))
                .json();
        assertTrue(json.get("cost_per_month").asDouble() > 9 * 730, json.toString());
    }

    @Test
    void whatCannotBePromisedIsSaid() throws IOException {
        Said tokens = plan(SCORING.replace("wait_percent: 5", "ttft_mean_ms: 100"));
        assertEquals(4, tokens.code());
        assertTrue(tokens.out().contains("only wait_ms can be promised"), tokens.out());
        Said none = plan(SCORING.replace("wait_ms: 50, wait_percent: 5", "wait_percent: 5"));
        assertEquals(1, none.code());
        assertTrue(none.err().contains("plan.yaml:8: queue promises nothing"), none.err());
        Said never = plan(SCORING.replace("wait_percent: 5", "wait_percent: 0"));
        assertTrue(never.err().contains("no line keeps every request below a wait"), never.err());
        Said load = plan(SCORING.replace("requests_per_second", "output_tokens_per_second"));
        assertTrue(load.err().contains("the load is stated in tokens"), load.err());
    }

    /** Bundled points were measured with several requests at once, but not the time to the first token. */
    @Test
    void aTimeThatWasNotMeasuredIsNotPromised() throws IOException {
        String chat = """
                offers:
                  - {name: big, device: H100, region: here, price_per_hour: 3}
                services:
                  - name: chat
                    model: Qwen/Qwen3-8B
                    requests_per_second: 20
                    output_tokens: 300
                    queue: {wait_ms: 300, PROMISE}
                """;
        Said first = plan(chat.replace("PROMISE", "ttft_mean_ms: 500"));
        assertEquals(4, first.code());
        assertTrue(first.out().contains("which are promised, were not measured"), first.out());
        Said tokens = plan(chat.replace("PROMISE", "itl_mean_ms: 20"));
        assertEquals(0, tokens.code(), tokens.err());
        assertTrue(tokens.json().at("/waits/0/queue").asText().startsWith("batching queue"), tokens.out());
    }
}
