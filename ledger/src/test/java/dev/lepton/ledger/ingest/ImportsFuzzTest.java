package dev.lepton.ledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.query.Facts;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.EngineSettings;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all as a bill or as usage samples: the import says what is wrong with the file as a {@link Problem} of the
 * user's input and leaves nothing behind, or takes it, and then rows and failures are all the rows there are, every
 * failure is listed, and questions can read what was taken.
 *
 * <p>{@code ./build test} runs the inputs kept beside this class. To look for new ones, one method at a time:
 * {@code JAZZER_FUZZ=1 ./build -pl core,ledger -am test -Dtest='ImportsFuzzTest#usage'
 * -Dsurefire.failIfNoSpecifiedTests=false}; what it finds is kept there.
 */
final class ImportsFuzzTest {
    private static final String DURATION = "150s";
    private static final Instant NOW = Instant.parse("2026-11-18T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dir;

    @SuppressWarnings("NullAway.Init")
    private static Engine engine;

    private static long runs;

    @BeforeAll
    static void start() {
        engine = new Engine(new EngineSettings("1GB", 1, dir.resolve("spill")));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @FuzzTest(maxDuration = DURATION)
    void focus(byte[] bytes) throws IOException {
        Path file = file(bytes);
        check(
                bytes,
                Kind.CHARGES,
                "charges",
                draft -> new FocusImport(engine, draft, Progress.silent()).run(file, false, NOW));
    }

    @FuzzTest(maxDuration = DURATION)
    void usage(byte[] bytes) throws IOException {
        Path file = file(bytes);
        check(
                bytes,
                Kind.USAGE,
                "usage_samples",
                draft -> new UsageImport(engine, draft, Progress.silent()).run(file, 300, false, List.of(), NOW));
    }

    private static Path file(byte[] bytes) throws IOException {
        return Files.write(dir.resolve("fuzzed"), bytes);
    }

    private static void check(byte[] bytes, Kind kind, String view, Function<Workspace.Draft, ImportResult> run)
            throws IOException {
        Workspace workspace = Workspace.create(dir.resolve("workspace" + runs++), "");
        try {
            ImportResult result = workspace.write(run);
            assertEquals(List.of(result.segment()), workspace.manifest().of(kind));
            assertAddsUp(bytes, kind, workspace, result.segment());
            new Facts(engine, workspace);
            engine.query("SELECT bit_xor(hash(every)) FROM " + view + " every", r -> {});
        } catch (Problem problem) {
            assertEquals(Problem.Kind.INPUT, problem.kind(), problem.getMessage());
            assertEquals(List.of(), workspace.manifest().segments());
            assertEquals(Set.of(), factFiles(workspace), "left behind");
        } finally {
            remove(workspace.dir());
        }
    }

    private static void assertAddsUp(byte[] bytes, Kind kind, Workspace workspace, Segment segment) throws IOException {
        Path listed = workspace.dir().resolve(segment.sibling(".failures.csv"));
        assertEquals(segment.failures() > 0, Files.exists(listed));
        if (segment.failures() > 0) {
            engine.query(
                    "SELECT count(*) FROM read_csv(" + Engine.literal(listed.toString())
                            + ", header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',')",
                    r -> assertEquals(segment.failures(), r.getLong(1)));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean plain = text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127 && c != '"'));
        if (plain) {
            long lines = text.lines().filter(line -> !line.isEmpty()).count() - 1;
            long whole = segment.rows() + segment.failures();
            boolean cut = kind == Kind.USAGE && whole > lines; // a long sample becomes several rows
            assertTrue(cut || whole == lines, lines + " lines, but " + segment);
        }
    }

    private static Set<String> factFiles(Workspace workspace) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.walk(workspace.dir().resolve("facts"))) {
            files.filter(Files::isRegularFile).forEach(f -> names.add(f.toString()));
        }
        return names;
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(all::add);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
