package dev.lepton.formats.projects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.predict.Cleaned;
import dev.lepton.core.predict.Cleaning;
import dev.lepton.core.predict.RawTable;
import dev.lepton.formats.RecordCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all: a table of projects has as many rows and failures as lines, and each row as many texts as there are
 * columns; what is made of it tells every line left out. How to look for new inputs stands at {@code ReadersFuzzTest}.
 */
final class ProjectsFuzzTest {
    private static final String DURATION = "60s";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dir;

    @FuzzTest(maxDuration = DURATION)
    void projects(byte[] bytes) throws IOException {
        Path file = Files.write(dir.resolve("fuzzed.csv"), bytes);
        ProjectsCsv.ReadProjects read;
        try {
            read = ProjectsCsv.read(file);
        } catch (Problem problem) {
            assertEquals(Problem.Kind.INPUT, problem.kind(), problem.getMessage());
            return;
        }
        RawTable table = read.table();
        table.rows().forEach(r -> assertEquals(table.columns().size(), r.texts().size(), "line " + r.line()));
        long all = (long) table.rows().size() + read.failures().size();
        if (!(bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b)) {
            assertTrue(
                    all == RecordCount.dataLines(bytes, ',', true) || all == RecordCount.dataLines(bytes, ';', true),
                    all + " lines");
        }
        clean(table);
    }

    private static void clean(RawTable table) {
        String target = table.columns().get(table.columns().size() - 1);
        Cleaned cleaned;
        try {
            cleaned = Cleaning.of(table, target, Set.of());
        } catch (IllegalArgumentException said) {
            assertTrue(String.valueOf(said.getMessage()).length() > 10, "It does not say what is wrong.");
            return;
        }
        assertEquals(
                table.rows().size(),
                cleaned.train().rows().size()
                        + cleaned.test().rows().size()
                        + cleaned.dropped().size());
        cleaned.train().rows().forEach(r -> assertTrue(Double.isFinite(r.target()), "line " + r.line()));
    }
}
