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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code lepton plan} from the command line. */
final class PlanCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "plan");

    /** A service that one machine of two serves, a run, data, and something that may be left undone. */
    private static final String SMALL = """
            offers:
              - {name: big, machine: big, device: H100, region: here, price_per_hour: 8}
              - {name: small, machine: small, device: H100, region: there, grams_per_kwh: 100, price_per_hour: 7}
            services:
              - name: chat
                model: meta-llama/Llama-3.1-8B-Instruct
                requests_per_second: 4
                output_tokens: 200
                latency: {itl_p90_ms: 40}
                today: {device: H100, region: here}
            stored:
              - name: logs
                gib: 100000
                tier: hot
                worth_per_month: 500
                tiers:
                  - {name: hot, price_per_gib_month: 0.023, price_per_gib_read: 0}
                  - {name: cold, price_per_gib_month: 0.01, price_per_gib_read: 0.01}
            """;

    @TempDir
    private Path dir;

    static List<Path> documents() throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            return all.filter(p -> !p.toString().contains("-profiles")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyExampleRunsToAPlan(Path document) throws IOException {
        Said said = Said.of("plan", document.toString(), "--brief", "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode json = said.json();
        assertTrue(
                List.of("optimal", "feasible").contains(json.get("status").asText()),
                json.get("status").asText());
        BigDecimal cost = json.get("cost_per_month").decimalValue();
        BigDecimal bound = json.get("lower_bound").decimalValue();
        assertTrue(json.get("gap").asDouble() <= 0.0001, json.get("gap").asText());
        assertTrue(bound.compareTo(cost.add(json.get("one_off_cost").decimalValue())) <= 0, bound + " above " + cost);
        BigDecimal machines = BigDecimal.ZERO;
        for (JsonNode row : json.get("fleet")) {
            machines = machines.add(row.get("cost_per_month").decimalValue());
        }
        assertTrue(machines.signum() > 0 && machines.compareTo(cost) <= 0, machines + " of " + cost);
        String text = Files.readString(document);
        assertTrue(text.contains("Made up:") || text.contains("made up"), "It does not say what is made up.");
        assertTrue(
                text.contains("Guessed:") || text.contains("measured"), "It does not say where its figures are from.");
    }

    @Test
    void theCheapestPlaceIsTakenAndWorkedOut() throws IOException {
        Said said = plan(SMALL, "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode json = said.json();
        // One machine for the whole month, and the data in the cheaper tier: 7 × 730 + 100,000 × 0.01.
        assertEquals(
                0, new BigDecimal("6110").compareTo(json.get("cost_per_month").decimalValue()));
        assertEquals("small", json.at("/fleet/0/place").asText());
        // Today: 8 × 730 + 100,000 × 0.023.
        assertEquals(
                0,
                new BigDecimal("8140")
                        .compareTo(json.get("cost_today_per_month").decimalValue()));
        assertTrue(json.get("layers").size() >= 3);
        assertTrue(json.get("levers").size() >= 2);
    }

    @Test
    void aBudgetTooSmallNamesTheCuts() throws IOException {
        Said cut = plan(SMALL, "--json", "--budget", "5200");
        assertEquals(4, cut.code(), cut.err());
        assertEquals("over_budget", cut.json().get("status").asText());
        assertEquals("logs", cut.json().at("/cuts/0/work").asText());
        Said none = plan(SMALL, "--budget", "100");
        assertEquals(4, none.code());
        assertTrue(none.out().contains("Everything costs at least 6,110.00 USD a month"), none.out());
        assertTrue(none.out().contains("below what must be done, which costs at least"), none.out());
    }

    @Test
    void todayIsPricedEvenWhereItBreaksALimit() throws IOException {
        Said said = plan(SMALL, "--budget", "7000");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("today, which breaks the limits"), said.out());
        assertTrue(said.out().contains("8,140.00"), said.out());
    }

    @Test
    void whatCannotBeIsReasoned() throws IOException {
        Said said = plan(SMALL.replace("itl_p90_ms: 40", "itl_p90_ms: 0.01"), "--brief");
        assertEquals(4, said.code(), said.err());
        assertTrue(said.out().contains("chat cannot be done"), said.out());
        assertTrue(said.out().contains("meets its limits on latency and accuracy"), said.out());
    }

    @Test
    void aLimitOnCarbonLeavesWhatIsKnown() throws IOException {
        Said said = plan(SMALL, "--json", "--brief", "--carbon", "400");
        assertEquals(0, said.code(), said.err());
        double kilograms = said.json().get("carbon_kg_per_month").asDouble();
        assertTrue(kilograms > 0 && kilograms <= 400, "" + kilograms);
        assertTrue(said.json().get("silent").toString().contains("big: its carbon is not known"), said.out());
        assertEquals(4, plan(SMALL, "--brief", "--carbon", "1").code());
    }

    @Test
    void loadsInTokensAndInRequestsAreToldApart() throws IOException {
        String tokens = SMALL.replace("requests_per_second: 4", "output_tokens_per_second: 800")
                .replace("    output_tokens: 200\n", "");
        assertEquals(
                plan(SMALL, "--json", "--brief").json().get("cost_per_month"),
                plan(tokens, "--json", "--brief").json().get("cost_per_month"));
        Said unsaid = plan(SMALL.replace("    output_tokens: 200\n", ""), "--brief");
        assertEquals(4, unsaid.code());
        assertTrue(unsaid.out().contains("state output_tokens"), unsaid.out());
    }

    @Test
    void anotherFormOfAModelIsOfferedWhenNamed() throws IOException {
        String form =
                SMALL.replace("    requests", "    other_forms: [google/gemma-3-12b-it, Qwen/Qwen3-8B]\n    requests");
        Said said = plan(form, "--json", "--brief");
        assertEquals(0, said.code(), said.err());
        assertFalse(said.json().get("silent").toString().contains("model variant"), said.out());
    }

    @Test
    void filesAreWrittenWhenAskedFor() throws IOException {
        Path out = dir.resolve("out");
        Said said = plan(SMALL, "--brief", "--json", "--emit", out.toString());
        assertEquals(0, said.code(), said.err());
        assertTrue(said.err().contains("nothing was applied"), said.err());
        assertTrue(said.json().has("fleet"));
        String route = Files.readString(out.resolve("routes").resolve("httproute.yaml"));
        Matcher weights = Pattern.compile("weight: (\\d+)").matcher(route);
        int sum = 0;
        while (weights.find()) {
            sum += Integer.parseInt(weights.group(1));
        }
        assertEquals(1000, sum);
        assertTrue(Files.readString(out.resolve("README.txt")).contains("small"));
        Path over = dir.resolve("over");
        assertEquals(
                4,
                plan(SMALL, "--brief", "--budget", "100", "--emit", over.toString())
                        .code());
        assertFalse(Files.exists(over));
        Path file = Files.writeString(dir.resolve("file"), "");
        assertEquals(3, plan(SMALL, "--brief", "--emit", file.toString()).code());
    }

    @Test
    void wrongInputIsNamed() throws IOException {
        Said key = plan(SMALL.replace("requests_per_second", "request_per_second"), "--brief");
        assertEquals(1, key.code());
        assertTrue(key.err().contains("plan.yaml:7: 'request_per_second' is not a key"), key.err());
        for (String option : List.of("--budget", "--carbon", "--inflated", "--inflation")) {
            Said negative = plan(SMALL, "--brief", option, "-1");
            assertEquals(1, negative.code(), negative.err());
            assertTrue(negative.err().contains(option + " is -1"), negative.err());
        }
        assertEquals(1, Said.of("plan", dir.resolve("none.yaml").toString()).code());
        assertEquals(1, Said.of("plan").code());
        String catalog = "catalog: {devices: [Abacus]}\nservices:\n  - {name: a, model: m, requests_per_second: 1}\n";
        assertTrue(plan(catalog).err().contains("No accelerator named 'Abacus'"));
    }

    @Test
    void theSampleIsADocument() throws IOException {
        Said sample = Said.of("plan", "--example");
        assertEquals(0, sample.code());
        assertEquals(0, plan(sample.out(), "--brief").code());
        assertTrue(Said.of("plan", "--help").out().contains("docs/examples/plan"));
    }

    @Test
    void csvIsOneTable() throws IOException {
        Said said = plan(SMALL, "--brief", "--csv");
        assertEquals(0, said.code(), said.err());
        assertEquals(
                "section,name,measure,value", said.out().lines().findFirst().orElse(""));
    }

    private Said plan(String document, String... options) throws IOException {
        Path file = Files.writeString(dir.resolve("plan.yaml"), document);
        List<String> all = new ArrayList<>(List.of(file.toString()));
        all.addAll(List.of(options));
        return Said.of("plan", all.toArray(String[]::new));
    }
}
