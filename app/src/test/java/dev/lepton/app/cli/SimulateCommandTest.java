package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton simulate} on the examples of docs. */
final class SimulateCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "simulate");

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    /** Worked examples, 2: makespan 7 h, 25/28 of the time used, 160 paid, a resource for every task. */
    @Test
    void tenTasksOnFourResources() throws IOException {
        Said answer = Said.lepton(
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
        JsonNode earned = json.at("/earnings/0");
        assertEquals("40", earned.get("profit").asText());
        assertEquals("4", earned.get("cost_over_profit").asText());
        assertEquals("0.8", earned.get("cost_over_revenue").asText());
        assertEquals("bound", json.at("/policies/1/name").asText());
        assertEquals(6.25, json.at("/policies/1/makespan_hours").asDouble(), 1e-5);
        Set<String> resources = new HashSet<>();
        json.get("jobs longest-first")
                .forEach(j -> resources.add(j.get("ran_on").asText()));
        assertEquals(Set.of("r1", "r2", "r3", "r4"), resources);
        Set<String> tasks = new HashSet<>();
        json.get("jobs longest-first").forEach(j -> tasks.add(j.get("name").asText()));
        assertEquals(10, tasks.size());
        assertTrue(tasks.stream().noneMatch(resources::contains), tasks.toString());
    }

    @Test
    void policiesStandSideBySide() throws IOException {
        String[] asked = {"simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv")};
        Said people = Said.lepton(asked);
        assertEquals(0, people.code(), people.err());
        assertTrue(people.out().contains("due-plan"), people.out());
        assertTrue(people.out().contains("bound"), people.out());
        assertEquals(people.out(), Said.lepton(asked).out());
        Said csv = Said.lepton("simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv"), "--csv");
        assertTrue(csv.out().contains("policies,due-plan,makespan_hours,"), csv.out());
        JsonNode json = Output.JSON.readTree(
                Said.lepton("simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv"), "--json")
                        .out());
        for (JsonNode row : json.get("of_the_possible")) {
            assertTrue(row.get("makespan_over_bound").asDouble() >= 1 - 1e-6, row.toString());
            assertTrue(row.get("cost_over_least").asDouble() >= 1 - 1e-6, row.toString());
            assertTrue(row.get("cost_over_least_at_makespan").asDouble() >= 1 - 1e-6, row.toString());
        }
    }

    /**
     * Twelve GPUs; pretrain (4) and sweep (8) from 0. Release (8) comes at 3 h with priority 9 and stops sweep just at a
     * checkpoint; hotfix (12) at 4 h stops pretrain an hour after its checkpoint. Both start again at 4.5 h.
     */
    @Test
    void prioritiesStopJobsAndStoppingIsPriced() throws IOException {
        JsonNode json =
                json("--trace", example("preempt.csv"), "--fleet", example("one-type.csv"), "--policy", "priority");
        JsonNode stops = json.at("/stops/0");
        assertEquals(2, stops.get("preemptions").asInt());
        assertEquals(2, stops.get("restarts").asInt());
        assertEquals(0, stops.get("migrations").asInt());
        // an hour of 4 GPUs, 600 s of 4 and 300 s of 8, at 2 USD
        assertEquals(16.0 / 3, stops.get("lost_gpu_hours").asDouble(), 1e-5);
        assertEquals(32.0 / 3, stops.get("lost_cost").asDouble(), 1e-5);
        JsonNode fifo = json("--trace", example("preempt.csv"), "--fleet", example("one-type.csv"), "--policy", "fifo");
        assertEquals("0", fifo.at("/stops/0/lost_cost").asText());
    }

    @Test
    void tenantsAndEnergyComeFromTheFleet() throws IOException {
        JsonNode json = json(
                "--trace",
                example("jobs.csv"),
                "--fleet",
                example("fleet.yaml"),
                "--policy",
                "fair-share,fewest-watts");
        assertEquals(8, json.get("tenants").size());
        assertEquals("4", json.at("/tenants/1/quota_gpus").asText());
        for (JsonNode row : json.get("energy")) {
            assertEquals(
                    row.get("total_kwh").asDouble(),
                    row.get("busy_kwh").asDouble()
                            + row.get("idle_kwh").asDouble()
                            + row.get("asleep_kwh").asDouble(),
                    1e-9);
            assertTrue(row.get("asleep_kwh").asDouble() > 0, row.toString());
        }
    }

    /** Owner has six GPUs of its own; guest borrows them from 0 and has them taken back at 1 h. */
    @Test
    void whatIsBorrowedIsTakenBack(@TempDir Path dir) throws IOException {
        Path fleet = Files.writeString(dir.resolve("f.yaml"), """
                gpus:
                  - {gpu: g, count: 8, price_per_gpu_hour: 1}
                tenants:
                  - {name: owner, quota: 6}
                  - {name: guest, borrow: 8}
                """);
        Path trace = Files.writeString(dir.resolve("t.csv"), """
                job,arrival_seconds,gpus,work_gpu_hours,tenant
                g1,0,4,20,guest
                g2,0,4,20,guest
                o1,3600,6,12,owner
                x,0,1,1,stranger
                big,0,9,1,owner
                minus,0,-1,1,owner
                """);
        Said answer = Said.lepton(
                "simulate",
                "--trace",
                trace.toString(),
                "--fleet",
                fleet.toString(),
                "--policy",
                "fair-share",
                "--jobs");
        assertEquals(0, answer.code(), answer.err());
        for (String said : List.of(
                "t.csv:5: tenant of 'x' is 'stranger'", "t.csv:6: gpus of 'big' is '9'", "t.csv:7: gpus is '-1'")) {
            assertTrue(answer.out().contains(said), answer.out());
        }
        JsonNode json =
                json("--trace", trace.toString(), "--fleet", fleet.toString(), "--policy", "fair-share", "--jobs");
        JsonNode jobs = json.get("jobs fair-share");
        assertEquals(1, jobs.get(2).get("start_hours").asDouble(), 1e-9);
        assertEquals(2, json.at("/stops/0/preemptions").asInt(), json.toString());
    }

    @Test
    void wrongFleetsAreNamed(@TempDir Path dir) throws IOException {
        String gpus = "gpus:\n  - {gpu: g, count: 8, price_per_gpu_hour: 1}\n";
        fails(dir, gpus + "tenants:\n  - {name: a, parent: b}\n  - {name: b, parent: a}\n", "f.yaml:4", "a → b → a");
        fails(dir, gpus + "tenants:\n  - {name: a, parent: nobody}\n", "f.yaml:4", "parent is 'nobody'");
        fails(dir, gpus + "tenants:\n  - {name: a, quota: -2}\n", "f.yaml:4", "quota -2");
        fails(dir, gpus + "tenants:\n  - {name: a}\n  - {name: a}\n", "f.yaml:5", "stands twice");
        fails(dir, "gpus:\n  - {gpu: g, count: 0, price_per_gpu_hour: 1}\n", "f.yaml:2", "at least one GPU");
        fails(
                dir,
                "gpus:\n  - {gpu: g, count: 1, price_per_gpu_hour: 1, wake_seconds: 9}\n",
                "f.yaml:2",
                "sleep_watts");
    }

    private static void fails(Path dir, String yaml, String... said) throws IOException {
        Path fleet = Files.writeString(dir.resolve("f.yaml"), yaml);
        Said answer = Said.lepton("simulate", "--trace", example("jobs.csv"), "--fleet", fleet.toString());
        assertEquals(1, answer.code(), answer.out());
        for (String word : said) {
            assertTrue(answer.err().contains(word), answer.err());
        }
    }

    /** Jobs as Slurm, Philly and kubectl tell them: the same two jobs of 2 h and 1 h, the second half an hour later. */
    @Test
    void recordedJobsRunAgain(@TempDir Path dir) throws IOException {
        Path slurm = Files.writeString(dir.resolve("sacct.txt"), """
                JobID|JobName|User|Account|State|Submit|Start|End|AllocTRES
                1|a|ann|ml|COMPLETED|2026-01-01T00:00:00|2026-01-01T01:00:00|2026-01-01T03:00:00|cpu=8,gres/gpu=4
                2|b|bob|ml|COMPLETED|2026-01-01T00:30:00|2026-01-01T01:00:00|2026-01-01T02:00:00|cpu=8,gres/gpu=2
                """);
        Path philly = Files.writeString(dir.resolve("philly.csv"), """
                timestamp,duration,num_gpus,gpu_time,cluster
                2017-10-07 01:00:00,7200,4,28800,vc1
                2017-10-07 01:30:00,3600,2,7200,vc1
                """);
        Path pods = Files.writeString(dir.resolve("pods.json"), """
                {"items": [%s,
                 %s,
                 {"metadata": {"name": "web", "creationTimestamp": "2026-01-01T00:00:00Z"}, "spec": {"containers": []},
                  "status": {"containerStatuses": [{"state": {"running": {}}}]}}]}
                """.formatted(
                pod("a", 4, "00:00:00", "01:00:00", "03:00:00"), pod("b", 2, "00:30:00", "01:00:00", "02:00:00")));
        for (Path list : List.of(slurm, philly, pods)) {
            JsonNode json =
                    json("--trace", list.toString(), "--fleet", example("one-type.csv"), "--policy", "fifo", "--jobs");
            JsonNode jobs = json.get("jobs fifo");
            assertEquals(2, jobs.size(), list.toString());
            assertEquals(2, jobs.get(0).get("end_hours").asDouble(), 1e-9);
            assertEquals(0.5, jobs.get(1).get("arrival_hours").asDouble(), 1e-9);
            assertEquals(1.5, jobs.get(1).get("end_hours").asDouble(), 1e-9);
            assertEquals("20", json.at("/policies/0/cost").asText());
            assertTrue(
                    json.get("notes").toString().contains("as long as recorded"),
                    json.get("notes").toString());
        }
        Said running = Said.lepton("simulate", "--trace", pods.toString(), "--fleet", example("one-type.csv"));
        assertTrue(running.out().contains("pods.json:3: state.terminated of a container of web"), running.out());
    }

    /** A job that the fleet cannot run is refused with its line, whoever wrote the list. */
    @Test
    void refusedJobsCarryTheirLine(@TempDir Path dir) throws IOException {
        Path slurm = Files.writeString(dir.resolve("sacct.txt"), """
                JobID|JobName|User|Account|State|Submit|Start|End|AllocTRES
                1|a|ann|ml|COMPLETED|2026-01-01T00:00:00|2026-01-01T01:00:00|2026-01-01T03:00:00|cpu=8,gres/gpu=4
                1.batch|b|||COMPLETED|2026-01-01T00:00:00|2026-01-01T01:00:00|2026-01-01T03:00:00|cpu=8
                2|b|bob|ml|COMPLETED|2026-01-01T00:30:00|2026-01-01T01:00:00|2026-01-01T02:00:00|cpu=8,gres/gpu=4096
                """);
        Path philly = Files.writeString(dir.resolve("philly.csv"), """
                timestamp,duration,num_gpus,gpu_time,cluster
                2017-10-07 01:00:00,7200,4,28800,vc1
                2017-10-07 01:30:00,3600,4096,14745600,vc1
                """);
        for (String at : List.of(slurm + ":4: 2: ", philly + ":3: philly-3: ")) {
            String file = at.substring(0, at.indexOf(':'));
            Said said = Said.lepton("simulate", "--trace", file, "--fleet", example("one-type.csv"));
            assertEquals(0, said.code(), said.err());
            assertTrue((said.out() + said.err()).contains(at), said.out() + said.err());
        }
    }

    /** Where pods may run is about nodes, of which a simulation has none: that is said. */
    @Test
    void affinitiesAreNotLookedAt(@TempDir Path dir) throws IOException {
        String selecting = pod("a", 4, "00:00:00", "01:00:00", "03:00:00")
                .replace("\"spec\": {", "\"spec\": {\"nodeSelector\": {\"zone\": \"b\"}, ");
        Path pods = Files.writeString(dir.resolve("pods.json"), "{\"items\": [" + selecting + "]}");
        Said said = Said.lepton("simulate", "--trace", pods.toString(), "--fleet", example("one-type.csv"));
        assertTrue(said.out().contains("1 pods select nodes or have affinities"), said.out() + said.err());
    }

    private static String pod(String name, int gpus, String came, String from, String to) {
        return """
                {"metadata": {"name": "%s", "namespace": "ml", "creationTimestamp": "2026-01-01T%sZ"}, "spec": {"containers":
                 [{"resources": {"limits": {"nvidia.com/gpu": "%d"}}}]}, "status": {"containerStatuses": [{"state":
                 {"terminated": {"startedAt": "2026-01-01T%sZ", "finishedAt": "2026-01-01T%sZ"}}}]}}""".formatted(name, came, gpus, from, to).replace("\n", "");
    }

    private static JsonNode json(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("simulate", "--json"));
        all.addAll(List.of(args));
        Said answer = Said.lepton(all.toArray(String[]::new));
        assertEquals(0, answer.code(), answer.err());
        return Output.JSON.readTree(answer.out());
    }

    /** Every policy has its row, and its cost is the same in every table. */
    @Test
    void allPoliciesHaveARow() throws IOException {
        JsonNode json = json("--trace", example("jobs.csv"), "--fleet", example("fleet.yaml"), "--policy", "all");
        assertEquals(20, json.get("stops").size());
        assertEquals(21, json.get("policies").size());
        assertEquals(20, json.get("energy").size());
    }

    @Test
    void wrongInputIsSaid() {
        Said policy = Said.lepton(
                "simulate", "--trace", example("jobs.csv"), "--fleet", example("fleet.csv"), "--policy", "luck");
        assertEquals(1, policy.code());
        assertTrue(policy.err().contains("no policy 'luck'") && policy.err().contains("due-plan:"), policy.err());
        Said none = Said.lepton("simulate", "--fleet", example("fleet.csv"));
        assertEquals(1, none.code());
        assertFalse(none.err().contains("bug"), none.err());
        Said draw = Said.lepton("simulate", "--fleet", example("fleet.csv"), "--draw", "5");
        assertTrue(draw.code() == 1 && draw.err().contains("--throughputs"), draw.err());
    }

    /** By hand: asked, evaluate waits half an hour for room; gain starts it at once and ends all within a tenth of the bound. */
    @Test
    void elasticJobsChangeTheirSize() throws IOException {
        Said answer = Said.lepton(
                "simulate",
                "--trace",
                example("elastic.csv"),
                "--fleet",
                example("one-type.csv"),
                "--policy",
                "fifo",
                "--sizes",
                "all",
                "--json");
        assertEquals(0, answer.code(), answer.err());
        JsonNode json = Output.JSON.readTree(answer.out());
        assertEquals("fifo, gain", json.at("/policies/0/name").asText());
        assertEquals("fifo, asked", json.at("/policies/4/name").asText());
        assertEquals(92, json.at("/policies/4/cost").asDouble(), 1e-9);
        assertEquals(6, json.at("/policies/4/makespan_hours").asDouble(), 1e-9);
        assertEquals(0, json.at("/stops/4/resizes").asInt());
        assertTrue(json.at("/stops/0/resizes").asInt() > 0);
        double least = json.at("/policies/5/cost").asDouble();
        for (int i = 0; i < 5; i++) {
            assertTrue(json.at("/policies/" + i + "/cost").asDouble() >= least);
        }
        assertTrue(
                json.get("notes").toString().contains("elastic jobs: 3;"),
                json.get("notes").toString());
    }

    @Test
    void wrongSizesAreToldWithTheirLine(@TempDir Path dir) throws IOException {
        Path trace = dir.resolve("jobs.csv");
        Files.writeString(trace, """
                job,gpus,work_gpu_hours,min_gpus,max_gpus,doubling_efficiency
                good,2,4,1,4,0.9
                above,2,4,4,8,0.9
                below,4,4,1,2,0.9
                silent,2,4,1,4,
                half,2,4,1,4,0.5
                """);
        Said answer = Said.lepton("simulate", "--trace", trace.toString(), "--fleet", example("one-type.csv"));
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("1 jobs on 12 GPUs"), answer.out());
        String all = answer.out() + answer.err();
        for (String told : List.of(":3: min_gpus is '4'", ":4: max_gpus is '2'", ":5: doubling_efficiency")) {
            assertTrue(all.contains(told), told + " in " + all);
        }
        assertEquals(
                1,
                Said.lepton(
                                "simulate",
                                "--trace",
                                trace.toString(),
                                "--fleet",
                                example("one-type.csv"),
                                "--sizes",
                                "big")
                        .code());
        assertEquals(
                1,
                Said.lepton("simulate", "--trace", trace.toString(), "--fleet", example("one-type.csv"), "--elastic")
                        .code());
    }
}
