package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.app.wiring.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton plan} without a document: the work and machines of a workspace. */
final class PlanWorkspaceTest {
    private static final Path FIRST = Path.of("..", "docs", "examples", "first-hour");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private String workspace(String... kinds) {
        String workspace = dir.resolve("workspace").toString();
        Said.lepton("init", workspace);
        for (String kind : kinds) {
            String file = FIRST.resolve(kind + (kind.equals("fleet") ? ".yaml" : ".csv"))
                    .toString();
            Said said = Said.lepton("import", kind, file, "--workspace", workspace);
            assertEquals(0, said.code(), said.err());
        }
        return workspace;
    }

    /** Eight GPUs of eight are held in the busiest hour, so machines may be full; nobody knows what the model makes, so it is GPUs too. */
    @Test
    void whatIsHeldIsPlanned() throws IOException {
        String workspace = workspace("fleet", "jobs", "usage", "tokens");
        Said said = Said.lepton("plan", "--workspace", workspace, "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode json = said.json();
        double ledger = json.get("ledger_cost_per_month").asDouble();
        double plan = json.get("cost_per_month").asDouble();
        assertEquals(ledger - plan, json.get("saving_per_month").asDouble(), 0.01, "saved against what the ledger has");
        assertTrue(plan > 0 && plan < ledger, plan + " of " + ledger);
        List<String> services =
                json.findValuesAsText("service").stream().distinct().toList();
        assertEquals(List.of("work on H100-80GB", "work on L4"), services);
        String silent = json.get("silent").toString();
        assertTrue(silent.contains("llama: no profile says"), silent);
        assertTrue(silent.contains("lepton import profiles"), silent);
        assertTrue(silent.contains("deadlines are not recorded"), silent);
        assertTrue(silent.contains("spot in a document"), silent);
        assertFalse(silent.contains("lepton import tokens"), silent);
    }

    @Test
    void aModelWithAProfileIsAService() throws IOException {
        String workspace = workspace("fleet", "jobs", "usage", "tokens");
        String profile = Files.writeString(dir.resolve("llama.yaml"), """
                        lepton_profile: 1
                        points:
                          - {model: llama, device: L4, throughput: 900, unit: output_tokens_per_second, source: made up, confidence: guess}
                        """).toString();
        double before = served(workspace, "work on L4");
        assertEquals(
                0,
                Said.lepton("import", "profiles", profile, "--workspace", workspace)
                        .code());
        Said said = Said.lepton("plan", "--workspace", workspace, "--json", "--brief");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.json().findValuesAsText("service").contains("llama"), said.out());
        assertTrue(said.json().get("silent").toString().contains("no limits on its latency"), said.out());
        assertTrue(before >= served(workspace, "work on L4"), "what serves the model is no longer counted as held");
        // 52 million tokens a day are 602 a second: one card of 900 is enough at 80 %.
        Said limited = Said.lepton("plan", "--workspace", workspace, "--brief", "--budget", "1");
        assertEquals(4, limited.code());
    }

    private static double served(String workspace, String service) throws IOException {
        JsonNode json = Said.lepton("plan", "--workspace", workspace, "--json", "--brief")
                .json();
        double replicas = 0;
        for (JsonNode row : json.get("serving")) {
            replicas += row.get("service").asText().equals(service) ? 1 : 0;
        }
        return replicas;
    }

    @Test
    void whatIsMissingIsSaid() {
        String workspace = workspace();
        Said empty = Said.lepton("plan", "--workspace", workspace);
        assertEquals(1, empty.code());
        assertTrue(empty.err().contains("has no work to plan for"), empty.err());
        workspace("jobs");
        Said fleetless = Said.lepton("plan", "--workspace", workspace);
        assertEquals(1, fleetless.code());
        assertTrue(fleetless.err().contains("lepton import fleet"), fleetless.err());
        workspace("fleet");
        Said files = Said.lepton(
                "plan", "--workspace", workspace, "--emit", dir.resolve("out").toString());
        assertEquals(1, files.code());
        assertTrue(files.err().contains("--emit needs"), files.err());
        Said carbon = Said.lepton("plan", "--workspace", workspace, "--brief", "--carbon", "10");
        assertEquals(4, carbon.code());
        assertTrue(carbon.out().contains("what its machines draw is not known"), carbon.out());
    }

    @Test
    void theDemonstrationsWorkspaceHasAPlan() throws IOException {
        new Demo(dir).prepare().close();
        Said said = Said.lepton("plan", "--workspace", dir.resolve("workspace").toString(), "--json", "--brief");
        assertEquals(0, said.code(), said.err());
        JsonNode json = said.json();
        assertEquals("optimal", json.get("status").asText());
        assertTrue(
                json.get("cost_per_month").asDouble()
                        < json.get("ledger_cost_per_month").asDouble() / 2,
                said.out());
        assertTrue(json.get("silent").toString().contains("lepton import tokens"), said.out());
    }
}
