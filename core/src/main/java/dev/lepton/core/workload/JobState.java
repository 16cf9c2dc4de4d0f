package dev.lepton.core.workload;

import java.util.Locale;

/** Where a job stands, or how it ended. */
public enum JobState {
    /** Waits to start. */
    PENDING,
    /** Holds its resources. */
    RUNNING,
    /** Was withdrawn before it ever started. */
    NEVER_STARTED,
    /** Ended; nobody recorded how. */
    ENDED,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMED_OUT,
    OUT_OF_MEMORY,
    PREEMPTED,
    NODE_FAILED;

    /** Whether it neither holds resources nor will. */
    public boolean isOver() {
        return this != PENDING && this != RUNNING;
    }

    /** The word used in files: lower case, {@code timed_out}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
