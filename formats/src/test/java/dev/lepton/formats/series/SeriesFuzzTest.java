package dev.lepton.formats.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.forecast.Series;
import dev.lepton.formats.RecordCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all: readers of series answer with finite values at even steps and with failures, or with a {@link Problem}, and with
 * nothing else. How to look for new inputs stands at {@code ReadersFuzzTest}.
 */
final class SeriesFuzzTest {
    private static final String DURATION = "60s";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dir;

    @FunctionalInterface
    private interface Reader {
        void read(Path file);
    }

    private static void fuzz(byte[] bytes, Reader reader) throws IOException {
        Path file = Files.write(dir.resolve("fuzzed.csv"), bytes);
        try {
            reader.read(file);
        } catch (Problem problem) {
            assertEquals(Problem.Kind.INPUT, problem.kind(), problem.getMessage());
        }
    }

    private static void sound(Series series) {
        assertTrue(series.size() > 0);
        for (int i = 0; i < series.size(); i++) {
            assertTrue(Double.isFinite(series.value(i)), series.id() + " at " + i);
        }
        for (int i = 1; i < Math.min(series.size(), 50); i++) {
            assertTrue(series.at(i - 1).isBefore(series.at(i)), series.id() + " at " + i);
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void series(byte[] bytes) throws IOException {
        fuzz(bytes, file -> {
            SeriesCsv.ReadSeries read = SeriesCsv.read(file);
            read.series().forEach(SeriesFuzzTest::sound);
            assertEquals(read.series().size(), read.paths().size());
            assertTrue(read.failures().size() <= lines(bytes));
        });
    }

    @FuzzTest(maxDuration = DURATION)
    void watched(byte[] bytes) throws IOException {
        fuzz(bytes, file -> {
            WatchedCsv.ReadWatched read = WatchedCsv.read(file);
            assertTrue(read.failures().size() <= lines(bytes));
            for (WatchedCsv.Watched one : read.watched()) {
                sound(one.series());
                Instant first = one.series().at(0);
                for (Map<String, Map<Instant, Double>> parts : one.parts().values()) {
                    for (Map<Instant, Double> part : parts.values()) {
                        part.forEach((at, value) -> assertTrue(!at.isBefore(first) && Double.isFinite(value)));
                    }
                }
            }
            assertTrue(!read.watched().isEmpty() || read.failures().size() == lines(bytes));
        });
    }

    @FuzzTest(maxDuration = DURATION)
    void columnsThatName(byte[] bytes) throws IOException {
        fuzz(
                bytes,
                file -> SeriesCsv.read(file, List.of("team", "model"), "mean")
                        .series()
                        .forEach(SeriesFuzzTest::sound));
    }

    @FuzzTest(maxDuration = DURATION)
    void plannedChanges(byte[] bytes) throws IOException {
        fuzz(bytes, PlannedChangesCsv::read);
    }

    private static long lines(byte[] bytes) {
        boolean zipped = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
        return zipped ? Long.MAX_VALUE : RecordCount.dataLines(bytes, ',', true);
    }
}
