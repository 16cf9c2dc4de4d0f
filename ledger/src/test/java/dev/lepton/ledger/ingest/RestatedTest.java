package dev.lepton.ledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import dev.lepton.ledger.TestWorkspace;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said again: files that stand for others of their name, and samples that two files have. */
final class RestatedTest {
    private static final String HEADER = "ts,seconds,node,namespace,pod,cpu_request\n";

    @TempDir
    private Path dir;

    private TestWorkspace test;

    @BeforeEach
    void setUp() {
        test = new TestWorkspace(dir);
    }

    @AfterEach
    void tearDown() {
        test.close();
    }

    @Test
    void correctedSamplesStandForThoseOfTheSameName() {
        usage("week.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,1\n", false);
        usage("other.csv", HEADER + "2026-11-02T00:00:00Z,300,n,a,p,1\n", false);
        ImportResult corrected = usage("week.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,2\n", true);
        assertEquals(List.of("other.csv", "week.csv"), sources(Kind.USAGE));
        assertTrue(test.workspace.manifest().segments().contains(corrected.segment()));
        assertEquals(List.of(), Doubled.in(test.workspace.manifest()), "what is replaced is not counted twice");
    }

    @Test
    void bytesThatAreThereAlreadyCanStandForTheOthersOfTheirName() {
        ImportResult first = usage("week.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,1\n", false);
        usage("week.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,2\n", false);
        ImportResult again = usage("week.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,1\n", true);
        assertEquals(List.of(first.segment()), test.workspace.manifest().segments());
        assertFalse(again.known());
        assertTrue(usage("week.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,1\n", true)
                .known());
    }

    @Test
    void aFileOfWhichNothingIsTakenReplacesNothing() {
        usage("week.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,1\n", false);
        usage("week.csv", HEADER + "never,300,n,a,p,1\n", true);
        assertEquals(2, sources(Kind.USAGE).size());
    }

    @Test
    void correctedJobsAndBillsStandForThoseOfTheSameName() {
        for (String text : List.of("one", "two")) {
            Path file = test.write("jobs.csv", text);
            test.workspace.write(draft -> new JobsImport(test.engine, draft)
                    .run(
                            file,
                            "",
                            text.equals("two"),
                            (jobs, failures) -> jobs.accept(job()),
                            List.of(),
                            TestWorkspace.NOW));
        }
        assertEquals(1, sources(Kind.JOBS).size());
        for (String cost : List.of("1", "2")) {
            Path file = test.write("bill.csv", "ChargePeriodStart,BilledCost\n2026-01-01," + cost + "\n");
            test.workspace.write(draft -> new FocusImport(test.engine, draft, Progress.silent())
                    .run(file, cost.equals("2"), TestWorkspace.NOW));
        }
        assertEquals(1, sources(Kind.CHARGES).size());
    }

    @Test
    void samplesOfTwoFilesAreFoundAndStay() {
        usage("a.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,1\n2026-11-01T00:05:00Z,300,n,a,p,1\n", false);
        usage(
                "b.csv",
                HEADER + "2026-11-01T00:05:00Z,300,n,a,p,1\n2026-11-01T00:05:00Z,300,n,a,q,1\n"
                        + "2026-11-01T00:05:00Z,300,m,a,p,1\n2026-11-01T00:10:00Z,300,n,a,p,1\n",
                false);
        assertEquals(List.of(new Doubled(1, "b.csv", "a.csv")), Doubled.in(test.workspace.manifest()));
        assertEquals(
                6,
                test.workspace.manifest().of(Kind.USAGE).stream()
                        .mapToLong(Segment::rows)
                        .sum());
        usage("a.csv", HEADER + "2026-11-01T00:00:00Z,300,n,a,p,1\n", true);
        assertEquals(List.of(), Doubled.in(test.workspace.manifest()), "mended by --replace");
    }

    @Test
    void whereNoWorkloadIsNamedItsOwnerTellsSamplesApart() {
        usage("a.csv", "ts,seconds,node,team\n2026-11-01,300,n,x\n", false);
        usage("b.csv", "ts,seconds,node,team\n2026-11-01,300,n,y\n", false);
        assertEquals(List.of(), Doubled.in(test.workspace.manifest()));
        usage("c.csv", "ts,seconds,node,team\n2026-11-01,300,n,y\n", true);
        assertEquals(0, Doubled.in(test.workspace.manifest()).size(), "b's bytes under another name are known");
        usage("d.csv", "ts,seconds,team,node\n2026-11-01,300,y,n\n", false);
        assertEquals(List.of(new Doubled(1, "d.csv", "b.csv")), Doubled.in(test.workspace.manifest()));
    }

    private static Job job() {
        return new Job(
                "1",
                "train",
                new Owner(Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                new Lifetime(Optional.empty(), Optional.empty(), Optional.empty()),
                new Resources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(),
                Optional.empty(),
                Labels.NONE,
                new Utilisation(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private ImportResult usage(String name, String csv, boolean replace) {
        Path file = test.write(name, csv);
        return test.workspace.write(draft -> new UsageImport(test.engine, draft, Progress.silent())
                .run(file, 0, replace, List.of(), TestWorkspace.NOW));
    }

    private List<String> sources(Kind kind) {
        return test.workspace.manifest().of(kind).stream().map(Segment::source).toList();
    }
}
