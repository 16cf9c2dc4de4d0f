package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton spot}: a case by hand, a drawn series, the forms of the answer, and what is refused. */
final class SpotCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    /** Spot in the first 5 of 20 ticks; the figures are those of SpotPoliciesTest in core. */
    private String file() throws IOException {
        return Files.writeString(dir.resolve("up.csv"), "ts,zone,available\n0,a,true\n0.5,a,false\n1.9,a,no\n2,a,no\n")
                .toString();
    }

    @Test
    void aCaseByHand() throws IOException {
        JsonNode json = json(
                "--work=1",
                "--deadline=2",
                "--changeover=0.2",
                "--on-demand-price=6",
                "--spot-price=2",
                "--policy=on-demand,greedy",
                "--availability=" + file());
        JsonNode rows = json.get("policies");
        assertEquals(3, rows.size());
        assertEquals("7.2", rows.get(0).get("cost").asText());
        assertEquals("1.2", rows.get(0).get("finish_hours").asText());
        // Greedy: 0.5 h on spot, then 0.9 h on demand.
        assertEquals("1", rows.get(1).get("spot_cost").asText());
        assertEquals("5.4", rows.get(1).get("on_demand_cost").asText());
        assertEquals("1.9", rows.get(1).get("finish_hours").asText());
        assertEquals(2, rows.get(1).get("starts").asInt());
        assertTrue(rows.get(1).get("deadline_met").asBoolean());
        // Nothing can be cheaper here: 3 ticks of work on spot for 5 paid, 7 on demand for 9.
        assertEquals("offline optimum", rows.get(2).get("name").asText());
        assertEquals("6.4", rows.get(2).get("cost").asText());
        assertEquals("100", rows.get(1).get("of_the_possible_percent").asText());
        assertEquals("0", rows.get(0).get("saved_percent").asText());
        assertFalse(json.get("drawn").asBoolean());
    }

    @Test
    void aDrawnSeriesSaysSoAndIsRepeatable() throws IOException {
        String[] args = {"--work=48", "--deadline=60", "--explain"};
        Said people = lepton(args);
        assertEquals(0, people.code(), people.err());
        assertTrue(people.out().contains("drawn with seed 42"), people.out());
        assertTrue(people.out().contains("not observed"), people.out());
        assertTrue(people.out().contains("it is not ROSS"), people.out());
        assertTrue(people.out().contains("Decisions of lepton"), people.out());
        assertEquals(people.out(), lepton(args).out());
        JsonNode json = json(args);
        BigDecimal least = json.at("/policies/5/cost").decimalValue();
        for (JsonNode row : json.get("policies")) {
            assertTrue(row.get("cost").decimalValue().compareTo(least) >= 0, row.toString());
            assertTrue(row.get("deadline_met").asBoolean(), row.toString());
            assertEquals(
                    0,
                    row.get("cost")
                            .decimalValue()
                            .compareTo(row.get("spot_cost")
                                    .decimalValue()
                                    .add(row.get("on_demand_cost").decimalValue())));
        }
        assertTrue(json.get("decisions").size() > 3, json.get("decisions").toString());
        JsonNode first = json.at("/decisions/0");
        assertEquals("cheapest to the end", first.get("why").asText());
        assertTrue(first.get("on_demand_expected_cost").decimalValue().signum() > 0, first.toString());
        assertTrue(lepton("--work=48", "--deadline=60", "--csv").out().startsWith("section,name,measure,value"));
        String other = lepton("--work=48", "--deadline=60", "--seed=7").out();
        assertFalse(other.equals(lepton("--work=48", "--deadline=60").out()));
    }

    @Test
    void otherPoliciesGiveTheirReasonsToo() {
        for (String policy : List.of("on-demand", "greedy", "uniform-progress", "random-threshold")) {
            Said said = lepton("--work=24", "--deadline=30", "--policy", policy, "--explain", "--like=1");
            assertEquals(0, said.code(), said.err());
            assertTrue(said.out().contains("Decisions of " + policy), said.out());
        }
        assertTrue(lepton("--work=24", "--deadline=30", "--changeover=0", "--policy=lepton", "--explain")
                .out()
                .contains("switching is free"));
    }

    @Test
    void refusedRowsAreSaidAndTheRestIsUsed() throws IOException {
        Path file = Files.writeString(dir.resolve("bad.csv"), "ts,available\n0,1\n0.5,perhaps\n1.9,1\n2,0\n");
        Said said = lepton("--work=1", "--deadline=2", "--availability", file.toString(), "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.err().contains("1 of 4 rows were not taken"), said.err());
        assertTrue(said.err().contains("available is 'perhaps'"), said.err());
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        assertRefused("do not fit before --deadline 48", "--work=48", "--deadline=48");
        assertRefused("from 48.2 on", "--work=48", "--deadline=48");
        assertRefused("--work is 0 hours", "--work=0", "--deadline=48");
        assertRefused("--deadline is 1000 hours", "--work=4", "--deadline=1000");
        assertRefused("--changeover is -1 hours", "--work=4", "--deadline=8", "--changeover=-1");
        assertRefused("'clever' is no policy", "--work=4", "--deadline=8", "--policy=greedy,clever");
        assertRefused("--on-demand-price is 1", "--work=4", "--deadline=8", "--on-demand-price=1");
        assertRefused("--spot-price is 0", "--work=4", "--deadline=8", "--spot-price=0");
        assertRefused("--like is 9", "--work=4", "--deadline=8", "--like=9");
        assertRefused("--history is -1", "--work=4", "--deadline=8", "--history=-1");
        assertRefused("covers 2.1 hours", "--work=4", "--deadline=8", "--availability=" + file());
        assertRefused("no-such", "--work=4", "--deadline=8", "--availability=no-such.csv");
        Path empty = Files.writeString(dir.resolve("empty.csv"), "ts,available\nsoon,1\n");
        assertEquals(
                1, lepton("--work=4", "--deadline=8", "--availability=" + empty).code());
        assertEquals(1, lepton("--deadline=8").code());
    }

    private static void assertRefused(String why, String... args) {
        Said said = lepton(args);
        assertEquals(1, said.code(), said.err());
        assertTrue(said.err().contains(why), said.err());
        assertTrue(said.err().contains("Maybe"), said.err());
        assertEquals("", said.out());
    }

    private static JsonNode json(String... args) throws IOException {
        String[] all = java.util.Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--json";
        Said said = lepton(all);
        assertEquals(0, said.code(), said.err());
        return Output.JSON.readTree(said.out());
    }

    private static Said lepton(String... args) {
        return Said.of("spot", args);
    }
}
