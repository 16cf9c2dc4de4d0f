package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series that are hard, through {@code forecast} and {@code anomalies}: each gets a stated result or a clear error. */
final class HardSeriesTest {
    private static final LocalDate FIRST = LocalDate.of(2018, 1, 1);

    @TempDir
    private Path dir;

    @Test
    void aConstantStaysAsItIsAndIsOrdinary() throws IOException {
        Path file = days(120, t -> 42.5);
        for (JsonNode row : forecast(file)) {
            assertEquals(42.5, row.get("mean").asDouble(), 1e-6, row.toString());
            assertEquals(42.5, row.get("lo-95").asDouble(), 1e-6, row.toString());
            assertEquals(42.5, row.get("hi-95").asDouble(), 1e-6, row.toString());
        }
        assertEquals(List.of(), alerts(file));
    }

    @Test
    void nothingStaysNothing() throws IOException {
        Path file = days(120, t -> 0);
        forecast(file).forEach(row -> assertEquals(0, row.get("mean").asDouble(), 1e-12, row.toString()));
        assertEquals(List.of(), alerts(file));
    }

    @Test
    void onePointGoesOnAndSaysThatThereIsNoBand() throws IOException {
        Path file = days(1, t -> 7);
        JsonNode answer = json("forecast", file);
        answer.get("rows").forEach(row -> {
            assertEquals(7, row.get("mean").asDouble(), 1e-12);
            assertTrue(row.get("lo-95").isNull() && row.get("hi-95").isNull(), row.toString());
        });
        assertTrue(notes(answer).contains("too short to look back from"), notes(answer));
        assertTrue(notes(json("anomalies", file)).contains("too short to say anything of"));
        assertEquals(List.of(), alerts(file));
    }

    @Test
    void thirteenPointsHaveTheMeanOfTheSameWeekday() throws IOException {
        Path file = days(13, t -> 10 * (t % 7) + (t < 7 ? 0 : 2));
        List<JsonNode> rows = forecast(file);
        // The last weekday was seen once, the others twice: a mean of what is there.
        assertEquals(LocalDate.of(2018, 1, 14).toString(), rows.get(0).get("ds").asText());
        for (JsonNode row : rows) {
            assertTrue(row.get("mean").asDouble() >= 0 && row.get("mean").asDouble() <= 62, row.toString());
        }
        assertEquals(List.of(), alerts(file));
    }

    @Test
    void eightYearsOfDaysAreTakenWhole() throws IOException {
        IntToDoubleFunction year = t -> 1000 + 300 * Math.sin(2 * Math.PI * t / 365.25) + 50 * (t % 7 < 5 ? 1 : 0);
        Path file = days(2922, t -> year.applyAsDouble(t) + (t == 2800 ? 900 : 0));
        List<JsonNode> rows = forecast(file);
        for (int h = 0; h < rows.size(); h++) {
            assertEquals(
                    year.applyAsDouble(2922 + h),
                    rows.get(h).get("mean").asDouble(),
                    60,
                    rows.get(h).toString());
        }
        assertTrue(
                alerts(file).contains(FIRST.plusDays(2800).toString()),
                alerts(file).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "inf", "Infinity", "-Infinity", "1e400", "nothing", "12,5"})
    void whatIsNoNumberIsRefusedWithItsLine(String value) throws IOException {
        StringBuilder text = new StringBuilder("ds,y\n");
        for (int t = 0; t < 40; t++) {
            text.append(FIRST.plusDays(t))
                    .append(',')
                    .append(t == 20 ? '"' + value + '"' : "5")
                    .append('\n');
        }
        Path file = file(text);
        for (String command : List.of("forecast", "anomalies")) {
            JsonNode answer = json(command, file);
            assertTrue(notes(answer).contains(":22: ") && notes(answer).contains(value), command + notes(answer));
            for (JsonNode row : answer.get("rows")) {
                assertTrue(row.toString().matches("[^N]*") || !row.toString().contains("NaN"), row.toString());
            }
        }
    }

    @Test
    void nothingButBadValuesIsAnError() throws IOException {
        Path file = file("ds,y\n2026-01-01,NaN\n2026-01-02,Infinity\n");
        for (String command : List.of("forecast", "anomalies")) {
            Said said = Said.lepton(command, file.toString());
            assertEquals(1, said.code(), command);
            assertTrue(
                    said.err().contains("has no value that can be taken")
                            && said.err().contains("NaN"),
                    said.err());
        }
    }

    /** A restated day is a second row of that day: refused and told, never added to the first. */
    @Test
    void aDayThatIsThereTwiceIsRefused() throws IOException {
        StringBuilder text = new StringBuilder("ds,y\n");
        for (int t = 0; t < 40; t++) {
            text.append(FIRST.plusDays(t)).append(",5\n");
        }
        Path file = file(text.append(FIRST.plusDays(10)).append(",500\n"));
        for (String command : List.of("forecast", "anomalies")) {
            JsonNode answer = json(command, file);
            assertTrue(
                    notes(answer).contains(":42: ") && notes(answer).contains("another row"), command + notes(answer));
        }
        forecast(file).forEach(row -> assertEquals(5, row.get("mean").asDouble(), 1e-6));
        assertEquals(List.of(), alerts(file));
    }

    /** Midnights of a zone whose clocks change: days of 23 and 25 hours are days, none is missing and none is filled. */
    @Test
    void shortAndLongDaysAreDays() throws IOException {
        ZoneId zone = ZoneId.of("America/New_York");
        StringBuilder text = new StringBuilder("ds,y\n");
        ZonedDateTime day = ZonedDateTime.of(2026, 2, 1, 0, 0, 0, 0, zone);
        for (int t = 0; t < 300; t++) {
            text.append(day.plusDays(t).toInstant())
                    .append(',')
                    .append(100 + 10 * (t % 7))
                    .append('\n');
        }
        Path file = file(text);
        JsonNode answer = json("forecast", file);
        assertTrue(!notes(answer).contains("were filled"), notes(answer));
        for (int h = 0; h < answer.get("rows").size(); h++) {
            assertEquals(
                    100 + 10 * ((300 + h) % 7),
                    answer.get("rows").get(h).get("mean").asDouble(),
                    1,
                    "step " + h);
        }
        assertEquals(List.of(), alerts(file));
    }

    /** Hours around the change of clocks, in UTC: all are there, and a day of 23 local hours is no gap. */
    @Test
    void hoursGoOnThroughTheChangeOfClocks() throws IOException {
        StringBuilder text = new StringBuilder("ds,y\n");
        Instant first = Instant.parse("2026-03-01T00:00:00Z");
        for (int t = 0; t < 24 * 40; t++) {
            text.append(first.plusSeconds(3600L * t))
                    .append(',')
                    .append(20 + t % 24)
                    .append('\n');
        }
        JsonNode answer = json("forecast", file(text));
        assertTrue(!notes(answer).contains("were filled"), notes(answer));
        assertEquals(20, answer.get("rows").get(0).get("mean").asDouble(), 0.5);
        assertEquals(23, answer.get("rows").get(3).get("mean").asDouble(), 0.5);
    }

    /** A credit is a day below nothing: it is taken, told of nowhere, and no floor of 0 is put under what comes. */
    @Test
    void creditsAreTakenAsTheyAre() throws IOException {
        Path file = days(150, t -> t % 10 == 9 ? -400 : 100 + t % 7);
        JsonNode answer = json("forecast", file);
        assertTrue(answer.get("rows").size() > 0 && !notes(answer).contains("not taken"), notes(answer));
        assertTrue(answer.get("rows").findValues("lo-95").stream().anyMatch(v -> v.asDouble() < 0), "a floor of 0");
        assertEquals(List.of(), alerts(file), "less spend is no alarm");
    }

    /** The last days come in late and are restated upwards: what was said of the days before does not change. */
    @Test
    void restatedDaysChangeNothingBeforeThem() throws IOException {
        IntToDoubleFunction spend = t -> 100 + 15 * (t % 7) + t * 7919 % 13 + (t == 90 ? 300 : 0);
        Path early = days(140, t -> spend.applyAsDouble(t) * (t >= 137 ? 0.4 : 1));
        Path restated = days(140, spend);
        JsonNode before = json("anomalies", early).get("rows");
        JsonNode after = json("anomalies", restated).get("rows");
        for (int t = 0; t < 137; t++) {
            assertEquals(before.get(t), after.get(t));
        }
        assertTrue(alerts(early).contains(FIRST.plusDays(90).toString()));
        assertEquals(alerts(early), alerts(restated), "the late days as they are in the end are ordinary");
        assertEquals(28, forecast(early).size());
        double low = forecast(early).get(0).get("mean").asDouble();
        double whole = forecast(restated).get(0).get("mean").asDouble();
        assertTrue(low > 60 && low <= whole, "three low days do not pull the forecast down with them: " + low);
    }

    private List<JsonNode> forecast(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        json("forecast", file).get("rows").forEach(rows::add);
        return rows;
    }

    private List<String> alerts(Path file) throws IOException {
        List<String> alerts = new ArrayList<>();
        for (JsonNode row : json("anomalies", file).get("rows")) {
            if (row.get("is_anomaly").asBoolean()) {
                alerts.add(row.get("ds").asText());
            }
        }
        return alerts;
    }

    private static JsonNode json(String command, Path file) throws IOException {
        Said said = Said.lepton(command, file.toString(), "--json");
        assertEquals(0, said.code(), said.err());
        return said.json();
    }

    private static String notes(JsonNode answer) {
        return answer.get("notes").toString();
    }

    private Path days(int count, IntToDoubleFunction value) throws IOException {
        StringBuilder text = new StringBuilder("ds,y\n");
        for (int t = 0; t < count; t++) {
            text.append(FIRST.plusDays(t))
                    .append(',')
                    .append(value.applyAsDouble(t))
                    .append('\n');
        }
        return file(text);
    }

    private Path file(CharSequence text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "series", ".csv"), text);
    }
}
