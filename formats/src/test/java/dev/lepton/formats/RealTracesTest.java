package dev.lepton.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Pool;
import dev.lepton.formats.fleet.OpenBNodes;
import dev.lepton.formats.jobs.JobList;
import dev.lepton.formats.jobs.OpenBPods;
import dev.lepton.formats.jobs.PhillyJobs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real traces, whole; skipped where the shared data folder is not beside the checkout. */
final class RealTracesTest {
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void philly() {
        Path file = Reads.shared("philly/philly.csv.gz");
        assertEquals(JobList.PHILLY, JobList.of(file));
        Reads<Job> read =
                Reads.of((jobs, failures, bytes) -> PhillyJobs.read(file, ZoneOffset.UTC, jobs, failures, bytes));
        assertEquals(82_247, read.rows.size());
        assertEquals(List.of(), read.failures);
        assertEquals(
                List.of("82247 jobs are taken to start when they were submitted; the trace does not say when"),
                read.notes());
        Map<String, BigDecimal> hoursByTeam = read.rows.stream()
                .collect(Collectors.toMap(
                        job -> job.owner().team().orElseThrow(),
                        job -> job.gpuHours(LATER).orElseThrow(),
                        BigDecimal::add,
                        TreeMap::new));
        assertEquals(15, hoursByTeam.size());
        assertEquals("978078.47", rounded(hoursByTeam.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        assertEquals("256112.18", rounded(java.util.Objects.requireNonNull(hoursByTeam.get("ee9e8c"))));
        assertEquals("1243 at 2017-10-21T23:03:38Z", peakGpus(read.rows));
    }

    private static String rounded(BigDecimal hours) {
        return hours.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** The most GPUs held at once and since when; a job's end is not part of it. */
    private static String peakGpus(List<Job> jobs) {
        TreeMap<Instant, BigDecimal> changes = new TreeMap<>();
        for (Job job : jobs) {
            BigDecimal gpus = job.resources().gpus().orElseThrow();
            changes.merge(job.lifetime().started().orElseThrow(), gpus, BigDecimal::add);
            changes.merge(job.lifetime().ended().orElseThrow(), gpus.negate(), BigDecimal::add);
        }
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal peak = BigDecimal.ZERO;
        Instant when = Instant.EPOCH;
        for (Map.Entry<Instant, BigDecimal> change : changes.entrySet()) {
            held = held.add(change.getValue());
            if (held.compareTo(peak) > 0) {
                peak = held;
                when = change.getKey();
            }
        }
        return peak + " at " + when;
    }

    @ParameterizedTest
    @CsvSource({
        "cpu050,7439,878",
        "cpu100,7853,883",
        "cpu200,8832,927",
        "cpu250,9420,934",
        "default,8152,897",
        "gpushare100,8152,1209",
        "gpushare40,8152,981",
        "gpushare60,8152,1050",
        "gpushare80,8152,1146",
        "gpuspec10,8152,897",
        "gpuspec20,8152,897",
        "gpuspec25,8152,897",
        "gpuspec33,8152,897",
        "multigpu20,8324,0",
        "multigpu30,8508,0",
        "multigpu40,8746,0",
        "multigpu50,9061,0"
    })
    void openbPods(String list, int pods, int neverStarted) {
        Path file = Reads.shared("openb/openb_pod_list_" + list + ".csv");
        assertEquals(JobList.OPENB, JobList.of(file));
        Reads<Job> read = Reads.of((jobs, failures, bytes) ->
                OpenBPods.read(file, Instant.parse("2023-01-01T00:00:00Z"), jobs, failures, bytes));
        assertEquals(pods, read.rows.size());
        assertEquals(List.of(), read.failures);
        assertEquals(List.of(), read.reading.ignoredColumns());
        Optional<JobState> never = Optional.of(JobState.NEVER_STARTED);
        assertEquals(
                neverStarted,
                read.rows.stream().filter(j -> j.state().equals(never)).count());
        boolean timed = !list.startsWith("multigpu");
        assertTrue(read.rows.stream().allMatch(job -> job.state().isPresent() == timed));
    }

    @ParameterizedTest
    @CsvSource({"all_node,1523,6212", "gpu_node,1213,6212"})
    void openbNodes(String list, int nodes, int gpus) {
        Path file = Reads.shared("openb/openb_node_list_" + list + ".csv");
        Reads<Pool> read = Reads.of((pools, failures, bytes) -> OpenBNodes.read(file, pools, failures, bytes));
        assertEquals(nodes, read.rows.size());
        assertEquals(List.of(), read.failures);
        assertEquals(
                gpus,
                read.rows.stream()
                        .mapToInt(pool -> pool.each().gpus().orElseThrow().intValueExact())
                        .sum());
    }
}
