package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton forecast}: the rows that programs read, months against a budget, and input that is not all good. */
final class ForecastCommandTest {
    @TempDir
    private Path folder;

    @Test
    void rowsAsTheContractHasThem() throws IOException {
        Path file = file(weeks(200, 0, 0));
        List<String> lines =
                lepton(file.toString(), "--horizon", "3", "--csv").out().lines().toList();
        assertEquals("unique_id,ds,mean,lo-80,hi-80,lo-95,hi-95", lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("series,2026-03-20,"), lines.get(1));
        JsonNode json = Output.JSON.readTree(lepton(file.toString(), "--horizon", "3", "--levels", "50", "--json")
                .out());
        assertEquals("2026-03-20", json.at("/rows/0/ds").asText());
        assertTrue(
                json.at("/rows/0/lo-50").asDouble() <= json.at("/rows/0/mean").asDouble());
        assertEquals(12, json.get("backtest").size());
    }

    @Test
    void aMonthAgainstABudget() throws IOException {
        Path file = file(weeks(200, 0, 0));
        JsonNode month = Output.JSON
                .readTree(lepton(file.toString(), "--horizon", "20", "--budget", "1000", "--json")
                        .out())
                .at("/months/0");
        assertEquals("2026-03", month.get("month").asText());
        assertEquals(1, month.get("probability_over_budget").asDouble(), 0);
        // 31 days of about 100, 60 on weekends: the 1,000th is spent in the first half, which is known.
        assertTrue(month.get("known").asDouble() > 1000);
        // 2–6 and 9–13 March are ten days of 100 to 102; 1, 7 and 8 March three of 60: the 12th brings it above 1,000.
        assertEquals("2026-03-12", month.get("crossing").asText());
    }

    @Test
    void gapsAndBadRowsAreTold() throws IOException {
        Path file = file(weeks(200, 50, 52) + "2026-02-01,1\n2026-08-01,many\n");
        Said answer = lepton(file.toString(), "--horizon", "2", "--json");
        String notes = Output.JSON.readTree(answer.out()).get("notes").toString();
        assertTrue(notes.contains("2 rows were not taken"), notes);
        assertTrue(notes.contains("y is 'many'"), notes);
        assertTrue(notes.contains("2 of 200 steps had no value"), notes);
    }

    @Test
    void shortSeriesHaveNoBandsAndSaySo() throws IOException {
        Said answer = lepton(file("ds,y\n2026-01-01,5\n").toString(), "--horizon", "1", "--json");
        JsonNode json = Output.JSON.readTree(answer.out());
        assertEquals(5, json.at("/rows/0/mean").asDouble());
        assertTrue(json.at("/rows/0/lo-95").isNull());
        assertTrue(json.get("notes").toString().contains("too short"));
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        assertEquals(1, lepton("none.csv").code());
        assertEquals(1, lepton(file("ds,y\n").toString()).code());
        assertEquals(1, lepton(file("ds,z\n2026-01-01,5\n").toString()).code());
        assertEquals(
                1, lepton(file(weeks(30, 0, 0)).toString(), "--levels", "101").code());
        assertEquals(
                1, lepton(file(weeks(30, 0, 0)).toString(), "--horizon", "0").code());
    }

    @Test
    void tablesKeepTheBudgetAndNotes() throws IOException {
        Said said = lepton(file(weeks(200, 50, 52)).toString(), "--horizon", "20", "--budget", "1000", "--csv");
        List<String> lines = said.out().lines().toList();
        assertTrue(lines.get(0)
                .endsWith(",month_known,month_expected,month_lo-95,month_hi-95,probability_over_budget,crossing"));
        assertTrue(lines.get(1).endsWith(",1,2026-03-12"), lines.get(1));
        assertTrue(lines.get(20).endsWith(",,,,,,"), "April is not reached: " + lines.get(20));
        assertTrue(said.err().contains("bands come from") && said.err().contains("2 of 200 steps"), said.err());
    }

    @Test
    void seriesOfAHierarchyAddUp() throws IOException {
        StringBuilder text = new StringBuilder("team,model,ds,y\n");
        for (String line : weeks(120, 0, 0).lines().skip(1).toList()) {
            text.append("a,x,")
                    .append(line)
                    .append("\na,y,")
                    .append(line)
                    .append("\nb,x,")
                    .append(line)
                    .append('\n');
        }
        String columns = file(text.toString()).toString();
        JsonNode rows =
                json(columns, "--hierarchy", "team,model", "--horizon", "3").get("rows");
        String signed = file(text.toString()
                        .replace("team,model,", "unique_id,")
                        .replaceAll("(?m)^([ab]),([xy])", "$1/$2"))
                .toString();
        assertEquals(rows, json(signed, "--hierarchy", "/", "--horizon", "3").get("rows"));
        assertEquals(6 * 3, rows.size());
        assertEquals("total", rows.get(0).get("unique_id").asText());
        for (int h = 0; h < 3; h++) {
            java.math.BigDecimal leaves = java.math.BigDecimal.ZERO;
            for (int leaf = 3; leaf < 6; leaf++) {
                leaves = leaves.add(rows.get(3 * leaf + h).get("mean").decimalValue());
            }
            assertEquals(0, leaves.compareTo(rows.get(h).get("mean").decimalValue()));
        }
        assertEquals(1, lepton(columns, "--hierarchy", "team,kind").code(), "no such column");
    }

    @Test
    void plannedChangesAreShownAndCountedOnce() throws IOException {
        String series = file(weeks(200, 0, 0)).toString();
        Path drivers = file("name,from,to,change,value\nnew project,2026-03-22,,add,40\n"
                + "old contract,2026-03-01,,percent,-50\nsale,2026-03-23,2026-03-24,factor,0.5\n");
        JsonNode plain = json(series, "--horizon", "5");
        JsonNode json = json(series, "--horizon", "5", "--drivers", drivers.toString());
        assertEquals(
                plain.at("/rows/2/mean").asDouble() + 40,
                json.at("/rows/2/mean").asDouble(),
                1e-9);
        assertEquals(
                plain.at("/rows/3/mean").asDouble() / 2 + 40,
                json.at("/rows/3/mean").asDouble(),
                1e-9);
        assertEquals(120, json.at("/drivers/0/effect").asDouble(), 1e-9);
        assertEquals(0, json.at("/drivers/1/effect").asDouble());
        assertTrue(json.get("notes").toString().contains("'old contract' begins before the forecast"));
        Said bad = lepton(
                series,
                "--drivers",
                file("name,from,change,value\nx,2026-04-01,twice,2\n").toString());
        assertEquals(1, bad.code());
        assertTrue(bad.err().contains(":2: change, not add, percent or factor, is 'twice'"), bad.err());
    }

    @Test
    void forecastsAreHeldAgainstWhatCame() throws IOException {
        String series = file(weeks(200, 0, 0)).toString();
        JsonNode months = json(series, "--horizon", "2", "--variance", "2").get("variance");
        assertEquals("2026-01", months.get(0).get("month").asText());
        assertEquals("run", months.get(1).get("maturity").asText());
        Path saved = file("unique_id,ds,mean\nseries,2026-03-18,50\nseries,2026-03-19,51\nseries,2026-03-20,9\n");
        JsonNode held =
                json(series, "--horizon", "2", "--compare", saved.toString()).get("variance");
        assertEquals(1, held.size());
        assertEquals(2, held.get(0).get("steps").asInt());
        assertEquals("not yet", held.get(0).get("maturity").asText());
    }

    private static JsonNode json(String... args) throws IOException {
        String[] all = java.util.Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--json";
        Said said = lepton(all);
        assertEquals(0, said.code(), said.err());
        return said.json();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "series", ".csv"), text);
    }

    private static String weeks(int days, int gapFrom, int gapTo) {
        StringBuilder text = new StringBuilder("ds,y\n");
        for (int d = 0; d < days; d++) {
            LocalDate day = LocalDate.of(2025, 9, 1).plusDays(d);
            if (d < gapFrom || d >= gapTo) {
                text.append(day)
                        .append(',')
                        .append(day.getDayOfWeek().getValue() > 5 ? 60 : 100 + d % 3)
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static Said lepton(String... args) {
        return Said.of("forecast", args);
    }
}
