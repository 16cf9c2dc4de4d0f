package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code lepton simulate} on the examples of docs. */
final class SimulateCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "simulate");

    private record Answer(int code, String out, String err) {}

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    private static Answer lepton(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Lepton.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Worked examples, 2: makespan 7 h, 25/28 of the time used, 160 paid, a resource for every task. */
    @Test
    void tenTasksOnFourResources() throws IOException {
        Answer answer = lepton(
                "simulate",
                "--trace",
                example("ten-tasks.csv"),
                "--fleet",
                example("four-resources.csv"),
                "--policy",
                "longest-first",
                "--round",
                "3600",
                "--jobs",
                "--json");
        assertEquals(0, answer.code(), answer.err());
        JsonNode json = Output.JSON.readTree(answer.out());
        JsonNode policy = json.at("/policies/0");
        assertEquals(7, policy.get("makespan_hours").asDouble(), 1e-9);
        assertEquals(2500.0 / 28, policy.get("utilisation_percent").asDouble(), 1e-5);
        assertEquals("160", policy.get("cost").asText());
        assertEquals("bound", json.at("/policies/1/name").asText());
        assertEquals(6.25, json.at("/policies/1/makespan_hours").asDouble(), 1e-5);
        Set<String> resources = new HashSet<>();
        json.get("jobs longest-first")
                .forEach(j -> resources.add(j.get("ran_on").asText()));
        assertEquals(Set.of("r1", "r2", "r3", "r4"), resources);
        assertEquals(10, json.get("jobs longest-first").size());
    }

    @Test
    void policiesStandSideBySide() throws IOException {
        String[] asked = {"simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv")};
        Answer people = lepton(asked);
        assertEquals(0, people.code(), people.err());
        assertTrue(people.out().contains("due-plan"), people.out());
        assertTrue(people.out().contains("bound"), people.out());
        assertEquals(people.out(), lepton(asked).out());
        Answer csv = lepton("simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv"), "--csv");
        assertTrue(csv.out().contains("policies,due-plan,makespan_hours,"), csv.out());
        JsonNode json = Output.JSON.readTree(
                lepton("simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv"), "--json")
                        .out());
        for (JsonNode row : json.get("of_the_possible")) {
            assertTrue(row.get("makespan_over_bound").asDouble() >= 1 - 1e-6, row.toString());
            assertTrue(row.get("cost_over_least").asDouble() >= 1 - 1e-6, row.toString());
            assertTrue(row.get("cost_over_least_at_makespan").asDouble() >= 1 - 1e-6, row.toString());
        }
    }

    @Test
    void wrongInputIsSaid() {
        Answer policy =
                lepton("simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv"), "--policy", "luck");
        assertEquals(1, policy.code());
        assertTrue(policy.err().contains("no policy 'luck'") && policy.err().contains("due-plan:"), policy.err());
        Answer none = lepton("simulate", "--fleet", example("fleet.csv"));
        assertEquals(1, none.code());
        assertFalse(none.err().contains("bug"), none.err());
        Answer draw = lepton("simulate", "--fleet", example("fleet.csv"), "--draw", "5");
        assertTrue(draw.code() == 1 && draw.err().contains("--throughputs"), draw.err());
    }
}
