package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaceCommandTest {
    @TempDir
    private Path dir;

    private String nodes = "";
    private String pods = "";

    @BeforeEach
    void lists() throws IOException {
        StringBuilder fleet = new StringBuilder("sn,cpu_milli,memory_mib,gpu,model,price_per_hour\n");
        for (int i = 0; i < 5; i++) {
            fleet.append("n")
                    .append(i)
                    .append(",32000,65536,4,T4,")
                    .append(i < 4 ? "2.00" : "3.00")
                    .append("\n");
        }
        StringBuilder list = new StringBuilder("name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec\n");
        for (int i = 0; i < 10; i++) {
            list.append("share").append(i).append(",2000,1024,1,600,\n");
            list.append("whole").append(i).append(",4000,1024,1,1000,T4\n");
            list.append("cpu").append(i).append(",1000,1024,0,0,\n");
        }
        list.append("strange,1000,1024,1,1000,H100\nnegative,-1,0,0,0,\n");
        nodes = Files.writeString(dir.resolve("nodes.csv"), fleet).toString();
        pods = Files.writeString(dir.resolve("pods.csv"), list).toString();
    }

    @Test
    void theContractForPrograms() throws IOException {
        Said answer = place("--json");
        assertEquals(0, answer.code(), answer.err());
        JsonNode json = Output.JSON.readTree(answer.out());
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        assertEquals(
                List.of(
                        "policy",
                        "seed",
                        "capacity_gpu_milli",
                        "arrived_gpu_milli",
                        "allocated_gpu_milli",
                        "unallocated_percent",
                        "refused",
                        "decisions",
                        "seconds",
                        "curve"),
                fields);
        assertEquals("lepton", json.get("policy").asText());
        assertEquals(42, json.get("seed").asInt());
        assertEquals(20_000, json.get("capacity_gpu_milli").asInt());
        int arrived = json.get("arrived_gpu_milli").asInt();
        assertTrue(arrived > 25_000 && arrived <= 26_000, "arrived " + arrived);
        assertEquals(
                100 - json.get("allocated_gpu_milli").asInt() / 200.0,
                json.get("unallocated_percent").asDouble(),
                1e-3);
        int before = -1;
        for (JsonNode point : json.get("curve")) {
            assertTrue(point.get("arrived_percent").asInt() > before);
            before = point.get("arrived_percent").asInt();
        }
        assertTrue(answer.err().contains("pods.csv:33: cpu_milli is '-1'"), answer.err());
        assertTrue(answer.err().contains("pods.csv:32: strange: no node has a GPU of model 'H100'"), answer.err());
        JsonNode again = Output.JSON.readTree(place("--json").out());
        assertEquals(json.get("curve"), again.get("curve"), "The same seed gives the same curve.");
        JsonNode two =
                Output.JSON.readTree(place("--json", "--policy", "fgd,best-fit").out());
        assertEquals(2, two.size());
        assertEquals("best-fit", two.get(1).get("policy").asText());
    }

    @Test
    void oneScreenForPeople() {
        Said answer = place("--policy", "lepton,fgd,random", "--tune", "1.5", "--seed", "7");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("arrive at 5 nodes with 20 GPUs."), answer.out());
        assertTrue(answer.out().contains("stranded per hour"), answer.out());
        assertTrue(answer.out().contains("USD"), answer.out());
        assertTrue(answer.out().lines().count() < 50, answer.out());
        assertTrue(place("--csv").out().startsWith("policy,arrived_percent,unallocated_percent\r\n"));
    }

    @Test
    void tasksThatLeave() throws IOException {
        StringBuilder list = new StringBuilder("name,cpu_milli,memory_mib,num_gpu,gpu_milli,duration_s\n");
        for (int i = 0; i < 6; i++) {
            list.append("one").append(i).append(",2000,1024,1,1000,3600\n");
        }
        list.append("four,4000,1024,4,1000,7200\nuntimed,1000,1024,1,1000,\n");
        pods = Files.writeString(dir.resolve("timed.csv"), list).toString();
        String[] args = {"--load", "0.9", "--days", "20", "--policy", "lepton,random", "--move-per-hour", "0.5"};
        Said shown = place(args);
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("1 pods have no running time and never come."), shown.out());
        assertTrue(shown.out().contains("a move costs the task 300 s"), shown.out());
        List<String> more = new ArrayList<>(List.of(args));
        more.add("--json");
        JsonNode json = Output.JSON.readTree(place(more.toArray(String[]::new)).out());
        JsonNode lepton = json.get(0);
        assertEquals("lepton", lepton.get("policy").asText());
        assertEquals(20_000, lepton.get("capacity_gpu_milli").asInt());
        assertTrue(lepton.get("moves").asInt() > 0, json.toString());
        // four nodes at 2.00 and one at 3.00 for 4 GPUs: a GPU costs 0.50 to 0.75 an hour, a restart takes 1/12 of it
        double restarts = lepton.get("restart_cost").get(0).get("amount").asDouble();
        assertTrue(restarts >= lepton.get("moves").asInt() * 0.5 / 12 - 1e-9, json.toString());
        assertTrue(restarts <= lepton.get("moves").asInt() * 4 * 0.75 / 12 + 1e-9, json.toString());
        double stranded = lepton.get("stranded_per_hour").get(0).get("amount").asDouble();
        double unallocated = lepton.get("unallocated_percent").asDouble() / 100;
        assertTrue(stranded >= unallocated * 20 * 0.5 && stranded <= unallocated * 20 * 0.75, json.toString());
        JsonNode fifo = Output.JSON.readTree(place("--load", "0.8", "--wait", "fifo", "--days", "30", "--json")
                .out());
        assertEquals(0, fifo.get("refused").asInt());
        assertTrue(fifo.get("wait_p99_s").asDouble() > fifo.get("wait_p50_s").asDouble(), fifo.toString());
        assertEquals(1, place("--load", "0").code());
        assertEquals(1, place("--load", "0.9", "--wait", "lifo").code());
        assertEquals(1, place("--load", "0.9", "--explain", "four").code());
    }

    /** Options about tasks that leave are not passed over when none leaves. */
    @Test
    void whatSaysNothingWithoutALoadIsRefused() {
        for (String option : List.of("--wait=fifo", "--days=3", "--move-per-hour=0.05", "--restart=60")) {
            Said said = place(option);
            assertEquals(1, said.code(), said.err());
            assertTrue(said.err().contains(option.substring(0, option.indexOf('=')) + " is "), said.err());
            assertTrue(said.err().contains("Maybe add --load"), said.err());
        }
    }

    /** Four nodes of 1 GPU, one of them with a price: what is free on the others, and moves to them, are in no cost and told. */
    @Test
    void nodesWithoutAPriceAreTold() throws IOException {
        nodes = Files.writeString(dir.resolve("some-prices.csv"), """
                        sn,cpu_milli,memory_mib,gpu,model,price_per_hour
                        a,8000,8192,2,T4,2
                        b,8000,8192,2,T4,
                        c,8000,8192,2,T4,
                        """).toString();
        pods = Files.writeString(dir.resolve("both.csv"), """
                        name,cpu_milli,memory_mib,num_gpu,gpu_milli,duration_s
                        one,1000,512,1,1000,3600
                        two,1000,512,2,1000,3600
                        """).toString();
        String[] args = {"--load", "0.8", "--days", "9", "--policy", "worst-fit", "--move-per-hour", "5"};
        String shown = place(args).out();
        assertTrue(shown.contains("under worst-fit 2 nodes with free GPUs and "), shown);
        List<String> more = new ArrayList<>(List.of(args));
        more.add("--json");
        JsonNode json = Output.JSON.readTree(place(more.toArray(String[]::new)).out());
        assertEquals(2, json.get("unpriced_nodes").asInt());
        int unpriced = json.get("unpriced_moves").asInt();
        int priced = json.get("moves").asInt() - unpriced;
        assertTrue(unpriced > 0 && priced > 0, json.toString());
        // a GPU of a costs 1 USD an hour, a restart takes a twelfth of it, and only single tasks are worth moving
        assertEquals(priced / 12.0, json.at("/restart_cost/0/amount").asDouble(), 1e-6);
    }

    @Test
    void aPodIsExplained() throws IOException {
        Said refused = place("--explain", "strange");
        assertEquals(0, refused.code(), refused.err());
        assertTrue(refused.out().contains("fits nowhere under lepton"), refused.out());
        assertTrue(refused.out().contains("the node has no GPU of a model that the task accepts"), refused.out());
        Said placed = place("--explain", "cpu1", "--policy", "cheapest", "--json");
        JsonNode json = Output.JSON.readTree(placed.out());
        // 1 of 32 cores at 2.00 an hour
        assertEquals(
                "0.0625 USD", json.get("options").get(0).get("cost_per_hour").asText());
        assertEquals("chosen", json.get("options").get(0).get("option").asText());
        assertEquals(1, place("--explain", "nobody").code());
    }

    @Test
    void whatIsWrongIsSaid() {
        Said policy = place("--policy", "best");
        assertEquals(1, policy.code());
        assertTrue(policy.err().contains("'best' is no policy.") && policy.err().contains("best-fit"), policy.err());
        assertEquals(1, place("--tune", "0").code());
        assertEquals(1, place("--explain", "cpu1", "--policy", "fgd,lepton").code());
    }

    private Said place(String... more) {
        List<String> args = new ArrayList<>(List.of("place", "--nodes", nodes, "--pods", pods));
        args.addAll(List.of(more));
        return Said.lepton(args.toArray(String[]::new));
    }

    /** Two nodes of 4 GPUs: of a gang of three that want 3 each, two would fit; a gang of two does. */
    @Test
    void aGangThatDoesNotFitIsRefusedWhole() throws IOException {
        String few = Files.writeString(
                        dir.resolve("two.csv"),
                        "sn,cpu_milli,memory_mib,gpu,model\na,32000,65536,4,T4\nb,32000,65536,4,T4\n")
                .toString();
        StringBuilder list = new StringBuilder("name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,gang\n");
        for (int i = 0; i < 3; i++) {
            list.append("big").append(i).append(",1000,1024,3,1000,,big\n");
        }
        String gang = Files.writeString(dir.resolve("gang.csv"), list).toString();
        Said whole =
                Said.lepton("place", "--nodes", few, "--pods", gang, "--tune", "2", "--policy", "best-fit", "--json");
        assertEquals(0, whole.code(), whole.err());
        JsonNode json = Output.JSON.readTree(whole.out());
        assertEquals(3, json.get("refused").asInt());
        assertEquals(0, json.get("allocated_gpu_milli").asInt());
        Said first = Said.lepton(
                "place", "--nodes", few, "--pods", gang, "--tune", "2", "--policy", "best-fit", "--explain", "big0");
        assertTrue(first.out().contains("goes to node"), first.out());
        assertTrue(
                first.out().contains("gang of 3, placed whole or not at all: not all of them find room"), first.out());
        Said last = Said.lepton(
                "place", "--nodes", few, "--pods", gang, "--tune", "2", "--policy", "best-fit", "--explain", "big2");
        assertTrue(last.out().contains("fits nowhere"), last.out());
        String small = Files.writeString(dir.resolve("small.csv"), list.substring(0, list.lastIndexOf("big2")))
                .toString();
        Said fits = Said.lepton("place", "--nodes", few, "--pods", small, "--policy", "best-fit", "--json");
        assertEquals(0, Output.JSON.readTree(fits.out()).get("refused").asInt());
    }
}
