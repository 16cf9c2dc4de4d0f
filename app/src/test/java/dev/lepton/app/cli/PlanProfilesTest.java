package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measured points that a plan is given beside its document. */
final class PlanProfilesTest {
    private static final String DOCUMENT = """
            offers: [{name: box, device: H100, price_per_hour: 3}]
            services: [{name: chat, model: made-up, output_tokens_per_second: 3000, output_tokens: 200, utilisation_limit: 1}]
            """;

    @TempDir
    private Path dir;

    private Path bench() throws IOException {
        return Files.writeString(
                dir.resolve("bench.json"),
                "{\"model_id\": \"made-up\", \"max_concurrency\": 64, \"request_throughput\": 10.0, \"p99_ttft_ms\": 400}");
    }

    /** 10 requests of 200 tokens are 2,000 tokens a second, so two boxes: 2 × 3 × 730. */
    @Test
    void aBenchmarkThatNamesNoDeviceIsToldIt() throws IOException {
        Path document = Files.writeString(dir.resolve("plan.yaml"), DOCUMENT);
        Said none = Said.of("plan", document.toString(), "--brief", "--profiles", bench().toString());
        assertEquals(1, none.code());
        assertTrue(none.err().contains("does not say on what it was measured"), none.err());
        Said told = Said.of(
                "plan", document.toString(), "--brief", "--json", "--device", "H100", "--profiles", bench().toString());
        assertEquals(0, told.code(), told.err());
        assertEquals(4380, told.json().get("cost_per_month").asDouble(), 1e-6);
    }

    @Test
    void aDocumentTakesTheProfilesOfAWorkspace() throws IOException {
        Path document = Files.writeString(dir.resolve("plan.yaml"), DOCUMENT);
        String workspace = dir.resolve("w").toString();
        Said.lepton("init", workspace);
        Said in = Said.lepton("import", "profiles", bench().toString(), "--device", "H100", "--workspace", workspace);
        assertEquals(0, in.code(), in.err());
        Said plan = Said.of("plan", document.toString(), "--brief", "--json", "--workspace", workspace);
        assertEquals(0, plan.code(), plan.err());
        assertEquals(4380, plan.json().get("cost_per_month").asDouble(), 1e-6);
    }

    /** Without the length of a request its points cannot be held against a load in tokens, and the answer says what to state. */
    @Test
    void anotherUnitIsNamed() throws IOException {
        Path document = Files.writeString(dir.resolve("plan.yaml"), DOCUMENT.replace("output_tokens: 200, ", ""));
        Said said =
                Said.of("plan", document.toString(), "--brief", "--device", "H100", "--profiles", bench().toString());
        assertEquals(4, said.code());
        assertTrue(
                said.out()
                        .contains(
                                "made-up on H100 was measured for other sizes of requests, or in another unit of work: state output_tokens"),
                said.out());
    }
}
