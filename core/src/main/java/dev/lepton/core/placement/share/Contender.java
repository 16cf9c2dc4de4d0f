package dev.lepton.core.placement.share;

/**
 * A job as a policy may see it when a round starts: it has arrived and has work left. Nothing here tells the future.
 *
 * @param id the job's number, by which ties are broken
 * @param gpus its gang: that many GPUs of one type, or none
 * @param arrivalHours when it came
 * @param lengths hours that the whole job takes, as far as the scheduler can know
 * @param left the part of it that is still to be done, in (0, 1]
 * @param attainedGpuHours GPU-hours that it has had
 * @param type the type it ran on in the round before; {@link #WAITING} if it did not
 * @param priority more goes first
 * @param tenant whose it is
 * @param dueHours its deadline; infinite when it has none
 */
public record Contender(
        int id,
        int gpus,
        double arrivalHours,
        Lengths lengths,
        double left,
        double attainedGpuHours,
        int type,
        int priority,
        String tenant,
        double dueHours) {
    /** In place of a type: the job does not run. */
    public static final int WAITING = -1;

    public Contender {
        if (gpus <= 0 || !(left > 0)) {
            throw new IllegalArgumentException(
                    "Job " + id + " has " + gpus + " GPUs and " + left + " of its work left.");
        }
    }

    public boolean running() {
        return type >= 0;
    }

    /** Hours that the rest takes on {@code on}, infinite where it cannot run. */
    public double hoursLeft(int on) {
        return left * lengths.hours(on);
    }

    /** Hours that the rest takes where it is fastest. */
    public double fastestLeft() {
        return left * lengths.fastest();
    }
}
