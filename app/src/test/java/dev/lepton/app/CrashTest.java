package dev.lepton.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.app.wiring.Imports;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.ingest.Progress;
import dev.lepton.ledger.store.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports killed at random moments, fifty times: after each the workspace is as it was before or as it is after, and in
 * the end every row is there once. The seed is fixed; the moment that a kill hits depends on the machine.
 */
final class CrashTest {
    private static final int KILLS = 50;
    private static final int ROWS = 4_000;
    private static final long SEED = 42;
    private static final Instant NOW = Instant.parse("2026-11-18T00:00:00Z");

    @TempDir
    private Path dir;

    @Test
    void fiftyImportsKilledLoseNothingAndDoubleNothing() throws Exception {
        Path workspace = dir.resolve("workspace");
        Session.init(workspace);
        Random random = new Random(SEED);
        long wholeMillis = wholeRun(workspace);
        int before = 0;
        int after = 0;
        for (int i = 0; i < KILLS; i++) {
            Path file = evidence(i);
            long segments = manifest(workspace).size();
            Process process = start(workspace, kind(i), file);
            // From the start of the work to a little after its usual end.
            if (!process.waitFor(wholeMillis / 3 + random.nextLong(wholeMillis), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            List<Segment> now = manifest(workspace);
            assertTrue(now.size() == segments || now.size() == segments + 1, "kill " + i + " of seed " + SEED);
            if (now.size() == segments) {
                before++;
            } else {
                after++;
            }
            assertWhole(workspace, now);
        }
        assertTrue(
                before >= 5,
                "Only " + before + " of " + KILLS + " kills came before the commit, " + after + " after it.");
        importAll(workspace);
        List<Segment> all = manifest(workspace);
        assertEquals((KILLS + 1L) * ROWS, all.stream().mapToLong(Segment::rows).sum());
        assertEquals(KILLS + 1, all.size());
        assertEquals(Set.of(), leftovers(workspace, all), "what crashes left is removed by the next writer");
    }

    @Test
    void aSecondWriterIsToldToWait() throws IOException {
        Path workspace = dir.resolve("workspace");
        Session.init(workspace);
        try (Session first = Session.open(workspace);
                Session second = Session.open(workspace)) {
            Path file = evidence(1);
            first.workspace().write(draft -> {
                Problem problem = org.junit.jupiter.api.Assertions.assertThrows(
                        Problem.class,
                        () -> new Imports(second, NOW, Progress.silent())
                                .run(Imports.Kind.USAGE, file, Imports.Options.DEFAULT));
                assertEquals(Problem.Kind.OUTSIDE, problem.kind());
                return draft;
            });
        }
    }

    /** How long an import takes here when nobody kills it. */
    private long wholeRun(Path workspace) throws Exception {
        long start = System.nanoTime();
        Process process = start(workspace, kind(KILLS), evidence(KILLS));
        assertEquals(0, process.waitFor());
        return Math.max(300, (System.nanoTime() - start) / 1_000_000);
    }

    private static String kind(int i) {
        return i % 2 == 0 ? "usage" : "focus";
    }

    /** A file of its own for each import, with as many good rows and one that is refused. */
    private Path evidence(int i) throws IOException {
        Path file = dir.resolve(kind(i) + i + ".csv");
        StringBuilder csv = new StringBuilder(
                i % 2 == 0
                        ? "ts,seconds,node,namespace,cpu_request,cpu_usage\n"
                        : "ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,ServiceName\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append(
                    i % 2 == 0
                            ? "2026-11-01T00:00:00Z,300,n" + row + ",ns" + i + ",1,0.5\n"
                            : "2026-11-01T00:00:00Z,2026-11-02T00:00:00Z," + row + "." + i + ",1,s" + i + "\n");
        }
        csv.append(i % 2 == 0 ? "never,300,n,ns,1,1\n" : "never,2026-11-02T00:00:00Z,1,1,s\n");
        Files.writeString(file, csv);
        return file;
    }

    private static Process start(Path workspace, String kind, Path file) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("import", kind, file.toString(), "--workspace", workspace.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void importAll(Path workspace) throws IOException {
        try (Session session = Session.open(workspace)) {
            Imports imports = new Imports(session, NOW, Progress.silent());
            for (int i = 0; i <= KILLS; i++) {
                imports.run(i % 2 == 0 ? Imports.Kind.USAGE : Imports.Kind.FOCUS, evidence(i), Imports.Options.DEFAULT);
            }
        }
    }

    private static List<Segment> manifest(Path workspace) {
        return dev.lepton.ledger.store.Workspace.open(workspace).manifest().segments();
    }

    /** Every segment that counts can be read whole and has its rows. */
    private static void assertWhole(Path workspace, List<Segment> segments) {
        try (Session session = Session.open(workspace)) {
            for (Segment segment : segments) {
                assertEquals(ROWS, segment.rows());
                assertEquals(1, segment.failures());
                session.engine()
                        .query(
                                "SELECT count(*) FROM read_parquet('" + workspace.resolve(segment.path()) + "')",
                                r -> assertEquals(ROWS, r.getLong(1)));
                assertTrue(Files.exists(workspace.resolve(segment.sibling(".failures.csv"))));
            }
        }
    }

    private static Set<String> leftovers(Path workspace, List<Segment> segments) throws IOException {
        Set<String> known = new TreeSet<>();
        segments.forEach(s -> known.add(s.sibling("")));
        Set<String> left = new TreeSet<>();
        try (Stream<Path> files = Files.walk(workspace.resolve("facts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = workspace.relativize(file).toString();
                if (known.stream().noneMatch(k -> name.startsWith(k + "."))) {
                    left.add(name);
                }
            }
        }
        return left;
    }
}
