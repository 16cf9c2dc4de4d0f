package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton export} as a user sees it: files, answers and refusals. */
final class ExportCommandTest {
    private static final Path SAMPLE = Path.of("src/main/resources/dev/lepton/app/demo/focus_sample.csv");

    @TempDir
    private Path dir;

    private String out = "";
    private String err = "";

    @BeforeEach
    void workspace() throws IOException {
        assertEquals(0, Lepton.run(new String[] {"init", dir.resolve("w").toString()}, nowhere(), nowhere()));
        Files.writeString(
                dir.resolve("fleet.csv"),
                "name,gpus,vcpus,memory_gib,price_per_hour,from,to\nbox,2,16,64,3.50,2024-09-02,2024-09-03\n");
        Files.writeString(dir.resolve("jobs.csv"), """
                id,team,state,started,ended,gpus,vcpus,memory_gib,nodes
                j1,vision,completed,2024-09-02T00:00Z,2024-09-02T12:00Z,1,4,8,box
                j2,speech,completed,2024-09-02T06:00Z,2024-09-03T00:00Z,1,8,8,box
                """);
        assertEquals(0, lepton("import", "focus", SAMPLE.toString()), err);
        assertEquals(0, lepton("import", "fleet", dir.resolve("fleet.csv").toString()), err);
        assertEquals(0, lepton("import", "jobs", dir.resolve("jobs.csv").toString()), err);
    }

    @Test
    void focusSaysWhatItWrote() throws IOException {
        Path file = dir.resolve("out.csv");
        assertEquals(0, lepton("export", "focus", "--out", file.toString(), "--json"), err);
        JsonNode answer = Output.JSON.readTree(out);
        assertEquals("1.2", answer.path("focus_version").asText());
        assertEquals(1_000, answer.path("bill_lines").asInt());
        assertEquals(1, answer.path("machine_charges").asInt());
        assertEquals(1, answer.path("split_charges").asInt());
        assertEquals(1_003, answer.path("rows").asInt(), "two jobs and what nobody held");
        assertEquals(1_004, Files.readAllLines(file).size());
        assertEquals(
                0, lepton("export", "focus", "--focus-version", "1.4", "--no-split", "--out", file.toString()), err);
        assertTrue(out.contains("rows written"), out);
        assertTrue(Files.readAllLines(file).get(0).contains("AllocatedMethodDetails"));
    }

    @Test
    void focusRefusesWhatItDoesNotKnow() {
        String file = dir.resolve("out.csv").toString();
        assertEquals(1, lepton("export", "focus", "--focus-version", "1.3", "--out", file));
        assertTrue(err.contains("1.2 or 1.4"), err);
        assertEquals(
                1, lepton("export", "focus", "--out", dir.resolve("out.xlsx").toString()));
        assertTrue(err.contains("FILE.csv"), err);
        assertEquals(1, lepton("export", "focus", "--period", "week", "--out", file));
        assertTrue(err.contains("day or month"), err);
        assertEquals(1, lepton("export", "focus", "--window", "soon", "--out", file));
    }

    @Test
    void openCostIsWhatCostPrints() throws IOException {
        Path file = dir.resolve("allocations.json");
        assertEquals(0, lepton("export", "opencost", "--by", "team", "--out", file.toString()), err);
        assertEquals(0, lepton("cost", "--by", "team", "--json"), err);
        assertEquals(Output.JSON.readTree(out), Output.JSON.readTree(Files.readString(file)));
    }

    @Test
    void parquetCopiesFactsAndDocuments() {
        Path facts = dir.resolve("facts");
        assertEquals(0, lepton("export", "parquet", "--out", facts.toString()), err);
        for (String name : List.of("charges.parquet", "jobs.parquet", "fleet/fleet.csv", "README.md")) {
            assertTrue(Files.isRegularFile(facts.resolve(name)), name);
        }
    }

    private int lepton(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--workspace", dir.resolve("w").toString()));
        Said said = Said.lepton(all.toArray(String[]::new));
        out = said.out();
        err = said.err();
        return said.code();
    }

    private static PrintStream nowhere() {
        return new PrintStream(ByteArrayOutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }
}
