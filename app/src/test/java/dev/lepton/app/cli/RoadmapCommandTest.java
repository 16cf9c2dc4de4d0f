package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton roadmap}: the example, limits kept, earned value, cash flows, the page, and what is refused. */
final class RoadmapCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");

    private static final String FENCE = """
            start: 2026-02-02
            tasks:
              - {id: one, duration: 1, cost: 1000}
              - {id: two, duration: 1, cost: 1000, after: one}
              - {id: three, duration: 1, cost: 1000, after: two}
              - {id: four, duration: 1, cost: 1000, after: three}
            """;

    @TempDir
    private Path folder;

    @Test
    void exampleAddsUp() throws IOException {
        JsonNode json = json(EXAMPLES.resolve("roadmap.yaml").toString(), "--draws", "500");
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode task : json.get("tasks")) {
            sum = sum.add(task.get("cost").decimalValue());
        }
        assertEquals(0, sum.compareTo(json.get("cost").decimalValue()));
        JsonNode spend = json.get("spend");
        assertEquals(
                0, spend.get(spend.size() - 1).get("cumulative").decimalValue().compareTo(sum));
        assertTrue(
                json.get("finish_p50").asText().compareTo(json.get("finish_p95").asText()) <= 0);
        assertTrue(json.get("optimal").asBoolean());
        assertEquals(json, json(EXAMPLES.resolve("roadmap.yaml").toString(), "--draws", "500", "--seed", "42"));
        Said people = lepton(EXAMPLES.resolve("roadmap.yaml").toString(), "--draws", "100");
        assertTrue(people.out().contains("█") && people.out().contains("◆"), people.out());
        assertTrue(lepton("--example").out().contains("reference_classes"));
    }

    @Test
    void limitsMoveTheFinishAndTheSolverProvesIt() throws IOException {
        String file = file("short.yaml", """
                start: 2026-02-02
                resources: [{name: dev, kind: people, units: 2, cost_per_day: 800}]
                tasks:
                  - {id: a, duration: 3, uses: {dev: 1}}
                  - {id: b, duration: 4, uses: {dev: 2}}
                  - {id: c, duration: 4, uses: {dev: 1}}
                  - {id: d, duration: 1, uses: {dev: 1}, after: [a, b, c]}
                """);
        JsonNode json = json(file, "--draws", "10");
        assertEquals("2026-02-06", json.get("finish_without_limits").asText());
        assertEquals("2026-02-12", json.get("finish").asText());
        assertTrue(json.get("optimal").asBoolean());
        assertEquals(
                "2026-02-06",
                json(file, "--draws", "10", "--level", "none").get("finish").asText());
        assertEquals(
                "2026-02-12",
                json(file, "--draws", "10", "--level", "rules").get("finish").asText());
        assertEquals(2, json.at("/resources/0/peak").asInt());
    }

    @Test
    void progressGivesEarnedValueAndSlips() throws IOException {
        String progress = file("p.csv", """
                task,date,percent,actual_cost
                one,2026-02-02,100,1000
                two,2026-02-03,100,1200
                three,2026-02-04,50,600
                """);
        JsonNode json = json(file("fence.yaml", FENCE), "--progress", progress, "--draws", "10");
        assertEquals(4480, value(json, "EAC, at this cost index"), 1e-9);
        assertEquals(1.25, value(json, "TCPI, needed to keep the budget"), 1e-9);
        assertEquals(2.5, value(json, "ES, earned schedule"), 1e-9);
        assertEquals("2026-02-06", json.get("replanned_finish").asText());
        assertEquals(1, json.get("slip").asInt());
        JsonNode before =
                json(file("fence.yaml", FENCE), "--progress", progress, "--draws", "10", "--as-of", "2026-02-03");
        assertEquals(2000, value(before, "EV, earned"), 1e-9);
    }

    private static double value(JsonNode json, String measure) {
        for (JsonNode row : json.get("earned_value")) {
            if (row.get("name").asText().equals(measure)) {
                return row.get("value").asDouble();
            }
        }
        throw new AssertionError("no " + measure);
    }

    @Test
    void missedDeadlineFails() throws IOException {
        String file = file("late.yaml", "start: 2026-02-02\ntasks: [{id: a, duration: 5, deadline: 2026-02-05}]\n");
        Said said = lepton(file, "--json", "--draws", "10");
        assertEquals(4, said.code());
        assertEquals("missed", said.json().at("/milestones/0/state").asText());
        String kept = file("kept.yaml", "start: 2026-02-02\ntasks: [{id: a, duration: 5, deadline: 2026-02-06}]\n");
        assertEquals(0, lepton(kept, "--draws", "10").code());
    }

    @Test
    void cashFlowsGoIntoInvest() throws IOException {
        Path cash = folder.resolve("cash.csv");
        Said said = lepton(
                EXAMPLES.resolve("roadmap.yaml").toString(),
                "--draws",
                "10",
                "--cash-flows",
                cash.toString(),
                "--json");
        Said invest = Said.of("invest", cash.toString(), "--rate", "0", "--json");
        assertEquals(0, invest.code(), invest.err());
        assertEquals(
                0,
                said.json()
                        .get("cost")
                        .decimalValue()
                        .negate()
                        .compareTo(invest.json().get("npv").decimalValue()));
    }

    @Test
    void pageDrawsEveryTaskAndEscapesNames() throws IOException {
        String file = file(
                "page.yaml",
                "name: Fence & gate\nstart: 2026-02-02\ntasks: [{id: a, name: '<script>alert(1)</script>', duration: 2},"
                        + " {id: b, duration: 1, after: a}, {id: c, after: b}]\n");
        Path page = folder.resolve("page.html");
        Said said = lepton(file, "--draws", "50", "--html", page.toString());
        assertEquals(0, said.code(), said.err());
        String html = Files.readString(page);
        String svg = html.substring(html.indexOf("<svg class=\"timeline\""), html.indexOf("</svg>"));
        assertEquals(2, svg.split("<rect ", -1).length - 1);
        assertEquals(3, svg.split("<g><title>", -1).length - 1);
        assertEquals(2, svg.split("class=\"link\"", -1).length - 1);
        assertFalse(svg.contains("<script"), svg);
        assertFalse(html.replaceAll("(?s)<script>.*?</script>", "").contains("://"));
    }

    @Test
    void badInputNamesFileLineAndTask() throws IOException {
        refused(
                "cycle.yaml",
                "tasks:\n  - {id: a, duration: 1, after: b}\n  - {id: b, duration: 1, after: a}\n",
                "cycle.yaml:3: Task 'a': it waits for itself: a after b after a");
        refused(
                "unknown.yaml",
                "tasks:\n  - {id: a, duration: 1}\n  - {id: b, duration: 1, after: z}\n",
                "unknown.yaml:4: Task 'b': it waits for 'z', which is no task");
        refused("negative.yaml", "tasks:\n  - {id: a, duration: -1}\n", "negative.yaml:3: task 'a': duration is -1");
        refused("both.yaml", "tasks:\n  - {id: a, duration: 1, effort: 2}\n", "task 'a' has duration and effort");
        refused("none.yaml", "calendar: weekdays\n", "1 to 5000 tasks");
        refused("date.yaml", "tasks:\n  - {id: a, duration: 1, deadline: soon}\n", "deadline is 'soon'");
        refused(
                "gone.yaml",
                "resources: [{name: dev, kind: people, units: 1, changes: [{from: 2026-02-03, units: 0}]}]\n"
                        + "tasks:\n  - {id: a, duration: 5, uses: {dev: 1}}\n",
                "gone.yaml:4: Task 'a': no working time is left");
        String progress = file("bad.csv", "task,date,percent\nfive,2026-02-03,10\n");
        Said said = lepton(file("fence.yaml", FENCE), "--progress", progress);
        assertEquals(1, said.code());
        assertTrue(said.err().contains("bad.csv:2: task is 'five'"), said.err());
        assertEquals(
                1, lepton(file("fence.yaml", FENCE), "--as-of", "2026-02-03").code());
    }

    private void refused(String name, String text, String words) throws IOException {
        Said said = lepton(file(name, "start: 2026-02-02\n" + text), "--draws", "10");
        assertEquals(1, said.code(), said.err());
        assertTrue(said.err().contains(words), said.err());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static JsonNode json(String... args) throws IOException {
        String[] all = java.util.Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--json";
        Said said = lepton(all);
        assertEquals(0, said.code(), said.err());
        return said.json();
    }

    private static Said lepton(String... args) {
        return Said.of("roadmap", args);
    }
}
