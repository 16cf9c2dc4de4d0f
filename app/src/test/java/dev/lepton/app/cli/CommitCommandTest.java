package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lepton commit}: break-evens of the catalog, levels by hand, forms, and what is refused. */
final class CommitCommandTest {
    private static final Path USAGE = Path.of("..", "docs", "examples", "commit", "usage.csv");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path dir;

    private static String rounded(JsonNode number, int decimals) {
        return number.decimalValue().setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private Said commit(String text, String... more) throws IOException {
        String file = Files.writeString(dir.resolve("usage.csv"), text).toString();
        String[] all = new String[more.length + 2];
        all[0] = "--usage";
        all[1] = file;
        System.arraycopy(more, 0, all, 2, more.length);
        return Said.of("commit", all);
    }

    /** a3-highgpu-8g in us-central1: three years beat spot above 76.8 % running time and on demand above 43.9 %. */
    @Test
    void theBreakEvensOfTheCatalog() throws IOException {
        JsonNode rows = Said.of("commit", "--machine", "a3-highgpu-8g", "--region", "us-central1", "--json")
                .json()
                .get("break_evens");
        assertEquals(2, rows.size());
        JsonNode three = rows.get(1);
        assertEquals("3y", three.get("terms").asText());
        assertEquals("43.9", rounded(three.get("beats_on_demand_above_percent"), 1));
        assertEquals("76.8", rounded(three.get("beats_spot_above_percent"), 1));
        assertEquals("38.86", rounded(three.get("committed_per_hour"), 2));
        assertEquals("50.61", rounded(three.get("spot_per_hour"), 2));
        Said same = Said.of("commit", "--gpu", "H100", "--count", "8", "--region", "us-central1", "--csv");
        assertTrue(
                same.out().lines().skip(1).allMatch(l -> l.startsWith("gcp,a3-highgpu-8g,us-central1,")), same.out());
        Said people = Said.of("commit", "--gpu", "H100", "--count", "8");
        assertTrue(people.out().contains("76.8"), people.out());
    }

    /** Two units always, two more in a quarter of the hours; 3.00 on demand, 1.50 for three years: two are worth it. */
    @Test
    void aLevelByHand() throws IOException {
        StringBuilder usage = new StringBuilder("ts,units\n");
        for (int hour = 0; hour < 24; hour++) {
            usage.append(String.format("2026-01-01T%02d:00:00Z,%d%n", hour, hour < 6 ? 4 : 2));
        }
        JsonNode json = commit(
                        usage.toString(), "--on-demand", "3", "--committed", "1y=2", "--committed", "3y=1.5", "--json")
                .json();
        assertEquals(2, json.get("committed_units").asInt());
        assertEquals(2, json.at("/portfolio/0/units").asInt());
        assertEquals("0.5", json.get("overflow_units").decimalValue().toPlainString());
        assertEquals("5475", json.get("cost_per_month_on_demand").decimalValue().toPlainString());
        assertEquals("3285", json.get("cost_per_month").decimalValue().toPlainString());
        assertEquals("2190", json.get("saving_per_month").decimalValue().toPlainString());
        assertEquals("50", rounded(json.at("/terms/1/break_even_percent"), 0));
        assertEquals(0, json.at("/terms/1/quantile_units").decimalValue().compareTo(BigDecimal.TWO));
        assertEquals("0.25", json.at("/curve/2/used_share").decimalValue().toPlainString());
        assertTrue(json.get("notes").toString().contains("less than four weeks"));
    }

    /** Samples add up by hour, in whole machines of eight GPUs; half an hour counts half. */
    @Test
    void usageSamples() throws IOException {
        JsonNode json = commit("""
                        ts,seconds,node,gpu_request,gpu_kind,gpu_of
                        2026-01-01T00:00:00Z,3600,a,8,,
                        2026-01-01T00:30:00Z,1800,b,8,,
                        2026-01-01T01:30:00Z,3600,a,14,mig,7
                        2026-01-01T02:00:00Z,1800,c,x,,
                        2026-01-01T03:00:00Z,1800,c,8,,
                        """, "--machine", "a3-highgpu-8g", "--region", "us-central1", "--json")
                .json();
        assertEquals(8, json.get("unit_size").asInt());
        assertEquals(4, json.get("hours").asInt());
        assertEquals("0.5625", json.get("mean_units").decimalValue().toPlainString());
        assertEquals("1.5", json.get("peak_units").decimalValue().toPlainString());
        assertTrue(json.get("notes").toString().contains("gpu_request is 'x'"), json.get("notes")::toString);
    }

    @Test
    void growthIsWeighed() throws IOException {
        Said said = Said.of(
                "commit",
                "--usage",
                USAGE.toString(),
                "--on-demand",
                "3",
                "--committed",
                "1y=1.8",
                "--committed",
                "3y=1.4",
                "--growth=-30:1,0:2,50:1",
                "--json");
        JsonNode json = said.json();
        assertEquals(2, json.get("scenarios").size());
        JsonNode three = json.at("/scenarios/1");
        assertTrue(three.get("units_10").asInt() < three.get("units_50").asInt());
        assertTrue(three.get("units_50").asInt() < three.get("units_90").asInt());
        assertTrue(json.get("notes").toString().contains("growth is assumed"));
    }

    @Test
    void spotAndWhatIsHeld() throws IOException {
        String usage = "ts,units\n2026-01-01T00:00Z,4\n2026-01-01T01:00Z,2\n";
        JsonNode plain =
                commit(usage, "--on-demand=4", "--committed=1y=1.9", "--json").json();
        assertEquals(4, plain.get("committed_units").asInt());
        JsonNode spot = commit(
                        usage,
                        "--on-demand=4",
                        "--committed=1y=1.9",
                        "--spot=1",
                        "--spot-share=100",
                        "--spot-overhead=1.2",
                        "--json")
                .json();
        assertEquals(0, spot.get("committed_units").asInt());
        assertEquals("1.2", spot.get("overflow_per_hour").decimalValue().toPlainString());
        JsonNode held = commit(usage, "--on-demand=4", "--committed=1y=1.9", "--held=3", "--json")
                .json();
        assertEquals(1, held.get("committed_units").asInt());
        assertEquals("1460", held.get("cost_per_month_on_demand").decimalValue().toPlainString());
    }

    @Test
    void peopleSeeSumsThatHold() {
        Said said = Said.of("commit", "--usage", USAGE.toString(), "--gpu", "H100", "--count", "8", "--unit", "8");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("Commit to 4: 4 for 3 years."), said.out());
        assertTrue(said.out().contains("█"), said.out());
        assertTrue(said.out().contains("machines and regions on demand was taken"), said.out());
        String csv = Said.of("commit", "--usage", USAGE.toString(), "--on-demand=3", "--committed=1y=2", "--csv")
                .out();
        assertTrue(csv.startsWith("section,name,measure,value"), csv);
    }

    @Test
    void thePage() throws IOException {
        Path page = dir.resolve("commit.html");
        for (String[] args : new String[][] {
            {"--usage", USAGE.toString(), "--on-demand=3", "--committed=1y=2", "--html", page.toString()},
            {"--machine", "a3-highgpu-8g", "--html", page.toString()}
        }) {
            assertEquals(0, Said.of("commit", args).code());
            assertTrue(Files.size(page) > 100_000);
            Files.delete(page);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--gpu=H100 --provider=aws | none of a commitment | state it",
                "--gpu=H900 | No accelerator named 'H900' | Maybe",
                "--on-demand=3 | are needed together | --committed 1y=2.10",
                "--on-demand=3 --committed=1m=2 | '1m' is no length | 1y=2.10",
                "--on-demand=3 --committed=1y=0 | --committed is 0 | above 0",
                "--on-demand=3 --committed=1y=2 --growth=x | --growth has 'x' | per cent",
                "--on-demand=3 --committed=1y=2 --spot-share=50 | no price on spot | --spot",
                "--on-demand=3 --committed=1y=2 --unit=0 | --unit is 0 | Maybe 8",
                "--on-demand=3 --committed=1y=2 --held=-1 | --held is -1 | Maybe 0",
                "--region=mars-1 | No price was asked for | --gpu H100",
                "--machine=z9 | No price of 'z9' is known | lepton prices"
            })
    void whatIsRefused(String args, String wrong, String maybe) throws IOException {
        Said said = commit("ts,units\n2026-01-01T00:00Z,4\n", args.strip().split(" "));
        assertEquals(1, said.code(), said.out());
        assertTrue(said.err().contains(wrong.strip()), said.err());
        assertTrue(said.err().contains(maybe.strip()), said.err());
    }

    @Test
    void aFileThatHoldsNothing() throws IOException {
        Said said = commit("ts,units\n2026-01-01T00:00Z,-4\n", "--on-demand=3", "--committed=1y=2");
        assertEquals(1, said.code());
        assertTrue(said.err().contains("units is '-4'"), said.err());
        Said many = commit("ts,units\n2026-01-01T00:00Z,4000000\n", "--on-demand=3", "--committed=1y=2");
        assertEquals(1, many.code());
        assertTrue(many.err().contains("--unit 8"), many.err());
    }
}
