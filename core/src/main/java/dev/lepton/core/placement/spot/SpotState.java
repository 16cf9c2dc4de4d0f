package dev.lepton.core.placement.spot;

/**
 * A job at the start of a tick.
 *
 * @param tick ticks since submission
 * @param workDone ticks of work done
 * @param mode where it was in the tick before, unless that machine is gone: then {@link Mode#IDLE}
 * @param overheadLeft ticks of the changeover into {@code mode} that are still to be paid
 */
public record SpotState(int tick, int workDone, Mode mode, int overheadLeft) {
    /** At submission. */
    public static final SpotState START = new SpotState(0, 0, Mode.IDLE, 0);

    public int workLeft(SpotJob job) {
        return job.workTicks() - workDone;
    }

    public int timeLeft(SpotJob job) {
        return job.deadlineTicks() - tick;
    }

    /** Ticks that may still be lost before starting on demand is the only choice that meets the deadline. */
    public int slack(SpotJob job) {
        return timeLeft(job) - workLeft(job) - job.changeoverTicks();
    }

    /** Changeover ticks that {@code choice} has to pay from now on. */
    public int overheadOf(Mode choice, SpotJob job) {
        return choice.equals(mode) ? overheadLeft : job.changeoverTicks();
    }

    /** The state one tick later, {@code choice} having been available. */
    public SpotState next(Mode choice, SpotJob job) {
        if (choice instanceof Mode.Idle) {
            return new SpotState(tick + 1, workDone, Mode.IDLE, 0);
        }
        int overhead = overheadOf(choice, job);
        return overhead > 0
                ? new SpotState(tick + 1, workDone, choice, overhead - 1)
                : new SpotState(tick + 1, workDone + 1, choice, 0);
    }

    /** This state after its machine was taken away. */
    public SpotState preempted() {
        return new SpotState(tick, workDone, Mode.IDLE, 0);
    }
}
