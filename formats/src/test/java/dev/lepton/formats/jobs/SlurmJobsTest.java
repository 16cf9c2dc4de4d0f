package dev.lepton.formats.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.workload.ExitStatus;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sacct} prints, read line by line. */
@SuppressWarnings("NullAway.Init")
final class SlurmJobsTest {
    @TempDir
    private Path dir;

    private Reads<Job> read;
    private Map<String, Job> jobs;

    @BeforeEach
    void readTheSample() throws IOException {
        Path file = Reads.resource(dir, SlurmJobsTest.class, "sacct.txt");
        read = Reads.of((rows, failures, bytes) -> SlurmJobs.read(file, ZoneOffset.UTC, rows, failures, bytes));
        jobs = read.rows.stream().collect(Collectors.toMap(Job::id, Function.identity()));
    }

    private Job job(String id) {
        return java.util.Objects.requireNonNull(jobs.get(id), id);
    }

    @Test
    void stepsAreNoJobsAndLinesAddUp() {
        assertEquals(
                List.of("48211", "48212", "48213_1", "48213_[2-9%4]", "48214+0", "48214+1", "48215", "48216", "48217"),
                read.rows.stream().map(Job::id).toList());
        assertEquals(19, read.reading.dataLines());
        assertEquals(3, read.reading.failures());
        assertEquals(16, read.reading.rows());
        assertEquals(
                List.of(
                        "6 lines are job steps, folded into their jobs",
                        "1 job steps stand without their job and were left out",
                        "1 lines stand for array tasks that have not started, many in one",
                        "1 jobs hold a share of a GPU (shard or mps); how much is not known",
                        "1 jobs say they started before they were submitted; Submit was left out",
                        "1 jobs have another Elapsed than End - Start (suspended, or clocks moved)"),
                read.notes());
    }

    @Test
    void badLinesAreFailures() {
        assertEquals(
                List.of(
                        "17 MISSING_VALUE end is not known, though state is 'COMPLETED'",
                        "19 WRONG_FIELD_COUNT 18 fields, and 17 in the header",
                        "20 UNKNOWN_VALUE state is 'LEVITATING'"),
                read.failureLines());
    }

    @Test
    void aJobWithItsSteps() {
        Job job = job("48211");
        assertEquals("train-llm", job.name());
        assertEquals(new Owner(Optional.of("mira"), Optional.of("nlp")), job.owner());
        assertEquals(Optional.of("a100"), job.partition());
        assertEquals(Optional.of(JobState.COMPLETED), job.state());
        assertEquals(Optional.of(new BigDecimal("16")), job.resources().gpus());
        assertEquals(Optional.of("a100"), job.resources().gpuModel());
        assertEquals(Optional.of(new BigDecimal("128")), job.resources().vcpus());
        assertEquals(Optional.of(new BigDecimal("2000")), job.resources().memoryGib());
        assertEquals(List.of("gpu001", "gpu002"), job.nodes());
        assertEquals(Optional.of("normal"), job.labels().get("qos"));
        assertEquals(0, new BigDecimal("32").compareTo(gpuHours(job)));
        // 1,440 % for 7,140 s on 16 GPUs over 7,200 s; CPU 132 h of 128 x 2 h.
        assertEquals(Optional.of(new BigDecimal("0.8925")), job.utilisation().gpu());
        assertEquals(Optional.of(new BigDecimal("0.515625")), job.utilisation().cpu());
        assertEquals(Optional.of(new BigDecimal("512")), job.utilisation().peakMemoryGib());
    }

    private static BigDecimal gpuHours(Job job) {
        return job.gpuHours(Instant.parse("2025-03-03T11:00:30Z")).orElseThrow();
    }

    @Test
    void aCancelledJobKeepsWhatItHeld() {
        Job job = job("48212");
        assertEquals("notebook \"x\"", job.name());
        assertEquals(Optional.of(JobState.CANCELLED), job.state());
        assertEquals(Optional.of(new ExitStatus(0, 15)), job.exit());
        assertEquals(Optional.of(new BigDecimal("62.50")), job.resources().memoryGib());
        assertEquals(0, new BigDecimal("0.5").compareTo(gpuHours(job)));
        assertEquals(Optional.of(new BigDecimal("2")), job.utilisation().peakMemoryGib());
        assertEquals(Optional.empty(), job.utilisation().gpu());
    }

    @Test
    void aJobCancelledWhileItWaitedHeldNothing() {
        Job job = job("48215");
        assertEquals(Optional.of(JobState.CANCELLED), job.state());
        assertEquals(Optional.empty(), job.lifetime().started());
        assertEquals(
                Optional.of(Instant.parse("2025-03-03T10:06:00Z")),
                job.lifetime().ended());
        assertEquals(Optional.of(new BigDecimal("8")), job.resources().gpus());
        assertEquals(Optional.empty(), job.gpuHours(Instant.parse("2026-01-01T00:00:00Z")));
        assertEquals(List.of(), job.nodes());
    }

    @Test
    void arraysAndHeterogeneousJobs() {
        assertEquals(Optional.of(JobState.FAILED), job("48213_1").state());
        assertEquals(Optional.of(new ExitStatus(1, 0)), job("48213_1").exit());
        assertEquals(Optional.empty(), job("48213_1").resources().gpuModel());
        Job waiting = job("48213_[2-9%4]");
        assertEquals(Optional.of(JobState.PENDING), waiting.state());
        assertEquals(
                new Lifetime(Optional.of(Instant.parse("2025-03-03T09:00:00Z")), Optional.empty(), Optional.empty()),
                waiting.lifetime());
        Job first = job("48214+0");
        assertEquals(Optional.of(JobState.RUNNING), first.state());
        assertEquals(Optional.empty(), first.lifetime().ended());
        assertEquals(Optional.of("h100"), first.resources().gpuModel());
        assertEquals(0, BigDecimal.TWO.compareTo(gpuHours(first)));
        Job second = job("48214+1");
        assertEquals(Optional.of(BigDecimal.ZERO), second.resources().gpus());
        assertEquals(Optional.of(new BigDecimal("1024")), second.resources().memoryGib());
        assertEquals(List.of("cpu07", "cpu09", "cpu10"), second.nodes());
    }

    @Test
    void aShareOfAGpuIsUnknownNotZero() {
        assertEquals(Optional.empty(), job("48216").resources().gpus());
        assertEquals(Optional.of(JobState.TIMED_OUT), job("48216").state());
        assertEquals(Optional.of(new BigDecimal("8")), job("48216").resources().memoryGib());
    }

    @Test
    void gpusOfSeveralModelsAddUpWithoutAModel() {
        Job job = job("48217");
        assertEquals(Optional.of(new BigDecimal("3")), job.resources().gpus());
        assertEquals(Optional.empty(), job.resources().gpuModel());
        assertEquals(Optional.of(JobState.OUT_OF_MEMORY), job.state());
        assertEquals(Optional.empty(), job.lifetime().submitted());
    }

    @Test
    void timesAreReadByTheControllersClock() {
        Path file = dir.resolve("sacct.txt");
        Reads<Job> berlin = Reads.of(
                (rows, failures, bytes) -> SlurmJobs.read(file, ZoneId.of("Europe/Berlin"), rows, failures, bytes));
        assertEquals(
                Optional.of(Instant.parse("2025-03-03T07:05:00Z")),
                berlin.rows.get(0).lifetime().started());
    }

    @Test
    void requestedResourcesWillDoWhereNoneAreAllocated() throws IOException {
        Path file = Files.writeString(dir.resolve("short.txt"), """
                JobID|State|Start|End|ReqTRES
                1|COMPLETED|2025-01-01T00:00:00|2025-01-01T01:00:00|cpu=2,mem=4G
                1.0|COMPLETED|2025-01-01T00:00:00|2025-01-01T01:00:00|
                .0|COMPLETED|||
                """);
        Reads<Job> read =
                Reads.of((rows, failures, bytes) -> SlurmJobs.read(file, ZoneOffset.UTC, rows, failures, bytes));
        assertEquals(Optional.of(BigDecimal.ZERO), read.rows.get(0).resources().gpus());
        assertEquals(List.of("4 MALFORMED jobid is '.0'"), read.failureLines());
    }
}
