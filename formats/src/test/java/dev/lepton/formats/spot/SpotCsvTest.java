package dev.lepton.formats.spot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.spot.SpotSample;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of availability: both forms of time, and what is refused. */
final class SpotCsvTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Reads<SpotSample> read(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("spot.csv"), content);
        return Reads.of((rows, failures, bytes) -> SpotCsv.read(file, ZoneOffset.UTC, rows, failures, bytes));
    }

    @Test
    void timesAndZones() throws IOException {
        Reads<SpotSample> read =
                read("zone,ts,available\nus-east-1a,2026-11-24T10:00:00+01:00,TRUE\nus-east-1b,2026-11-24 09:06,no\n");
        assertEquals(List.of(), read.failureLines());
        assertEquals(
                List.of(
                        new SpotSample(Instant.parse("2026-11-24T09:00:00Z"), "us-east-1a", true),
                        new SpotSample(Instant.parse("2026-11-24T09:06:00Z"), "us-east-1b", false)),
                read.rows);
    }

    @Test
    void hoursOfOneZone() throws IOException {
        Reads<SpotSample> read = read("ts,available\n0,1\n0.1,0\n12.25,yes\n");
        assertEquals(List.of(), read.failureLines());
        assertEquals(
                List.of(
                        new SpotSample(Instant.EPOCH, "zone", true),
                        new SpotSample(Instant.EPOCH.plusSeconds(360), "zone", false),
                        new SpotSample(Instant.EPOCH.plusSeconds(44_100), "zone", true)),
                read.rows);
    }

    @Test
    void badRowsAreFailuresAndTheRestIsRead() throws IOException {
        Reads<SpotSample> read = read("""
                ts,zone,available
                0,a,1
                1,a,maybe
                ,a,1
                2,a,
                soon,a,1
                2026-11-24,a,1
                0.0,a,0
                -1,a,1
                3,a,1,9
                4,a,0
                """);
        assertEquals(
                List.of(
                        "3 UNKNOWN_VALUE available is 'maybe'",
                        "4 MISSING_VALUE ts is empty",
                        "5 MISSING_VALUE available is empty",
                        "6 NOT_A_TIME ts is 'soon'",
                        "7 NOT_A_TIME ts is '2026-11-24', and the rows before have hours",
                        "8 DUPLICATE zone 'a' has another row at '0.0'",
                        "9 NOT_A_TIME ts is '-1'",
                        "10 WRONG_FIELD_COUNT 4 fields, and 3 in the header"),
                read.failureLines());
        assertEquals(2, read.rows.size());
        assertEquals(10, read.reading.dataLines());
    }

    @Test
    void aFileWithoutTheColumnsIsRefused() {
        Problem problem = assertThrows(Problem.class, () -> read("time,up\n1,1\n"));
        assertTrue(String.valueOf(problem.getMessage()).contains("ts"), problem.getMessage());
    }
}
