package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton invest}: worked example 4, dates, several rates, undefined figures, draws, and what is refused. */
final class InvestCommandTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");

    @TempDir
    private Path folder;

    @Test
    void workedExampleFour() throws IOException {
        JsonNode json = json(EXAMPLES.resolve("invest.csv"), "--rate", "0.1");
        assertEquals(130578.512397, json.get("npv").asDouble(), 1e-6);
        assertEquals(0.285714, json.get("roi").asDouble(), 1e-6);
        assertEquals(Math.sqrt(2) - 1, json.get("irr").asDouble(), 1e-9);
        assertEquals(1.5, json.get("payback_years").asDouble(), 1e-9);
        assertEquals(1.605, json.get("discounted_payback_years").asDouble(), 1e-9);
        assertEquals(200000, json.get("profit").asDouble(), 0);
        assertEquals(3.5, json.get("cost_profit_ratio").asDouble(), 1e-9);
        assertEquals(json, json(EXAMPLES.resolve("invest.csv"), "--rate", "10%"));
    }

    @Test
    void aLossHasItsReturnAndSaysWhatIsNotDefined() throws IOException {
        JsonNode json = json(file("a.csv", "period,amount\n0,-700000\n0,500000\n"), "--rate", "0.1");
        assertEquals(-0.285714, json.get("roi").asDouble(), 1e-6);
        assertTrue(json.get("irr").isNull());
        assertTrue(json.get("payback_years").isNull());
        assertTrue(json.get("notes").toString().contains("irr is not defined"), json.toString());
        assertTrue(json.get("notes").toString().contains("payback_years is not defined"));
    }

    @Test
    void datesFollowXnpv() throws IOException {
        JsonNode json = json(
                file(
                        "d.csv",
                        "date,amount\n2008-01-01,-10000\n2008-03-01,2750\n2008-10-30,4250\n2009-02-15,3250\n2009-04-01,2750\n"),
                "--rate",
                "0.09");
        assertEquals(2086.647602, json.get("npv").asDouble(), 1e-6);
        assertEquals(0.373362535, json.get("irr").asDouble(), 1e-8);
        Said early = lepton(
                file("e.csv", "date,amount\n2008-01-01,-10\n2007-12-31,20\n").toString());
        assertEquals(1, early.code());
        assertTrue(
                early.err().contains("e.csv:3: date is '2007-12-31', before the first row's 2008-01-01"), early.err());
    }

    @Test
    void severalRatesAreListed() throws IOException {
        JsonNode json = json(file("three.csv", "period,amount\n0,-1000\n1,6000\n2,-11000\n3,6000\n"));
        assertTrue(json.get("irr").isNull());
        assertEquals(3, json.get("irr_roots").size());
        assertEquals(2, json.at("/irr_roots/2/rate").asDouble(), 1e-9);
        assertTrue(json.get("notes").toString().contains("there are 3 rates"));
        assertTrue(json.get("notes").toString().contains("10 % a year is assumed"));
    }

    @Test
    void uncertainInputsAreDrawnBySeed() throws IOException {
        Path sample = EXAMPLES.resolve("invest.yaml");
        JsonNode json = json(sample, "--paths", "20000");
        assertEquals(json, json(sample, "--paths", "20000", "--seed", "42"));
        assertTrue(json.get("npv_p5").asDouble() < json.get("npv_p50").asDouble());
        assertEquals("gpu_hour", json.at("/tornado/0/name").asText());
        assertEquals(3, json.get("scenarios").size());
        assertTrue(lepton("--example").out().contains("saved_gpu_hours"));
    }

    @Test
    void scenariosOfATable() throws IOException {
        JsonNode json = json(file("s.csv", "scenario,period,amount\nlow,0,-100\nlow,1,105\nhigh,0,-100\nhigh,1,150\n"));
        assertEquals(0.5, json.at("/scenarios/1/irr").asDouble(), 1e-9);
        assertTrue(json.get("notes").toString().contains("scenario 'low'"));
    }

    @Test
    void badInputIsNamed() throws IOException {
        Said words = lepton(file("w.csv", "period,amount\n0,-100\n1,many\n").toString());
        assertEquals(1, words.code());
        assertTrue(words.err().contains("w.csv:3: amount is 'many'"), words.err());
        assertEquals(1, lepton(file("n.csv", "period,amount\n").toString()).code());
        assertTrue(lepton(file("m.csv", "period,amount,currency\n0,-1,EUR\n1,2,USD\n")
                        .toString())
                .err()
                .contains("the rows before are in EUR"));
        Said rate = lepton(EXAMPLES.resolve("invest.csv").toString(), "--rate", "10");
        assertTrue(rate.err().contains("Maybe 0.1 or 10%"), rate.err());
        Said name = lepton(file("x.yaml", "flows:\n  - {label: a, amount: 1, period: 0, times: nobody}\n")
                .toString());
        assertTrue(name.err().contains("There is no input called 'nobody'"), name.err());
        assertEquals(1, lepton("no-such.csv").code());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static JsonNode json(Path file, String... options) throws IOException {
        String[] all = new String[options.length + 2];
        all[0] = file.toString();
        all[1] = "--json";
        System.arraycopy(options, 0, all, 2, options.length);
        Said answer = lepton(all);
        assertEquals(0, answer.code(), answer.err());
        return Output.JSON.readTree(answer.out());
    }

    private static Said lepton(String... args) {
        return Said.of("invest", args);
    }
}
