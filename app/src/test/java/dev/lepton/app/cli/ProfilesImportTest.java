package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton import profiles}: into the workspace once, rows and failures adding up, and out of it again as points. */
final class ProfilesImportTest {
    private static final String VLLM = "{\"model_id\": \"m\", \"request_throughput\": 12.5, \"p99_itl_ms\": 31}\n"
            + "{\"model_id\": \"m\", \"request_throughput\": 0}\n";
    private static final String POWER =
            "dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power\nc,s,8,a,100,11.5,86\n";
    private static final String TRAINING =
            "dataset,network,batch_size,optimizer,learning_rate,run,target_metric,target_epoch\n"
                    + "c,s,8,a,1e-1,1,0.05,1\nc,s,8,a,1e-1,1,0.1,4\nc,s,8,a,1e-1,1,0.2,nan\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private String workspace = "";

    @BeforeEach
    void init() {
        workspace = dir.resolve("workspace").toString();
        Said.lepton("init", workspace);
    }

    @Test
    void whatWasSaidAtTheImportIsKept() throws IOException {
        JsonNode first = json(imported("v.json", VLLM, "--device", "L4", "--devices", "2"));
        assertEquals(1, first.at("/imports/0/rows").asInt());
        assertEquals(1, first.at("/imports/0/failures").asInt());
        assertEquals(
                "request_throughput is '0'",
                first.at("/imports/0/first_failures/0/detail").asText());
        JsonNode again = json(imported("v.json", VLLM, "--device", "L4", "--devices", "2"));
        assertTrue(again.at("/imports/0/known").asBoolean());
        OperatingPoint point = points().get(0);
        assertEquals("L4", point.hardware().device());
        assertEquals(2, point.hardware().count());
        imported("v.json", VLLM, "--device", "H100");
        assertEquals(1, points().size(), "said otherwise, it replaces what was said before");
        assertEquals("H100", points().get(0).hardware().device());
    }

    @Test
    void trainingRunsNeedBothTables() throws IOException {
        imported("summary_power_v100.csv", POWER);
        assertEquals(1, points().size());
        JsonNode runs = json(imported("train.csv", TRAINING));
        assertEquals(3, runs.at("/imports/0/rows").asInt());
        OperatingPoint run = points().get(1);
        assertEquals(Throughput.Work.RUNS, run.throughput().work());
        assertEquals(46, 1 / run.throughput().perSecond(), 1e-9, "four epochs of 11.5 s to the best score reached");
    }

    @Test
    void theyAreListed() throws IOException {
        imported("v.json", VLLM, "--device", "L4");
        imported("summary_power_v100.csv", POWER);
        JsonNode shown = Said.lepton("import", "profiles", "--show", "--workspace", workspace, "--json")
                .json();
        assertEquals("vLLM benchmark", shown.at("/files/0/form").asText());
        assertEquals(1, shown.at("/files/0/failures").asInt());
        assertEquals("m", shown.at("/points/0/model").asText());
        assertEquals("12.5", shown.at("/points/0/most_per_second").asText());
        assertEquals("ITL", shown.at("/points/0/has").asText());
        Said people = Said.lepton("import", "profiles", "--show", "--workspace", workspace);
        assertTrue(people.out().startsWith("2 operating points of 2 models on 2 devices, from 2 files."), people.out());
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        assertRefused("does not say on what it was measured", "v.json", VLLM);
        assertRefused("is no profile that Lepton knows", "n.csv", "a,b\n1,2\n");
        assertRefused("--devices", "v.json", VLLM, "--device", "L4", "--devices", "0");
        Said kind = Said.lepton("import", "fleet", "--show", "--workspace", workspace);
        assertEquals(1, kind.code());
        Said none = Said.lepton("import", "profiles", "--workspace", workspace);
        assertEquals(1, none.code());
        assertTrue(none.err().contains("no file was given"), none.err());
    }

    private void assertRefused(String words, String name, String text, String... options) throws IOException {
        Said said = imported(name, text, options);
        assertEquals(1, said.code(), said.err());
        assertTrue(said.err().contains(words), said.err());
    }

    private Said imported(String name, String text, String... options) throws IOException {
        Path file = Files.writeString(dir.resolve(name), text);
        String[] args = new String[options.length + 6];
        System.arraycopy(
                new String[] {"import", "profiles", file.toString(), "--workspace", workspace, "--json"},
                0,
                args,
                0,
                6);
        System.arraycopy(options, 0, args, 6, options.length);
        return Said.lepton(args);
    }

    private static JsonNode json(Said said) throws IOException {
        assertEquals(0, said.code(), said.err());
        return said.json();
    }

    private List<OperatingPoint> points() {
        try (Session session = Session.open(Path.of(workspace))) {
            return session.profiles().points();
        }
    }
}
