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

/** The roadmap of a plan, and whether the way pays. */
final class PlanRoadmapTest {
    private static final String MOVE = """
            offers:
              - {name: old, device: L4, region: here, terms: [{on: on-demand, price_per_hour: 2, held: 3}]}
              - {name: new, device: L4, region: there, price_per_hour: 1}
            profiles: [points.yaml]
            services:
              - name: scoring
                model: risk
                requests_per_second: 20
                utilisation_limit: 1
                today: {device: L4, region: here}
            limits: {change_cost: 10}
            effort: {start: 2026-08-03, cost_per_day: 600, days: {region: 4}, days_per_move: 1, watch_days: 2, rate_percent: 12}
            """;

    @TempDir
    private Path dir;

    private Said plan(String document, String... more) throws IOException {
        Files.writeString(dir.resolve("points.yaml"), """
                lepton_profile: 1
                points: [{model: risk, device: L4, throughput: 10, unit: requests_per_second, source: made up, confidence: measured}]
                """);
        List<String> all = new ArrayList<>(
                List.of(Files.writeString(dir.resolve("plan.yaml"), document).toString(), "--json"));
        all.addAll(List.of(more));
        return Said.of("plan", all.toArray(String[]::new));
    }

    /**
     * Today two machines are needed at 2 (the third is spare), in the plan two at 1. Four days of testing, then starts (1 day), then stops (1 day), each spread from half to
     * twice, so 13 ÷ 12 of it: 6.5 days at 600, and two starts at 10.
     */
    @Test
    void theWayIsValuedAgainstToday() throws IOException {
        JsonNode json = plan(MOVE).json();
        assertEquals(2920, json.get("cost_today_per_month").asDouble(), 1e-6);
        assertEquals(1460, json.get("saving_per_month").asDouble(), 1e-6);
        assertEquals("measured", json.get("saving_confidence").asText());
        assertEquals(3920, json.get("effort_cost").asDouble(), 1e-6);
        double npv = -3920;
        for (int m = 1; m <= 12; m++) {
            npv += 1460 * Math.pow(1.12, -m / 12.0);
        }
        assertEquals(npv, json.get("npv").asDouble(), 0.01);
        assertEquals(2.68, json.get("payback_months").asDouble(), 1e-9);
        assertTrue(
                json.get("notes").toString().contains("is assumed where"),
                json.get("notes").toString());
        assertFalse(json.has("roadmap"));
    }

    @Test
    void stepsFollowEachOtherAndRoadmapReadsThem() throws IOException {
        Path file = dir.resolve("way.yaml");
        Said said = plan(MOVE, "--brief", "--roadmap", file.toString());
        assertEquals(0, said.code(), said.err());
        List<String> ids = new ArrayList<>();
        said.json().get("roadmap").forEach(t -> ids.add(t.get("id").asText()));
        assertEquals(List.of("prepare-1", "step-1", "watch-1", "step-2", "watch-2", "planned"), ids);
        assertEquals("start 2 at new", said.json().at("/roadmap/1/name").asText());
        assertEquals("prepare-1", said.json().at("/roadmap/1/after").asText());
        assertEquals("stop 3 at old", said.json().at("/roadmap/3/name").asText());
        assertEquals("watch-1", said.json().at("/roadmap/3/after").asText());
        assertEquals("2026-08-03", said.json().at("/roadmap/0/start").asText());
        Said roadmap = Said.of("roadmap", file.toString(), "--json");
        assertEquals(0, roadmap.code(), roadmap.err());
        assertEquals(6, roadmap.json().get("tasks").size());
        // Again over our own file, but not over another's.
        assertEquals(0, plan(MOVE, "--brief", "--roadmap", file.toString()).code());
        Said other =
                plan(MOVE, "--brief", "--roadmap", dir.resolve("points.yaml").toString());
        assertEquals(1, other.code());
        assertTrue(other.err().contains("lepton plan did not make it"), other.err());
    }

    @Test
    void withoutAFileItIsShownOnly() throws IOException {
        Said said = plan(MOVE.replace("start: 2026-08-03, ", ""), "--brief", "--roadmap");
        assertEquals(0, said.code(), said.err());
        assertEquals(6, said.json().get("roadmap").size());
        assertTrue(said.json().get("notes").toString().contains("No first day is stated"), said.out());
        Said wrong = plan(MOVE.replace("region: 4", "regoin: 4"), "--brief");
        assertEquals(1, wrong.code());
        assertTrue(wrong.err().contains("'regoin' is no lever"), wrong.err());
    }

    @Test
    void nothingToDoIsSaid() throws IOException {
        String same = MOVE.replace("- {name: new, device: L4, region: there, price_per_hour: 1}", "")
                .replace("held: 3", "held: 2");
        Said said = plan(same, "--brief", "--roadmap");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.json().get("notes").toString().contains("nothing changes"), said.out());
    }

    /** Seventy services that each need one machine: all move from 2 to 1 an hour, prepared as one task of seventy times four days. */
    @Test
    void manyWorkloadsHaveARoadmapToo() throws IOException {
        StringBuilder services = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            services.append("  - {name: s" + i
                    + ", model: risk, requests_per_second: 10, utilisation_limit: 1, today: {device: L4,"
                    + " region: here}}\n");
        }
        String held = MOVE.replace("held: 3", "held: 80");
        String document = held.substring(0, held.indexOf("  - name: scoring"))
                + services
                + held.substring(held.indexOf("limits:"));
        JsonNode json = plan(document, "--roadmap", "--levers").json();
        assertEquals(70 * 730, json.get("cost_per_month").asDouble(), 1e-6);
        assertEquals(2 * 70 * 730 - 70 * 730, json.get("saving_per_month").asDouble(), 1e-6);
        assertEquals(
                "Prepare and test 70 workloads: region",
                json.at("/roadmap/0/name").asText());
        assertEquals("start 70 at new", json.at("/roadmap/1/name").asText());
        assertEquals("stop 80 at old", json.at("/roadmap/3/name").asText());
        assertEquals("Watch: the load is served", json.at("/roadmap/2/name").asText());
        assertEquals(2, json.get("moves").size());
        json.get("moves").forEach(m -> assertTrue(m.get("serves").asBoolean(), m.toString()));
        assertEquals(2 * 70 * 730, json.at("/layers/0/cost_per_month").asDouble(), 1e-6);
        // Machines started cost 10 each once, so together: 70 more.
        assertEquals(
                70 * 730 + 700 - 2 * 70 * 730,
                -json.at("/levers/0/saving_alone").asDouble(),
                1e-6);
        assertFalse(plan(document).json().has("levers"));
    }
}
