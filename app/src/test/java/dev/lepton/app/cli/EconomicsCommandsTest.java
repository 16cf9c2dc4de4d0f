package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tco}, {@code unit-cost} and {@code indicators} on the examples of docs: golden figures, sums, forms. */
final class EconomicsCommandsTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");

    @Test
    void owningEightGpus() throws IOException {
        JsonNode tco = Said.lepton("tco", example("tco.yaml"), "--json").json();
        assertEquals("133479", rounded(tco.get("cost_per_year"), 0));
        assertEquals(List.of("84188", "15500", "22032", "3047", "8712"), all(tco.get("working"), "cost_per_year", 0));
        assertEquals(List.of("1.90", "2.72", "3.81"), all(tco.get("gpu_hours"), "cost_per_gpu_hour", 2));
        assertEquals(List.of("71", "48", "28"), all(tco.get("break_even"), "break_even_percent", 0));
        JsonNode following = Said.lepton(
                        "tco", example("tco.yaml"), "--utilisation", "70", "--power-follows-load", "--json")
                .json();
        assertEquals("2.67", rounded(following.get("cost_per_gpu_hour"), 2));
        JsonNode held = Said.lepton("tco", example("tco.yaml"), "--utilisation=70", "--json")
                .json();
        assertEquals("2.72", rounded(held.get("cost_per_gpu_hour"), 2));
    }

    @Test
    void owningWithoutColocation() throws IOException {
        JsonNode tco =
                Said.lepton("tco", example("tco-own-room.yaml"), "--json").json();
        assertEquals("1.59", rounded(tco.get("cost_per_gpu_hour"), 2));
        assertEquals(List.of("59", "40", "23"), all(tco.get("break_even"), "break_even_percent", 0));
    }

    @Test
    void tokensAsOpenCostPricesThem() throws IOException {
        JsonNode tokens = Said.lepton("unit-cost", example("unit-cost-opencost.yaml"), "--json")
                .json()
                .get("tokens");
        assertEquals("0.213", rounded(tokens.get(0).get("blended_per_million"), 3));
        assertEquals("0.143", rounded(tokens.get(0).get("input_per_million"), 3));
        assertEquals("0.533", rounded(tokens.get(0).get("output_per_million"), 3));
        assertEquals("0.171", rounded(tokens.get(1).get("input_per_million"), 3));
        assertEquals("0.428", rounded(tokens.get(1).get("output_per_million"), 3));
        Said people = Said.lepton("unit-cost", example("unit-cost-opencost.yaml"));
        assertTrue(people.out().contains("llm-d without times: no prefill and decode times"), people.out());
    }

    @Test
    void utilisationStructureAndResponseTime() throws IOException {
        Said answer = Said.lepton("indicators", example("indicators.yaml"), "--json");
        JsonNode json = answer.json();
        assertEquals("60.00", rounded(json.at("/utilisation/0/utilisation_percent"), 2));
        assertEquals("11000", rounded(json.get("cost_total"), 0));
        assertEquals(List.of("45.46", "27.27", "18.18", "9.09"), all(json.get("cost_structure"), "share_percent", 2));
        assertEquals("200", rounded(json.at("/response_time/0/ratio_percent"), 0));
        assertFalse(json.at("/response_time/0/target_met").asBoolean());
        assertEquals(4, answer.code());
        assertTrue(answer.err().contains("search takes 200.0 % of its target time"), answer.err());
        assertTrue(Said.lepton("indicators", example("indicators.yaml")).out().contains("MISSED"));
    }

    @Test
    void performancePerCostTimeUseAndProfit() throws IOException {
        JsonNode json =
                Said.lepton("indicators", example("indicators.yaml"), "--json").json();
        assertEquals(List.of("task 2", "task 3", "task 4", "task 1"), names(json.get("performance_per_cost")));
        assertEquals(List.of("1", "2", "2", "4"), all(json.get("performance_per_cost"), "place", 0));
        assertEquals(
                List.of("187.50", "166.67", "166.67", "160.00"),
                all(json.get("performance_per_cost"), "performance_per_cost", 2));
        assertEquals(List.of("8"), all(json.get("time_use"), "useful_cost", 0));
        assertEquals(List.of("2"), all(json.get("time_use"), "idle_cost", 0));
        assertEquals(List.of("10"), all(json.get("time_use"), "cost", 0));
        assertEquals("40", rounded(json.at("/profit/0/profit"), 0));
        assertEquals("4.0", rounded(json.at("/profit/0/cost_profit_ratio"), 1));
        assertEquals("0.8", rounded(json.at("/profit/0/cost_revenue_ratio"), 1));
        assertTrue(json.at("/profit/1/cost_profit_ratio").isNull());
        assertEquals("1.0", rounded(json.at("/profit/1/cost_revenue_ratio"), 1));
        JsonNode tasks = Said.lepton("indicators", example("indicators-tasks.yaml"), "--json")
                .json();
        assertEquals("5", rounded(tasks.at("/performance_per_cost/0/performance_per_cost"), 0));
    }

    @Test
    void twoTasksOnTwoDevices() throws IOException {
        Said answer = Said.lepton("indicators", example("indicators-tasks.yaml"), "--json");
        JsonNode json = answer.json();
        assertEquals(List.of("0.05", "0.04"), all(json.get("devices"), "cost_per_unit", 2));
        assertEquals(List.of("20", "25"), all(json.get("devices"), "units_per_cost", 0));
        assertEquals("1.5", rounded(json.at("/task_alone/0/days"), 1));
        assertFalse(json.at("/task_alone/0/in_time").asBoolean());
        JsonNode plans = json.get("task_plan");
        assertEquals("30", rounded(plans.at("/0/cost_by_use"), 0));
        assertEquals("28", rounded(plans.at("/1/cost_by_use"), 0));
        assertEquals("40", rounded(plans.at("/1/cost_by_whole_days"), 0));
        assertEquals("30", rounded(plans.at("/2/cost_by_whole_days"), 0));
        assertTrue(plans.at("/3/cost_by_use").isNull());
        assertEquals("100", rounded(plans.at("/3/shortfall_units"), 0));
        assertEquals("infeasible: task A cannot finish", plans.at("/3/verdict").asText());
        JsonNode loads = json.get("task_loads");
        assertEquals(List.of("100", "100"), all(loads, "utilisation_percent", 0).subList(0, 2));
        assertEquals("1.4", rounded(loads.at("/3/days"), 1));
        assertEquals(4, answer.code());
        assertTrue(answer.err().contains("at least 100 units short"), answer.err());
    }

    @Test
    void budgetsAndTheirCuts() throws IOException {
        JsonNode json =
                Said.lepton("indicators", example("indicators.yaml"), "--json").json();
        assertEquals("100", rounded(json.at("/budget/0/over"), 0));
        assertEquals(List.of("smaller evaluation set", "spot for training"), names(json.get("cuts")));
        Said unreachable = Said.lepton("indicators", example("indicators-budget.yaml"));
        assertEquals(4, unreachable.code());
        assertTrue(unreachable.err().contains("the budget cannot be reached"), unreachable.err());
        assertTrue(unreachable.err().contains("190.00 USD remain"), unreachable.err());
    }

    @Test
    void slicesOfGpusAsKokuBillsThem() throws IOException {
        JsonNode json =
                Said.lepton("indicators", example("indicators.yaml"), "--json").json();
        assertEquals(List.of("3.4286", "2.5714", "1.7143", "64.2857"), all(json.get("mig"), "cost", 4));
        assertEquals("72", json.get("mig_total").asText());
        assertEquals(List.of("444.44", "333.33", "222.22", "-1000.00"), all(json.get("mig_distributed"), "cost", 2));
        assertEquals(List.of("25", "75", "-100"), all(json.get("distribute"), "cost", 0));
        assertEquals(
                List.of("2", "3/7", "1/4", "1/8", "23/50"),
                StreamSupport.stream(json.get("gpu_shares").spliterator(), false)
                        .map(s -> s.get("physical_gpus_exact").asText())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "tco,tco.yaml",
        "tco,tco-own-room.yaml",
        "unit-cost,unit-cost.yaml",
        "unit-cost,unit-cost-opencost.yaml",
        "indicators,indicators.yaml",
        "indicators,indicators-tasks.yaml",
        "indicators,indicators-budget.yaml"
    })
    void shownColumnsAddUpAndEveryFormIsWhole(String command, String file) throws IOException {
        String text = Said.lepton(command, example(file)).out();
        assertEquals(List.of(), columnsThatDoNotAddUp(text));
        JsonNode json = Said.lepton(command, example(file), "--json").json();
        assertTrue(json.get("notes").isArray());
        String csv = Said.lepton(command, example(file), "--csv").out();
        assertTrue(csv.startsWith("section,name,measure,value"), csv);
        assertTrue(csv.lines().count() > 5, csv);
    }

    @Test
    void theAddingIsSeenToBite() {
        String text = "x      USD\n──────────\na     1.00\nb     2.00\n──────────\ntotal 4.00\n";
        assertEquals(1, columnsThatDoNotAddUp(text).size());
        assertEquals(List.of(), columnsThatDoNotAddUp(text.replace("4.00", "3.00")));
    }

    @ParameterizedTest
    @CsvSource({"tco", "unit-cost", "indicators"})
    void theSampleIsAnExampleOfTheDocs(String command) throws IOException {
        Said sample = Said.lepton(command, "--example");
        assertEquals(0, sample.code());
        assertEquals(Files.readString(EXAMPLES.resolve(command + ".yaml")), sample.out());
        assertTrue(Said.lepton(command, "--help").out().contains("--example"));
        Said nothing = Said.lepton(command);
        assertEquals(1, nothing.code());
        assertTrue(nothing.err().contains("no document was given to lepton " + command), nothing.err());
    }

    @Test
    void whatIsNotStatedIsSaid(@TempDir Path folder) throws IOException {
        String text = Files.readString(EXAMPLES.resolve("tco.yaml")).replaceFirst("(?m)^  maintenance_percent.*$", "");
        Path file = Files.writeString(folder.resolve("mine.yaml"), text);
        Said answer = Said.lepton("tco", file.toString());
        assertTrue(answer.out().contains("counted as nothing: maintenance_percent."), answer.out());
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), text.replace("gpus: 8", "gpu: 8"));
        Said refused = Said.lepton("tco", wrong.toString());
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("wrong.yaml:5: 'gpu' is not a key at the top."), refused.err());
        assertEquals(
                1, Said.lepton("tco", file.toString(), "--utilisation", "0").code());
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    private static String rounded(JsonNode number, int decimals) {
        return number.decimalValue().setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static List<String> all(JsonNode rows, String field, int decimals) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> rounded(row.get(field), decimals))
                .toList();
    }

    private static List<String> names(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get("name").asText())
                .toList();
    }

    /** Numbers of a column end at the same place: those of each total line against those above it. */
    private static List<String> columnsThatDoNotAddUp(String text) {
        List<String> wrong = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        int rules = 0;
        for (String line : text.lines().toList()) {
            if (line.startsWith("──")) {
                rules++;
            } else if (line.isBlank()) {
                rows.clear();
                rules = 0;
            } else if (rules == 1) {
                rows.add(line);
            } else if (rules == 2) {
                numbers(line)
                        .filter(n -> sumAt(n.end(), rows).compareTo(n.value()) != 0)
                        .forEach(n -> wrong.add(n.value() + " in: " + line));
            }
        }
        return wrong;
    }

    private record Placed(int end, BigDecimal value) {}

    private static BigDecimal sumAt(int end, List<String> rows) {
        return rows.stream()
                .flatMap(EconomicsCommandsTest::numbers)
                .filter(n -> n.end() == end)
                .map(Placed::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Stream<Placed> numbers(String line) {
        return java.util.regex.Pattern.compile("(?<=\\s)-?[0-9][0-9,]*(\\.[0-9]+)?(?=\\s|$)")
                .matcher(line)
                .results()
                .map(m -> new Placed(m.end(), new BigDecimal(m.group().replace(",", ""))));
    }
}
