package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A workspace that tests of advice fill and ask. */
record AdvisedWorkspace(String dir) {
    /** A new one in {@code folder}. */
    static AdvisedWorkspace init(Path folder) {
        Said.lepton("init", folder.toString());
        return new AdvisedWorkspace(folder.toString());
    }

    Said lepton(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--workspace", dir));
        return Said.lepton(all.toArray(String[]::new));
    }

    void imported(String kind, Path file) {
        Said said = lepton("import", kind, file.toString());
        assertEquals(0, said.code(), said.err());
    }

    static JsonNode finding(JsonNode answer, String id) {
        for (JsonNode finding : answer.get("findings")) {
            if (finding.get("id").asText().equals(id)) {
                return finding;
            }
        }
        throw new AssertionError("no " + id + " in " + answer.get("findings"));
    }

    static double number(JsonNode node, String field) {
        return node.get(field).decimalValue().doubleValue();
    }
}
