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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --html}: the page says what the JSON of the same run says. */
final class HtmlPagesTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");

    @TempDir
    private Path dir;

    /** The JSON and the page of one run. */
    private record Both(JsonNode json, String page) {
        JsonNode chart(int number) throws IOException {
            Matcher data = Pattern.compile("(?s)id=\"plot-" + number + "-data\">(.*?)</script>")
                    .matcher(page);
            assertTrue(data.find(), "no chart " + number);
            return Output.JSON.readTree(data.group(1));
        }
    }

    private Both run(String... args) throws IOException {
        Path page = dir.resolve("pages").resolve("page.html");
        boolean first = !Files.exists(page.getParent());
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--json", "--html", page.toString()));
        Said said = Said.lepton(all.toArray(String[]::new));
        assertEquals(0, said.code(), said.err());
        assertTrue(said.err().contains("The page is in"), said::err);
        assertEquals(first, said.err().contains("its folder was made for it"), said::err);
        String html = Files.readString(page);
        String markup = html.replaceAll("(?s)<script>.*?</script>", "");
        assertTrue(markup.length() < html.length() - 500_000, "The library of charts is not in the page.");
        assertFalse(
                markup.contains("<link") || markup.contains(" src=") || markup.contains("://"),
                "The page asks for something else.");
        return new Both(said.json(), html);
    }

    @Test
    void plan() throws IOException {
        String document = """
                offers:
                  - {name: big, device: H100, region: here, grams_per_kwh: 400, price_per_hour: 8}
                  - {name: small, device: H100, region: there, grams_per_kwh: 40, price_per_hour: 8.5}
                services:
                  - name: chat
                    model: meta-llama/Llama-3.1-8B-Instruct
                    requests_per_second: 30
                    output_tokens: 200
                    latency: {itl_p90_ms: 40}
                    today: {device: H100, region: there}
                """;
        Path file = Files.writeString(dir.resolve("plan.yaml"), document);
        Both both = run("plan", file.toString());
        JsonNode json = both.json();
        JsonNode fall = both.chart(1);
        assertEquals("waterfall", fall.get("form").asText());
        assertEquals(
                json.get("cost_today_per_month").asDouble(),
                fall.at("/series/0/points/1/0").asDouble(),
                1);
        JsonNode last = fall.get("series").get(fall.get("series").size() - 1);
        assertEquals("the plan", last.get("name").asText());
        assertEquals(
                json.get("cost_per_month").asDouble(), last.at("/points/1/0").asDouble(), 1);
        assertEquals("bands", both.chart(2).get("form").asText());
        falling(both.chart(3), json.get("cost_per_month").asDouble());
        falling(both.chart(4), Double.NaN);
    }

    /** A looser limit never costs more; the loosest costs {@code least}, if that is known. */
    private static void falling(JsonNode chart, double least) {
        JsonNode points = chart.at("/series/0/points");
        assertTrue(points.size() >= 3, points.toString());
        for (int i = 1; i < points.size(); i++) {
            assertTrue(
                    points.at("/" + i + "/1").asDouble()
                            <= points.at("/" + (i - 1) + "/1").asDouble() + 0.01,
                    points.toString());
        }
        assertTrue(points.at("/0/1").asDouble()
                > points.at("/" + (points.size() - 1) + "/1").asDouble());
        if (!Double.isNaN(least)) {
            assertEquals(least, points.at("/" + (points.size() - 1) + "/1").asDouble(), 1);
        }
    }

    @Test
    void invest() throws IOException {
        Both both = run("invest", EXAMPLES.resolve("invest.yaml").toString(), "--paths", "2000");
        JsonNode worth = both.chart(2).at("/series/1/points");
        assertEquals(
                both.json().get("npv").asDouble(),
                worth.get(worth.size() - 1).get(1).asDouble(),
                Math.abs(both.json().get("npv").asDouble()) * 1e-6);
        double share = 0;
        for (JsonNode point : both.chart(3).at("/series/0/points")) {
            share += point.get(1).asDouble();
        }
        assertEquals(100, share, 1e-3);
    }

    @Test
    void simulate() throws IOException {
        Path folder = EXAMPLES.resolve("simulate");
        Both both = run(
                "simulate",
                "--trace",
                folder.resolve("jobs.csv").toString(),
                "--fleet",
                folder.resolve("fleet.csv").toString(),
                "--policy",
                "fifo,match,fifo");
        JsonNode fifo = both.json().at("/policies/0");
        JsonNode point = both.chart(1).at("/series/0/points/0");
        assertEquals(fifo.get("cost").asDouble(), point.get(0).asDouble(), 1e-3);
        assertEquals(fifo.get("mean_hours").asDouble(), point.get(1).asDouble(), 1e-3);
        JsonNode bound = both.json().at("/policies/3");
        assertEquals("bound", bound.get("name").asText());
        assertEquals(
                bound.get("cost").asDouble(), both.chart(1).at("/marks/0/at").asDouble(), 1e-3);
        assertEquals(2, both.chart(1).get("series").size());
        // Waits are areas: the mean number waiting × the time is the sum of the waits.
        JsonNode waiting = both.chart(3).at("/series/0/points");
        double hours = 0;
        for (int i = 0; i + 1 < waiting.size(); i++) {
            hours += waiting.at("/" + i + "/1").asDouble()
                    * (waiting.at("/" + (i + 1) + "/0").asDouble()
                            - waiting.at("/" + i + "/0").asDouble());
        }
        double days = both.chart(3).get("x").asText().startsWith("Days") ? 24 : 1;
        assertEquals(
                fifo.get("mean_wait_hours").asDouble() * both.json().get("jobs").asInt(), days * hours, 0.02);
        JsonNode done = both.chart(4).at("/series/0/points");
        assertEquals(100, done.at("/" + (done.size() - 1) + "/1").asDouble(), 1e-9);
        assertTrue(both.page()
                .contains(Cell.number(fifo.get("cost").decimalValue(), 2).shown()));
    }

    @Test
    void place() throws IOException {
        Path folder = EXAMPLES.resolve("place");
        Both both = run(
                "place",
                "--nodes",
                folder.resolve("nodes.csv").toString(),
                "--pods",
                folder.resolve("pods.csv").toString(),
                "--policy",
                "lepton,fgd");
        JsonNode curve = both.json().at("/1/curve");
        JsonNode drawn = both.chart(2).at("/series/1/points");
        assertEquals(curve.size(), drawn.size());
        JsonNode last = curve.get(curve.size() - 1);
        assertEquals(
                last.get("unallocated_percent").asDouble(),
                drawn.get(drawn.size() - 1).get(1).asDouble(),
                1e-3);
        assertEquals(0, both.chart(2).at("/series/2/points/1/1").asDouble(), 0);
        for (JsonNode point : both.chart(1).at("/series/0/points")) {
            assertTrue(point.get(1).asDouble() > -1, "More was allocated than had arrived: " + point);
        }
    }

    @Test
    void scale() throws IOException {
        Path jobs = Files.writeString(dir.resolve("jobs.csv"), """
                id,submitted,started,ended,gpus
                a,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,8
                b,2026-01-01T02:00:00Z,2026-01-01T02:00:00Z,2026-01-01T03:00:00Z,8
                """);
        Both both = run("scale", jobs.toString(), "--node-price", "8", "--start", "1", "--rule", "fixed");
        assertEquals(24, both.chart(1).at("/series/0/points/0/0").asDouble(), 1e-9);
        // Bands under each other are what is paid for: one node of 8 GPUs throughout, held in two hours of three.
        JsonNode bands = both.chart(2).get("series");
        double held = 0;
        JsonNode of = bands.at("/0/points");
        for (int i = 0; i + 1 < of.size(); i++) {
            double gpus = of.at("/" + i + "/1").asDouble()
                    + bands.at("/1/points/" + i + "/1").asDouble();
            assertEquals(8, gpus, 1e-6, "at " + of.get(i));
            held += of.at("/" + i + "/1").asDouble()
                    * (of.at("/" + (i + 1) + "/0").asDouble()
                            - of.at("/" + i + "/0").asDouble());
        }
        assertEquals(16, held, 0.3);
    }

    @Test
    void spot() throws IOException {
        Both both = run("spot", "--work", "10", "--deadline", "20", "--policy", "on-demand,greedy", "--seed", "3");
        JsonNode rows = both.json().get("policies");
        double least = rows.get(2).get("cost").asDouble();
        for (int p = 0; p < 2; p++) {
            JsonNode points = both.chart(1).at("/series/" + p + "/points");
            JsonNode last = points.get(points.size() - 1);
            assertEquals(20, last.get(0).asDouble(), 1e-9);
            assertEquals(
                    100 * (rows.get(p).get("cost").asDouble() / least - 1),
                    last.get(1).asDouble(),
                    1e-3);
            points.forEach(point -> assertTrue(point.get(1).asDouble() > -1e-6, point::toString));
        }
    }
}
