package dev.lepton.formats.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units in use by the hour, from each form. */
final class HourlyUsageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path dir;

    private HourlyUsage read(String text) throws IOException {
        return HourlyUsage.read(Files.writeString(dir.resolve("usage.csv"), text));
    }

    private static List<String> shown(HourlyUsage usage) {
        return usage.units().stream()
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .toList();
    }

    @Test
    void unitsInAnyOrderAndHoursThatAreMissing() throws IOException {
        HourlyUsage usage = read("""
                ts,units,seconds
                2026-01-01T03:00:00Z,2,
                2026-01-01T00:30:00Z,4,
                2026-01-01T00:00:00Z,1.5,1800
                yesterday,1,
                2026-01-01T00:00:00Z,1,90000
                """);
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), usage.start());
        assertEquals(List.of("2.75", "2", "0", "2"), shown(usage));
        assertEquals(1, usage.unseen());
        assertFalse(usage.ofGpus());
        assertEquals(
                List.of(Reason.NOT_A_TIME, Reason.OUT_OF_RANGE),
                usage.failures().stream().map(f -> f.reason()).toList());
    }

    @Test
    void partsOfGpusAddUpExactly() throws IOException {
        HourlyUsage usage = read("""
                ts,seconds,node,kind,gpu_request,gpu_kind,gpu_of
                2026-01-01T00:00:00Z,3600,a,,3,mig,7
                2026-01-01T00:00:00Z,3600,a,,4,mig,7
                2026-01-01T00:00:00Z,3600,a,,250,per-mille,
                2026-01-01T00:00:00Z,3600,a,,50,mps,
                2026-01-01T00:00:00Z,3600,a,node,8,,
                2026-01-01T00:00:00Z,3600,a,,1,mig,
                2026-01-01T00:00:00Z,3600,a,,1,slices,2
                2026-01-01T00:00:00Z,,a,,1,,
                """);
        assertTrue(usage.ofGpus());
        assertEquals(List.of("1.75"), shown(usage));
        assertEquals(
                List.of(Reason.MISSING_VALUE, Reason.UNKNOWN_VALUE, Reason.MISSING_VALUE),
                usage.failures().stream().map(f -> f.reason()).toList());
    }

    @Test
    void jobsHoldTheirGpusFromStartToEnd() throws IOException {
        HourlyUsage usage = read("""
                timestamp,duration,num_gpus,gpu_time,cluster
                2017-10-09 07:30:00,7200.0,2,14400.0,a
                2017-10-09 07:00:00,1800.0,1,1800.0,a
                2017-10-09 07:00:00,0.0,4,0.0,a
                """);
        assertEquals(List.of("1.5", "2", "1"), shown(usage));
        assertEquals(1, usage.untimed());
    }

    @Test
    void whatIsNoUsage() {
        assertThrows(Problem.class, () -> read("ts,units\n"));
        assertThrows(Problem.class, () -> read("day,cost\n2026-01-01,3\n"));
        assertThrows(Problem.class, () -> read("ts,units\n1980-01-01T00:00Z,1\n2026-01-01T00:00Z,1\n"));
    }
}
