package dev.lepton.core.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs hold together, and their GPU-hours are exact. */
final class JobTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static Job job(JobState state, Lifetime lifetime, Resources resources) {
        return new Job(
                "7",
                "train",
                Owner.UNKNOWN,
                Optional.empty(),
                Optional.of(state),
                lifetime,
                resources,
                List.of(),
                Optional.empty(),
                Labels.NONE,
                Utilisation.UNKNOWN);
    }

    private static Lifetime ran(long fromSeconds, long toSeconds) {
        return new Lifetime(
                Optional.empty(), Optional.of(T0.plusSeconds(fromSeconds)), Optional.of(T0.plusSeconds(toSeconds)));
    }

    @Test
    void gpuHoursAreGpusTimesHours() {
        Resources share = Resources.ofGpus(new BigDecimal("0.46"));
        assertEquals(
                0,
                new BigDecimal("0.69")
                        .compareTo(job(JobState.COMPLETED, ran(0, 5400), share)
                                .gpuHours(T0.plusSeconds(100_000))
                                .orElseThrow()));
    }

    @Test
    void aRunningJobCountsUpToNow() {
        Lifetime running = new Lifetime(Optional.empty(), Optional.of(T0), Optional.empty());
        Job job = job(JobState.RUNNING, running, Resources.ofGpus(BigDecimal.TWO));
        assertEquals(
                0,
                new BigDecimal("6")
                        .compareTo(job.gpuHours(T0.plusSeconds(3 * 3600)).orElseThrow()));
        assertEquals(0, job.gpuHours(T0.minusSeconds(60)).orElseThrow().signum());
    }

    @Test
    void anUnknownShareIsNoZero() {
        Resources unknown = new Resources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(Optional.empty(), job(JobState.ENDED, ran(0, 60), unknown).gpuHours(T0));
        assertEquals(
                Optional.empty(),
                job(JobState.ENDED, Lifetime.UNKNOWN, Resources.ofGpus(BigDecimal.ONE))
                        .gpuHours(T0));
    }

    @Test
    void timesOutOfOrderAreRefusedAtBirth() {
        assertThrows(IllegalArgumentException.class, () -> ran(60, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Lifetime(Optional.of(T0.plusSeconds(9)), Optional.of(T0), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Lifetime(Optional.of(T0.plusSeconds(9)), Optional.empty(), Optional.of(T0)));
    }

    @Test
    void statesThatTheTimesRuleOutAreRefusedAtBirth() {
        Resources one = Resources.ofGpus(BigDecimal.ONE);
        assertThrows(IllegalArgumentException.class, () -> job(JobState.RUNNING, ran(0, 60), one));
        assertThrows(IllegalArgumentException.class, () -> job(JobState.PENDING, ran(0, 60), one));
        assertThrows(IllegalArgumentException.class, () -> job(JobState.NEVER_STARTED, ran(0, 60), one));
        assertThrows(IllegalArgumentException.class, () -> Resources.ofGpus(new BigDecimal("-1")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Utilisation(Optional.of(new BigDecimal("1.1")), Optional.empty(), Optional.empty()));
    }
}
