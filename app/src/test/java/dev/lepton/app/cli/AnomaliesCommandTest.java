package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton anomalies}: the rows that programs read, incidents with their parts, jobs, and input that is not all good. */
final class AnomaliesCommandTest {
    @TempDir
    private Path folder;

    @Test
    void rowsAsTheContractHasThem() throws IOException {
        Path file = file(days());
        List<String> lines = lepton(file.toString(), "--csv").out().lines().toList();
        assertEquals("unique_id,ds,y,score,is_anomaly,expected,lo,hi,incident", lines.get(0));
        assertEquals(121, lines.size());
        JsonNode json = lepton(file.toString(), "--json").json();
        JsonNode row = json.at("/rows/100");
        assertEquals("2026-04-11", row.get("ds").asText());
        assertTrue(row.get("is_anomaly").asBoolean());
        assertTrue(row.get("score").asDouble() > 0.5 && row.get("score").asDouble() <= 1);
        assertTrue(row.get("y").asDouble() > row.get("hi").asDouble());
        assertEquals(1, row.get("incident").asInt());
        assertTrue(json.at("/rows/3/expected").isNull());
        JsonNode incident = json.at("/incidents/0");
        assertEquals("2026-04-11", incident.get("start").asText());
        assertEquals(
                incident.get("total_actual").asDouble()
                        - incident.get("total_expected").asDouble(),
                incident.get("total_impact").asDouble(),
                1e-9);
        assertEquals("beta", json.at("/contributors/0/value").asText());
    }

    @Test
    void falseAlertsPerYearAndBothEnds() throws IOException {
        Path file = file(days());
        JsonNode json = lepton(file.toString(), "--json", "--backtest").json();
        assertEquals(6, json.get("alerts_per_year").size());
        assertTrue(lepton(file.toString(), "--json", "--offline")
                .json()
                .at("/rows/3/expected")
                .isNumber());
    }

    @Test
    void minutesAreUtilisation() throws IOException {
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 1500; i++) {
            double value = i >= 1300 && i < 1330 ? 95 : 30 + 5 * Math.sin(i / 20.0) + (i * 7919 % 13) / 10.0;
            text.append(LocalDateTime.of(2026, 1, 1, 0, 0)
                            .plusMinutes(5L * i)
                            .toString()
                            .replace('T', ' '))
                    .append(":00,")
                    .append(value)
                    .append('\n');
        }
        JsonNode json = lepton(file(text.toString()).toString(), "--json").json();
        assertEquals("utilisation", json.at("/alerts_per_year/0/detector").asText());
        assertTrue(json.at("/rows/1300/is_anomaly").asBoolean());
    }

    @Test
    void badRowsAreToldAndTheRestGoesOn() throws IOException {
        Said said = lepton(
                file(days() + "2026-01-05,NaN,alpha\n2026-01-06,1,alpha\nnever,1,alpha\n")
                        .toString(),
                "--json");
        assertEquals(0, said.code());
        String notes = said.json().get("notes").toString();
        assertTrue(notes.contains("3 rows were not taken") && notes.contains("y is 'NaN'"), notes);
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        assertEquals(1, lepton("none.csv").code());
        assertEquals(1, lepton(file("ds,y\n").toString()).code());
        assertEquals(1, lepton(file("ds,z\n2026-01-01,5\n").toString()).code());
        assertEquals(1, lepton(file(days()).toString(), "--line", "0").code());
        assertEquals(
                1, lepton("--workspace", folder.resolve("nowhere").toString()).code());
    }

    @Test
    void jobsOfAList() throws IOException {
        StringBuilder text = new StringBuilder("id,name,team,state,started,ended,gpus,gpu_utilisation\n");
        for (int i = 0; i < 12; i++) {
            text.append("j%d,train-%d,vision,completed,2026-01-%02dT00:00:00Z,2026-01-%02dT0%d:00:00Z,8,0.8%n"
                    .formatted(i, i, i + 1, i + 1, 3 + i % 2));
        }
        text.append("late,train-12,vision,completed,2026-01-20T00:00:00Z,2026-01-22T00:00:00Z,8,0.8\n");
        text.append("idle,notebook,vision,completed,2026-01-20T00:00:00Z,2026-01-20T10:00:00Z,1,0.01\n");
        JsonNode json =
                lepton("--jobs", file(text.toString()).toString(), "--json").json();
        assertEquals("late", json.at("/jobs/0/id").asText());
        assertEquals("duration", json.at("/jobs/0/kind").asText());
        assertEquals(2, json.get("jobs").size());
        assertEquals(9.9, json.at("/jobs/1/impact_gpu_hours").asDouble(), 1e-6);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "series", ".csv"), text);
    }

    private static String days() {
        StringBuilder text = new StringBuilder("ds,y,team\n");
        for (int d = 0; d < 120; d++) {
            LocalDate day = LocalDate.of(2026, 1, 1).plusDays(d);
            int usual = day.getDayOfWeek().getValue() > 5 ? 30 : 50 + d % 3;
            int beta = d == 100 || d == 101 ? 3 * usual : usual;
            text.append(day).append(',').append(usual).append(",alpha\n");
            text.append(day).append(',').append(beta).append(",beta\n");
        }
        return text.toString();
    }

    private static Said lepton(String... args) {
        return Said.of("anomalies", args);
    }
}
