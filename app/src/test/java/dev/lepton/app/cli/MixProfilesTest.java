package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton mix} on profiles: bundled, of a workspace, of a file beside the document; measured, between, guessed, unknown. */
final class MixProfilesTest {
    private static final String CHAT = """
            model: meta-llama/Llama-3.1-8B-Instruct
            precision: bfloat16
            workload: lm-arena-chat
            slo: {itl_p90_ms: 50}
            buckets:
              - {name: short, input_tokens: 256, output_tokens: 100, requests_per_second: 90}
            shapes:
              - {name: one, device: H100, price_per_hour: 6.88}
            """;
    private static final String TINY = """
            lepton_profile: 1
            points:
              - {model: m, device: L4, concurrency: 8, input_tokens: 256, output_tokens: 100, throughput: 3,
                 unit: requests_per_second, ttft_p99_ms: 100}
              - {model: m, device: L4, concurrency: 16, input_tokens: 256, output_tokens: 100, throughput: 5,
                 unit: requests_per_second, ttft_p99_ms: 300}
              - {model: m, device: L4, concurrency: 8, input_tokens: 1024, output_tokens: 100, throughput: 1,
                 unit: requests_per_second, ttft_p99_ms: 150}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    /** 9,248 tokens a second were measured within 50 ms, more between that point and the next; never more than the 12,000 or so beyond. */
    @Test
    void theBundledPointsServeAModelThatTheyName() throws IOException {
        JsonNode json = json(0, CHAT);
        assertEquals("{\"one\":1}", json.get("counts").toString());
        double served = 90 / json.at("/shapes/0/utilisation").asDouble();
        assertTrue(served * 100 >= 9248, "at least what was measured: " + served);
        assertTrue(
                json.get("notes").toString().contains("between 384 and 512 at once"),
                json.get("notes").toString());
        JsonNode eight = json(0, CHAT.replace("device: H100,", "device: H100-80GB, devices: 8,"));
        assertEquals(
                json.at("/shapes/0/utilisation").asDouble() / 8,
                eight.at("/shapes/0/utilisation").asDouble(),
                1e-6);
        assertTrue(eight.get("notes").toString().contains("8 copies of 1 × H100"));
    }

    @Test
    void whatWasNotMeasuredIsUnknownOrAGuess() throws IOException {
        String l40s = CHAT.replace("device: H100", "device: L40S");
        JsonNode unknown = json(4, l40s);
        assertTrue(unknown.get("notes").toString().contains("--guess takes a guess"), unknown.toString());
        JsonNode unsized = json(4, l40s, "--guess");
        assertTrue(unsized.get("notes").toString().contains("model_size is not stated"), unsized.toString());
        String sized = l40s + "model_size: {parameters_billions: 8.03, cache_bytes_per_token: 131072}\n";
        JsonNode guess = json(0, sized, "--guess");
        assertTrue(guess.get("notes").toString().contains("is a GUESS"), guess.toString());
        JsonNode format = json(4, sized.replace("precision: bfloat16", "precision: fp4"), "--guess");
        assertTrue(format.get("notes").toString().contains("the FP4 throughput"), format.toString());
        JsonNode large = json(4, sized.replace("8.03", "80.3"), "--guess");
        assertTrue(large.get("notes").toString().contains("it needs 160.6 GB"), large.toString());
        JsonNode measured = json(0, CHAT, "--guess");
        assertFalse(measured.get("notes").toString().contains("GUESS"), "what was measured is not guessed");
    }

    @Test
    void aProfileBesideTheDocumentAndRecordedRequests() throws IOException {
        Files.writeString(dir.resolve("tiny.yaml"), TINY);
        String document = """
                slo: {ttft_p99_ms: 200}
                shapes:
                  - {name: L4, price_per_hour: 0.7, profile: tiny.yaml}
                """;
        Path requests = Files.writeString(
                dir.resolve("r.csv"), "ContextTokens,GeneratedTokens\n200,50\n256,100\n300,90\n5000,90\n");
        JsonNode json = json(0, document, "--requests", requests.toString(), "--rate", "4");
        assertEquals("2", json.at("/buckets/0/requests_per_second").asText());
        assertEquals("2", json.at("/buckets/1/requests_per_second").asText());
        // Within 200 ms 3 small or 1 large a second were measured: 2/3 + 2/1 machines.
        assertEquals("{\"L4\":3}", json.get("counts").toString());
        String bucketed = document.replace("shapes:", """
                buckets:
                  - {name: small, input_tokens: 256, output_tokens: 100, requests_per_second: 12}
                shapes:""");
        JsonNode between = json(0, bucketed);
        // 200 ms lie halfway from 100 to 300: 12 at once, 4 a second.
        assertEquals("{\"L4\":3}", between.get("counts").toString());
        JsonNode pair = json(0, bucketed.replace("price_per_hour: 0.7", "devices: 2, price_per_hour: 1.4"));
        assertEquals("{\"L4\":2}", pair.get("counts").toString());
        JsonNode other = json(4, bucketed.replace("profile:", "device: T4, profile:"));
        assertTrue(other.get("notes").toString().contains("on 1 × T4"), other.toString());
        assertRefused("buckets is missing", document);
        assertRefused("--requests and --rate go together", document, "--rate", "4");
        assertRefused("states its buckets", bucketed, "--requests", requests.toString(), "--rate", "4");
        assertRefused("--rate is 0.0", document, "--requests", requests.toString(), "--rate", "0");
    }

    @Test
    void aWorkspacesProfilesAndTheSolverWithoutNativeCode() throws IOException {
        String workspace = dir.resolve("w").toString();
        Said.lepton("init", workspace);
        String tiny = Files.writeString(dir.resolve("tiny.yaml"), TINY).toString();
        assertEquals(
                0,
                Said.lepton("import", "profiles", tiny, "--workspace", workspace)
                        .code());
        String document = CHAT.replace("meta-llama/Llama-3.1-8B-Instruct", "m")
                .replace("precision: bfloat16\nworkload: lm-arena-chat\nslo: {itl_p90_ms: 50}\n", "")
                .replace("device: H100", "device: NVIDIA L4");
        json(4, document);
        JsonNode native1 = json(0, document, "--workspace", workspace);
        assertEquals("{\"one\":18}", native1.get("counts").toString());
        assertEquals(
                native1.get("counts"), json(0, document, "--profiles", tiny).get("counts"));
        JsonNode plain = json(0, document, "--profiles", tiny, "--solver", "plain");
        assertEquals("ojAlgo", plain.get("solver").asText());
        assertEquals(native1.get("cost_per_hour"), plain.get("cost_per_hour"));
    }

    private JsonNode json(int code, String text, String... options) throws IOException {
        Said said = run(text, options);
        assertEquals(code, said.code(), said.out() + said.err());
        return said.json();
    }

    private void assertRefused(String why, String text, String... options) throws IOException {
        Said said = run(text, options);
        assertEquals(1, said.code(), said.out() + said.err());
        assertTrue(said.err().contains(why), said.err());
    }

    private Said run(String text, String... options) throws IOException {
        List<String> args = new ArrayList<>(
                List.of(Files.writeString(dir.resolve("mix.yaml"), text).toString(), "--json"));
        args.addAll(List.of(options));
        return Said.of("mix", args.toArray(String[]::new));
    }
}
