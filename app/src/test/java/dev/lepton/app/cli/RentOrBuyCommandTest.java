package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lepton rent-or-buy} and {@code power-cap}, and what {@code spot} says of checkpoints and reserves. */
final class RentOrBuyCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    private static final String MACHINE = EXAMPLES.resolve("rent-or-buy.yaml").toString();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path dir;

    private static String rounded(JsonNode number, int decimals) {
        return number.decimalValue().setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** The worked machine: 133,479 a year, 1.90 at 100 %, 2.72 at 70 %; break-even at 71, 48 and 28 %. */
    @Test
    void theWorkedMachine() throws IOException {
        JsonNode json = Said.of("rent-or-buy", MACHINE, "--json").json();
        assertEquals("133479", rounded(json.get("cost_per_year"), 0));
        assertEquals("1.90", rounded(json.at("/gpu_hours/0/cost_per_gpu_hour"), 2));
        assertEquals("2.72", rounded(json.at("/gpu_hours/1/cost_per_gpu_hour"), 2));
        assertEquals("71", rounded(json.at("/break_even/0/break_even_percent"), 0));
        assertEquals("48", rounded(json.at("/break_even/1/break_even_percent"), 0));
        assertEquals("28", rounded(json.at("/break_even/2/break_even_percent"), 0));
        assertEquals("always", json.at("/break_even/3/verdict").asText());
        assertEquals("3.00", rounded(json.at("/gpu_hours/1/rent_4_per_gpu_hour"), 2));
        assertEquals(5, json.get("years").size());
        assertEquals(7, json.get("replacement").size());
    }

    @Test
    void theSampleIsTheExampleAndThePageIsWhole() throws IOException {
        Said sample = Said.of("rent-or-buy", "--example");
        assertEquals(Files.readString(Path.of(MACHINE)), sample.out());
        Path page = dir.resolve("page.html");
        Said said = Said.of("rent-or-buy", MACHINE, "--html", page.toString());
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("capital recovery over 4 years"), said.out());
        assertTrue(Files.readString(page).contains("A GPU-hour that is used"));
        assertTrue(Said.of("rent-or-buy", MACHINE, "--csv").out().startsWith("section,name,measure,value"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "paid: always | paid: sometimes | paid is 'sometimes'",
                "rent_change_percent: -10 | rent_change_percent: -100 | -100 or less",
                "new_speed: 1.2 | new_speed: 0 | new_speed is 0",
                "[70, 52, 38, 27, 17, 9, 4] | [70, 152] | has 152",
                "# utilisation_percent_by_year: [40, 60, 70, 70] | utilisation_percent_by_year: [40] | has 1 years",
                "gpus: 8 | gpu: 8 | 'gpu' is not a key"
            })
    void whatIsRefused(String right, String wrong, String said) throws IOException {
        String text = Files.readString(Path.of(MACHINE));
        assertTrue(text.contains(right.strip()), right);
        Path file = Files.writeString(dir.resolve("x.yaml"), text.replace(right.strip(), wrong.strip()));
        Said answer = Said.of("rent-or-buy", file.toString());
        assertEquals(1, answer.code(), answer.out());
        assertTrue(answer.err().contains(said.strip()), answer.err());
        assertTrue(answer.err().contains("x.yaml:"), answer.err());
    }

    /** Zeus' P100: 7.2 % of energy at no more than 5 % of time, 10.3 % at 10 %. */
    @Test
    void powerCapsOfZeus() throws IOException {
        String p100 = EXAMPLES.resolve("power-cap").resolve("p100.csv").toString();
        JsonNode json = Said.of("power-cap", p100, "--json").json();
        assertEquals("7.2", rounded(json.at("/summary/0/energy_saved_percent"), 1));
        assertEquals("10.3", rounded(json.at("/summary/1/energy_saved_percent"), 1));
        assertEquals("11.8", rounded(json.at("/summary/2/energy_saved_percent"), 1));
        assertEquals(45, json.at("/summary/0/workloads").asInt());
        assertEquals(45, json.get("choices").size());
        assertTrue(Said.of("power-cap", p100).out().contains("12 of 45 workloads"));
        assertEquals(46, Said.of("power-cap", p100, "--csv").out().lines().count());
        assertEquals(1, Said.of("power-cap", p100, "--slowdown=-1").code());
    }

    @Test
    void checkpoints() throws IOException {
        JsonNode json = Said.of("spot", "--checkpoint=60", "--between-failures=6", "--restart=120", "--json")
                .json();
        assertEquals("1570.219876", rounded(json.at("/checkpoints/0/interval_seconds"), 6));
        assertEquals("1570.217396", rounded(json.at("/checkpoints/1/interval_seconds"), 6));
        assertEquals("1609.968944", rounded(json.at("/checkpoints/2/interval_seconds"), 6));
        assertEquals("1.084402", rounded(json.at("/checkpoints/0/factor"), 6));
        assertEquals(1, Said.of("spot", "--checkpoint=60").code());
        assertEquals(
                1,
                Said.of("spot", "--checkpoint=6000000", "--between-failures=0.1")
                        .code());
        assertTrue(Said.of("spot").err().contains("--work and --deadline are needed"));
        assertTrue(Said.of("spot", "--work=2", "--deadline=4", "--checkpoint=60", "--between-failures=6")
                .out()
                .contains("How often to save"));
    }

    /** Two zones that fail together and one that does not: two in the third, and two in one of the others. */
    @Test
    void reserves() throws IOException {
        StringBuilder rows = new StringBuilder("ts,zone,available\n");
        for (int hour = 0; hour < 10; hour++) {
            for (String zone : new String[] {"a", "b", "c"}) {
                rows.append(hour).append(',').append(zone).append(',');
                rows.append(zone.equals("c") ? hour >= 4 : hour < 8).append('\n');
            }
        }
        String file = Files.writeString(dir.resolve("zones.csv"), rows).toString();
        Said said = Said.of("spot", "--machines=2", "--target=99", "--availability", file, "--json");
        JsonNode json = said.json();
        assertEquals(2, json.get("extra").asInt());
        assertEquals("100", rounded(json.at("/reserve/2/ready_percent"), 0));
        assertEquals("98.4", rounded(json.get("any_zone_if_independent_percent"), 1));
        assertTrue(json.get("notes").toString().contains("zones a and b are the same at every moment"));
        assertEquals(1, Said.of("spot", "--machines=2").code());
        assertEquals(
                1,
                Said.of("spot", "--machines=2", "--least=3", "--availability", file)
                        .code());
    }
}
