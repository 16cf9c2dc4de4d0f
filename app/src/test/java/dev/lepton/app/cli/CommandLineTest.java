package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands over a workspace, as a user types them: golden figures, exit codes, and errors that say what to do. */
final class CommandLineTest {
    private static final Path TOPOLOGY = Path.of("..", "docs", "examples", "opencost-topology");

    @TempDir
    private Path dir;

    @Test
    void theDemonstrationPrintsItsGoldenScreenAndWritesThePage() throws IOException {
        Said demo = Said.lepton("demo", "--out", dir.resolve("demo").toString());
        assertEquals(0, demo.code(), demo.err());
        String screen = demo.out().replace(dir.resolve("demo").toString(), "demo-out");
        Path golden = Path.of("src/test/golden/demo.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, screen);
        }
        assertEquals(Files.readString(golden), screen, "If the change is meant: ./build verify -Dgolden.update=true");
        assertShownColumnsAddUp(screen);
        assertTrue(Files.size(dir.resolve("demo/report.html")) > 500_000);
        String page = Files.readString(dir.resolve("demo").resolve("report.html"));
        assertTrue(page.contains("placement and scheduling") && page.contains("target-with-reserve"), "no such part");
        for (String drawn : List.of("The least cost under a limit on carbon", "tighter and looser limits on latency")) {
            assertTrue(page.contains(drawn), drawn + " is not in the report.");
        }
        for (String chapter : List.of("ahead", "unusual", "pays", "roadmap")) {
            assertTrue(page.contains("<section id=\"" + chapter + "\""), chapter + " is not in the report.");
        }
        assertTrue(
                page.contains("Assumed: all tasks") && page.contains("Assumed: the size and the price"), "no labels");
        String elastic = screen.replaceAll("(?s).*at most 156 machines: ([0-9,.]+) USD.*", "$1");
        assertTrue(page.contains(elastic), elastic + " is not in the report.");
        Said again = Said.lepton("demo", "--out", dir.resolve("demo").toString(), "--json");
        assertEquals(
                "978078.5",
                again.json().get("data").get(0).properties().stream()
                        .map(e -> e.getValue().get("gpuHours").decimalValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .setScale(1, java.math.RoundingMode.HALF_EVEN)
                        .toPlainString());
        assertEquals("20.52022672899", again.json().get("bill").get("billed").asText());
        assertEquals("14.97651418586", again.json().get("bill").get("effective").asText());
    }

    @Test
    void theDemonstrationStandsInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        for (String line : Files.readAllLines(Path.of("src/test/golden/demo.txt"))) {
            if (!line.isBlank()) {
                assertTrue(readme.contains(line.strip()), "README lacks: " + line);
            }
        }
    }

    @Test
    void openCostsTopologyFromTheCommandLine() throws IOException {
        String workspace = topology();
        String[] day = {"--window", "2026-11-01,2026-11-02", "--workspace", workspace, "--json"};
        assertEquals(
                Map.of("namespace1", "28", "namespace2", "36", "namespace3", "18", "__idle__", "30"),
                totals("cost --by namespace", day));
        assertEquals(
                Map.of("namespace1", "42.6875", "namespace2", "46.3125", "namespace3", "23"),
                totals("cost --by namespace --share-idle weighted", day));
        assertEquals(
                Map.of("app1", "16", "app2", "24", "__unallocated__", "42", "__idle__", "30"),
                totals("cost --by label:app", day));
        assertEquals(
                Map.of("namespace1", "35.875", "namespace2", "46.125", "__idle__", "30"),
                totals("cost --by namespace --share namespace:namespace3", day));
        assertEquals(
                Map.of("namespace1", "17.33333", "namespace2", "41.33333", "namespace3", "23.33333", "__idle__", "30"),
                totals("cost --by namespace --share label[app]:app1 --share-split even", day));
    }

    @Test
    void everyNumberExplainsItself() throws IOException {
        String workspace = topology();
        JsonNode cost = Said.lepton("cost", "--by", "namespace", "--workspace", workspace, "--json")
                .json();
        for (JsonNode line : cost.get("data").get(0)) {
            String id = line.get("x_lepton").get("id").asText();
            JsonNode why =
                    Said.lepton("why", id, "--workspace", workspace, "--json").json();
            BigDecimal total =
                    new BigDecimal(line.get("x_lepton").get("total_cost").asText());
            assertTrue(
                    total.subtract(new BigDecimal(why.get("amount").asText()))
                                    .abs()
                                    .compareTo(new BigDecimal("1e-15"))
                            < 0,
                    id);
            assertEquals(
                    new BigDecimal(why.get("amount").asText()),
                    leaves(why).stripTrailingZeros().add(BigDecimal.ZERO),
                    id);
        }
        assertEquals(
                1,
                Said.lepton("why", "namespace=nowhere", "--workspace", workspace)
                        .code());
    }

    @Test
    void budgetsBreakWithExitFour() throws IOException {
        String workspace = topology();
        Files.writeString(
                Path.of(workspace, "lepton.yaml"),
                "budgets:\n  - {name: all, scope: total, amount: 100, period: monthly}\n"
                        + "  - {name: one, scope: label:app=app1, amount: 1000, period: monthly}\n");
        Said check = Said.lepton("budget", "check", "--as-of", "2026-11-02", "--workspace", workspace, "--json");
        assertEquals(4, check.code(), check.err());
        JsonNode all = check.json().get("budgets").get(0);
        assertEquals("projected_over", all.get("state").asText(), check.out());
        assertEquals("within", check.json().get("budgets").get(1).get("state").asText());
    }

    @Test
    void aMachineOnTheBillIsCountedOnce() throws IOException {
        String workspace = dir.resolve("billed").toString();
        Said.lepton("init", workspace);
        imported(
                workspace,
                "focus",
                "bill.csv",
                "ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,ServiceName,ResourceId,ChargeCategory\n"
                        + "2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,0,20,EC2,i-1,Usage\n"
                        + "2026-11-01T01:00:00Z,2026-11-01T02:00:00Z,0,30,EC2,i-1,Usage\n"
                        + "2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,3,3,Support,i-1,Usage\n");
        imported(workspace, "fleet", "fleet.csv", "name,provider_id,gpus,vcpus,memory_gib\nn1,i-1,8,96,1152\n");
        imported(
                workspace,
                "usage",
                "usage.csv",
                "ts,seconds,node,team,gpu_request,gpu_utilisation\n"
                        + "2026-11-01T00:00:00Z,3600,n1,x,4,0.5\n2026-11-01T01:00:00Z,3600,n1,x,8,1\n");
        JsonNode cost = Said.lepton("cost", "--by", "service", "--workspace", workspace, "--json")
                .json();
        assertEquals("53", cost.get("x_lepton").get("total").asText());
        assertEquals(
                "3",
                cost.get("data")
                        .get(0)
                        .get("Support")
                        .get("x_lepton")
                        .get("total_cost")
                        .asText());
        assertTrue(cost.get("data").get(0).get("EC2") == null, "the machine's lines are the machine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cost --workspace /nowhere/at/all",
                "import focus /nowhere/bill.csv --workspace WS",
                "import bills x --workspace WS",
                "cost --by colour --workspace WS",
                "cost --window never --workspace WS",
                "cost --filter namespace: --workspace WS",
                "cost --share-idle all --workspace WS",
                "why nothing --workspace WS",
                "budget check --workspace WS",
                "report --workspace EMPTY",
                "cots",
            })
    void whatIsWrongSaysWhatToTry(String line) throws IOException {
        String workspace = topology();
        Files.writeString(Path.of(workspace, "lepton.yaml"), "currency: USD\n");
        String empty = dir.resolve("empty").toString();
        Said.lepton("init", empty);
        Said answer = Said.lepton(
                line.replace("WS", workspace).replace("EMPTY", empty).split(" ", -1));
        assertEquals(1, answer.code(), answer.err());
        assertTrue(answer.err().startsWith("lepton: "), answer.err());
        assertTrue(answer.err().contains("aybe") || answer.err().contains("Did you mean"), answer.err());
        assertFalse(answer.err().contains("\tat "), answer.err());
    }

    private String topology() throws IOException {
        String workspace = dir.resolve("topology").toString();
        Said.lepton("init", workspace);
        Files.copy(
                TOPOLOGY.resolve("lepton.yaml"),
                Path.of(workspace, "lepton.yaml"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals(
                0,
                Said.lepton("import", "usage", TOPOLOGY.resolve("usage.csv").toString(), "--workspace", workspace)
                        .code());
        assertEquals(
                0,
                Said.lepton("import", "fleet", TOPOLOGY.resolve("fleet.csv").toString(), "--workspace", workspace)
                        .code());
        return workspace;
    }

    private void imported(String workspace, String kind, String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
        Said answer = Said.lepton("import", kind, dir.resolve(name).toString(), "--workspace", workspace);
        assertEquals(0, answer.code(), answer.err());
    }

    private static Map<String, String> totals(String line, String[] rest) throws IOException {
        List<String> args = new ArrayList<>(List.of(line.split(" ", -1)));
        args.addAll(List.of(rest));
        Map<String, String> totals = new TreeMap<>();
        Said.lepton(args.toArray(String[]::new))
                .json()
                .get("data")
                .get(0)
                .properties()
                .forEach(e -> totals.put(
                        e.getKey(),
                        e.getValue()
                                .get("totalCost")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString()));
        return totals;
    }

    private static BigDecimal leaves(JsonNode explanation) {
        if (explanation.get("parts").isEmpty()) {
            return new BigDecimal(explanation.get("amount").asText());
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode part : explanation.get("parts")) {
            sum = sum.add(leaves(part));
        }
        return sum;
    }

    /** Adds up the last money column of the table between its two rules and compares it with the line below. */
    private static void assertShownColumnsAddUp(String screen) {
        List<String> lines = screen.lines().toList();
        List<Integer> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("──")) {
                rules.add(i);
            }
        }
        assertEquals(2, rules.size());
        BigDecimal sum = BigDecimal.ZERO;
        for (String line : lines.subList(rules.get(0) + 1, rules.get(1))) {
            sum = sum.add(money(line));
        }
        assertEquals(money(lines.get(rules.get(1) + 1)), sum);
    }

    private static BigDecimal money(String line) {
        String[] words = line.strip().split(" +", -1);
        return new BigDecimal(words[words.length - 3].replace(",", ""));
    }
}
