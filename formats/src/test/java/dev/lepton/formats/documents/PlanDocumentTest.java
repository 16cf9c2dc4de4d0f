package dev.lepton.formats.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.core.plan.source.ServiceNeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code lepton plan} reads: every key is taken as documented, and what is wrong is named with file, line, value and what to try. */
final class PlanDocumentTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "plan");
    private static final String ODD = "-:09.eE%&*[]{}\n\t 'é\u0000";

    /** One of each, on lines that the tests below name. */
    private static final String WHOLE = """
            currency: EUR
            slots:
              - {name: day, hours: 300}
              - {name: night, hours: 430}
            offers:
              - name: own
                machine: box
                device: A40
                devices: 2
                region: home
                site: cellar
                pue: 1.5
                grams_per_kwh: 380
                price_per_kwh: 0.3
                network_ms: 4
                stock: 9
                terms:
                  - {on: owned, price_per_hour: 0.2, held: 3}
                  - {on: 1y, price_per_hour: 0.9}
              - {name: rent, region: away, price_per_hour: 2.5, held: 1}
            regions:
              away: {grams_per_kwh: 100, pue: 1.2, network_ms: 30}
            services:
              - name: chat
                model: m/m
                other_forms: [m/m-int8]
                requests_per_second: [10, 4]
                output_tokens: 200
                latency: {ttft_p99_ms: 900}
                accuracy: {mmlu: 0.7}
                utilisation_limit: 0.7
                min_replicas: 2
                spot: true
                core_percent: 40
                regions: [home, aw*]
                network_ms: 20
                worth_per_month: 1000
                today: {precision: bf16, device: A40, devices: 1, concurrency: 8, power_cap_watts: 250, region: home, machine: box}
              - {name: raw, model: m/m, output_tokens_per_second: 900}
              - name: sizes
                model: m/m
                buckets:
                  - {name: short, input_tokens: 100, output_tokens: 10, requests_per_second: 2}
                  - {name: long, input_tokens: 4000, output_tokens: 100, requests_per_second: [1, 0]}
            runs:
              - name: tune
                deadline_hours: 100
                spot: true
                trials: 9
                halving: 3
                ways:
                  - {device: A40, devices: 2, hours: 20, watts: 500, power_cap_watts: 250, precision: bf16, accuracy: "1", confidence: guess}
              - {name: batch, deadline_hours: 50, model: m/m, amount: 1000, unit: samples}
            kept:
              - {name: desks, count: 3, devices: 2, needs_devices: 1, watts: 90, busy_percent: [50, 0], wake_percent: 10, slots_of_work: day}
            stored:
              - name: logs
                gib: 1000
                read_gib_per_month: 10
                tier: hot
                copies_percent: 20
                may_go: true
                tiers:
                  - {name: hot, price_per_gib_month: 0.02, price_per_gib_read: 0}
            capital:
              - name: cooling
                monthly_today: 500
                investments:
                  - {name: new, outlay: 9000, months: 60, interest_percent: 4, monthly: 200}
            limits:
              budget_per_month: 9000
              carbon_kg_per_month: 700
              power_kw: {cellar: 3}
              change_cost: 12
              inflated_rates: 1
              inflation_percent: 20
            """;

    @Test
    void everyKeyIsTaken() {
        PlanRequest request = PlanDocument.parse("p.yaml", WHOLE).request();
        assertEquals("EUR", request.currency().getCurrencyCode());
        var own = request.sites().get(0);
        assertEquals(OptionalInt.of(9), own.place().most());
        Supply owned = own.place().supplies().get(0);
        // What we own is what there is, unless a stock is stated.
        assertEquals(OptionalInt.of(3), owned.most());
        assertEquals(new Terms.Owned(), owned.terms());
        assertEquals(4, own.networkMillis().orElse(-1));
        assertEquals(1, request.sites().get(1).place().supplies().get(0).held());
        ServiceNeed chat = request.services().get(0);
        assertEquals(List.of(List.of(10.0), List.of(4.0)), chat.work().rates());
        assertEquals(0.7, chat.work().utilisation());
        assertEquals(0.4, chat.work().core());
        assertEquals(List.of("m/m-int8"), chat.otherForms());
        assertFalse(chat.tokens());
        assertTrue(request.services().get(1).tokens());
        assertEquals(
                List.of(List.of(2.0, 1.0), List.of(2.0, 0.0)),
                request.services().get(2).work().rates());
        assertEquals(0.5, request.services().get(1).work().core());
        assertEquals(9, request.runs().get(0).trials());
        assertEquals(List.of(true, false), request.kept().get(0).slotsOfWork());
        assertEquals(List.of(0.5, 0.0), request.kept().get(0).busy());
        assertEquals(90, request.kept().get(0).watts().orElse(-1));
        assertTrue(request.stored().get(0).mayGo());
        assertEquals(0.04, request.capital().get(0).investments().get(0).yearly(), 1e-12);
        assertEquals(3.0, request.limits().kilowatts().get("cellar"));
        assertEquals(0.2, request.limits().inflation(), 1e-12);
    }

    @Test
    void everyExampleIsRead() throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            List<Path> plans =
                    all.filter(p -> !p.toString().contains("-profiles")).toList();
            assertTrue(plans.size() >= 9, plans.toString());
            for (Path plan : plans) {
                PlanDocument document = PlanDocument.read(plan);
                for (String profile : document.profiles()) {
                    assertTrue(Files.exists(EXAMPLES.resolve(profile)), profile);
                }
            }
        }
    }

    @Test
    void hoursBecomeLevelsThatCoverTheMonth() {
        String hours = Stream.iterate(1, i -> i + 1)
                .limit(24)
                .map(String::valueOf)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        PlanDocument document = PlanDocument.parse(
                "p.yaml",
                "levels: 3\noffers: [{name: a, price_per_hour: 1}]\nservices:\n"
                        + "  - {name: s, model: m, requests_per_second: 48, by_hour: [" + hours + "]}\n");
        PlanRequest request = document.request();
        assertEquals(730, request.slots().stream().mapToDouble(s -> s.hours()).sum(), 1e-9);
        Work.Service work = request.services().get(0).work();
        assertEquals(3, work.rates().size());
        assertEquals(48, work.rates().get(2).get(0), 1e-9);
        assertTrue(
                document.notes().get(0).contains("3 levels"), document.notes().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "currency: EUR|currencies: EUR|1: 'currencies' is not a key at the top.",
                "hours: 300}|hours: 0}|3: hours is 0, but must be above 0.",
                "hours: 300}|hours: 300 h}|3: hours is '300 h', but must be a number.",
                "hours: 300}|hours: -1}|3: hours is -1, but must be above 0.",
                "{name: night,|{name: day,|4: there are two slots called 'day'.",
                "devices: 2\\n    region|devices: 0\\n    region|6: own has 0 devices",
                "pue: 1.5|pue: 0.5|6: own has 2 devices, a PUE of 0.5",
                "pue: 1.5|puE: 1.5|12: 'puE' is not a key of offers.0.",
                "price_per_kwh: 0.3|price_per_kwh: $0.3|14: price_per_kwh is '$0.3', but must be a number.",
                "price_per_kwh: 0.3|price_per_kwh: -0.3|14: price_per_kwh is -0.3, but cannot be negative.",
                "stock: 9|stock: 9.5|16: stock is 9.5, but must be a whole number.",
                "{on: 1y,|{on: 2y-ish,|19: '2y-ish' are not terms.",
                "{on: 1y,|{on: 1y, overhead_percent: -5,|19: overhead_percent is -5, but cannot be negative.",
                "name: rent,|name: own,|20: there are two offers called 'own'.",
                "price_per_hour: 2.5, held: 1|held: 1|20: an offer states either price_per_hour",
                "model: m/m\\n    other|other|24: model is missing of services.0",
                "[10, 4]|[10, 4, 2]|27: requests_per_second has 3 numbers for 2 slots",
                "[10, 4]|[10, -4]|27: requests_per_second has -4, but cannot be negative.",
                "[10, 4]|ten|27: requests_per_second is 'ten', but must be a number.",
                "ttft_p99_ms|ttft_ms|29: 'ttft_ms' is no measure of latency.",
                "utilisation_limit: 0.7|utilisation_limit: 70|31: ",
                "core_percent: 40|core_percent: 140|34: core_percent is 140, but cannot be above 100.",
                "spot: true\\n    core|spot: yes please\\n    core|33: spot is 'yes please', but must be true or false.",
                "output_tokens_per_second: 900|output_tokens_per_second: 900, requests_per_second: 4|39: the load is stated twice",
                "name: short, input_tokens: 100|name: short, input_tokens: -1|43: A request has no fewer than 0 tokens",
                "name: sizes\\n|name: sizes\\n    requests_per_second: 3\\n|41: the load is stated twice, here and in buckets.",
                "name: long|name: short|44: there are two buckets called 'short'.",
                "halving: 3|halving: 1|46: tune has 9 trials",
                "deadline_hours: 100|deadline_hours: soon|47: deadline_hours is 'soon', but must be a number.",
                "confidence: guess|confidence: sure|52: confidence is 'sure'.",
                "unit: samples|unit: apples|53: unit is 'apples'.",
                "amount: 1000, |amounts: 1000, |53: 'amounts' is not a key of runs.1.",
                "hours: 20,|hours: 0,|52: hours is 0, but must be above 0.",
                "slots_of_work: day|slots_of_work: dusk|55: 'dusk' is no slot.",
                "busy_percent: [50, 0]|busy_percent: [150, 0]|55: busy_percent has 150, but cannot be above 100.",
                "count: 3|count: -3|55: count is -3, but must be at least 1.",
                "tier: hot\\n|tier: lukewarm\\n|60: 'lukewarm' is none of the tiers.",
                "copies_percent: 20|copies_percent: 120|61: copies_percent is 120, but cannot be above 100.",
                "read_gib_per_month: 10|read_gib_per_month: -10|59: read_gib_per_month is -10, but cannot be negative.",
                "months: 60|months: 0|69: months is 0, but must be above 0.",
                "outlay: 9000|outlay: -9000|69: outlay is -9000, but cannot be negative.",
                "budget_per_month: 9000|budget_per_month: -1|71: budget_per_month is -1, but cannot be negative.",
                "{cellar: 3}|{celar: 3}|73: no offer is at the site 'celar'.",
                "inflated_rates: 1|inflated_rates: -1|70: Up to -1 rates",
                "inflation_percent: 20|inflation: 20|76: 'inflation' is not a key of limits.",
                "name: desks|name: chat|1: there are two workloads called 'chat'."
            })
    void whatIsWrongIsNamed(String text, String instead, String message) {
        String from = text.replace("\\n", "\n");
        String changed =
                WHOLE.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(instead.replace("\\n", "\n")));
        assertFalse(changed.equals(WHOLE), "There is no '" + from + "'.");
        Problem problem = assertThrows(Problem.class, () -> PlanDocument.parse("p.yaml", changed));
        assertTrue(problem.getMessage().startsWith("p.yaml:" + message), problem.getMessage());
        assertEquals(Problem.Kind.INPUT, problem.kind());
    }

    @Test
    void nothingToRunOnAndNothingToRunAreSaid() {
        assertTrue(refused("services: [{name: s, model: m, requests_per_second: 1}]")
                .contains("neither offers nor a catalog are stated"));
        assertTrue(refused("offers: [{name: a, price_per_hour: 1}]").contains("there are no workloads"));
        assertTrue(refused("slots: [{name: a, hours: 5}]\noffers: [{name: a, price_per_hour: 1}]\nservices:\n"
                        + "  - {name: s, model: m, requests_per_second: 1, by_hour: [1, 2]}")
                .contains("by_hour has 2 numbers, but must have 24 or 168"));
        for (String text : List.of("", "- a", "42", "a: [", "{}", "services: []", "services: {}", "services: [1]")) {
            assertFalse(refused(text).isEmpty());
        }
    }

    @RepeatedTest(400)
    void damagedDocumentsAreReadOrRefused(RepetitionInfo seed) throws IOException {
        Random random = new Random(seed.getCurrentRepetition());
        StringBuilder text = new StringBuilder(
                seed.getCurrentRepetition() % 2 == 0
                        ? WHOLE
                        : Files.readString(EXAMPLES.resolve("llm-chat-service.yaml"), StandardCharsets.UTF_8));
        for (int i = 0; i < random.nextInt(1, 6); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
                default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
            }
        }
        readOrRefuse(text.toString());
    }

    @FuzzTest
    void anyChangeOfADocumentIsReadOrRefused(FuzzedDataProvider data) {
        StringBuilder text = new StringBuilder(WHOLE);
        while (data.remainingBytes() > 0) {
            int from = data.consumeInt(0, text.length());
            int to = Math.min(text.length(), from + data.consumeInt(0, 200));
            text.replace(from, to, data.consumeString(20));
        }
        readOrRefuse(text.toString());
    }

    private static String refused(String text) {
        return assertThrows(Problem.class, () -> PlanDocument.parse("p.yaml", text))
                .getMessage();
    }

    /** What is read can also be made a problem of. */
    private static void readOrRefuse(String text) {
        try {
            PlanRequest request = PlanDocument.parse("p.yaml", text).request();
            assertNotNull(request.assemble(List.of(), List.of()));
        } catch (Problem problem) {
            assertTrue(problem.getMessage().startsWith("p.yaml"), problem.getMessage());
        }
    }
}
