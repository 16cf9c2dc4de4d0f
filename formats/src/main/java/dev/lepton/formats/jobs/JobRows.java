package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.formats.csv.Refused;
import java.time.Instant;
import java.util.Optional;

/** What rows of every kind of job list have in common. */
final class JobRows {
    private JobRows() {}

    /** The times of a job, refused when they are out of order. */
    static Lifetime lifetime(Optional<Instant> submitted, Optional<Instant> started, Optional<Instant> ended) {
        inOrder("ended", ended, "started", started);
        inOrder("started", started, "submitted", submitted);
        inOrder("ended", ended, "submitted", submitted);
        return new Lifetime(submitted, started, ended);
    }

    private static void inOrder(String late, Optional<Instant> then, String early, Optional<Instant> first) {
        if (first.isPresent() && then.isPresent() && then.get().isBefore(first.get())) {
            throw new Refused(
                    Reason.ENDS_BEFORE_START, late + " is " + then.get() + ", " + early + " is " + first.get());
        }
    }

    /** Refuses a state that its times rule out. */
    static void consistent(Optional<JobState> state, Lifetime lifetime) {
        if (state.isEmpty()) {
            return;
        }
        boolean waiting = state.get() == JobState.PENDING || state.get() == JobState.NEVER_STARTED;
        boolean startedAnyway = waiting && lifetime.started().isPresent();
        boolean endedAnyway = !state.get().isOver() && lifetime.ended().isPresent();
        if (startedAnyway || endedAnyway) {
            throw new Refused(
                    Reason.OUT_OF_RANGE,
                    "state is '" + state.get().word() + "', but it has " + (startedAnyway ? "started" : "ended"));
        }
    }
}
