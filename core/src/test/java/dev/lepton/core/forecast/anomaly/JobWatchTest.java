package dev.lepton.core.forecast.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs are held against their like that ended before them, and against nothing that came later. */
final class JobWatchTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void longerThanItsLike() {
        List<Job> jobs = usual(20);
        jobs.add(job("train-99", JobState.COMPLETED, 30, 45, 0.8));
        List<JobWatch.Found> found = JobWatch.of(jobs, START.plus(Duration.ofDays(10)));
        assertEquals(1, found.size());
        assertEquals(JobWatch.Kind.DURATION, found.get(0).kind());
        assertEquals(3.0, found.get(0).expected().orElseThrow().toMinutes() / 60.0, 0.3);
        // 15 hours where about 3 were to be expected, on 4 GPUs.
        assertEquals(48, found.get(0).gpuHours().orElseThrow().doubleValue(), 1.5);
    }

    @Test
    void theFirstOfItsKindIsHeldAgainstNothing() {
        List<Job> jobs = new ArrayList<>(List.of(job("train-0", JobState.COMPLETED, -50, 2, 0.8)));
        jobs.addAll(usual(20));
        assertTrue(JobWatch.of(jobs, START.plus(Duration.ofDays(10))).isEmpty());
    }

    @Test
    void runsOnAndIsStuck() {
        List<Job> jobs = usual(20);
        jobs.add(job("train-77", JobState.RUNNING, 30, -1, 0.9));
        jobs.add(job("other", JobState.RUNNING, 30, -1, 0.01));
        List<JobWatch.Found> found = JobWatch.of(jobs, START.plus(Duration.ofHours(60)));
        assertEquals(
                List.of(JobWatch.Kind.STUCK_RUNNING, JobWatch.Kind.STUCK_RUNNING),
                found.stream().map(JobWatch.Found::kind).toList());
        assertTrue(
                JobWatch.of(jobs, START.plus(Duration.ofMinutes(30 * 60 + 20))).isEmpty());
    }

    @Test
    void heldAndNotUsed() {
        List<JobWatch.Found> found =
                JobWatch.of(List.of(job("notebook", JobState.COMPLETED, 0, 10, 0.02)), START.plus(Duration.ofDays(2)));
        assertEquals(JobWatch.Kind.IDLE, found.get(0).kind());
        assertEquals(0, new BigDecimal("39.2").compareTo(found.get(0).gpuHours().orElseThrow()));
    }

    @Test
    void waitsLongerThanAll() {
        List<Job> jobs = usual(20);
        jobs.add(new Job(
                "train-88",
                "train-88",
                new Owner(Optional.empty(), Optional.of("vision")),
                Optional.empty(),
                Optional.of(JobState.PENDING),
                new Lifetime(Optional.of(START), Optional.empty(), Optional.empty()),
                Resources.ofGpus(BigDecimal.valueOf(4)),
                List.of(),
                Optional.empty(),
                Labels.NONE,
                Utilisation.UNKNOWN));
        List<JobWatch.Found> found = JobWatch.of(jobs, START.plus(Duration.ofDays(2)));
        assertEquals(JobWatch.Kind.STUCK_WAITING, found.get(0).kind());
        assertEquals(Duration.ofDays(2), found.get(0).actual());
    }

    private static List<Job> usual(int count) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(job("train-" + i, JobState.COMPLETED, i, i + 3 + 0.1 * (i % 3), 0.8));
        }
        return jobs;
    }

    private static Job job(String name, JobState state, double fromHour, double toHour, double used) {
        Instant start = START.plusSeconds((long) (3600 * fromHour));
        return new Job(
                name,
                name,
                new Owner(Optional.empty(), Optional.of("vision")),
                Optional.empty(),
                Optional.of(state),
                new Lifetime(
                        Optional.of(start.minusSeconds(600)),
                        Optional.of(start),
                        toHour < 0 ? Optional.empty() : Optional.of(START.plusSeconds((long) (3600 * toHour)))),
                Resources.ofGpus(BigDecimal.valueOf(4)),
                List.of(),
                Optional.empty(),
                Labels.NONE,
                new Utilisation(Optional.of(BigDecimal.valueOf(used)), Optional.empty(), Optional.empty()));
    }
}
