package dev.lepton.core.simulate.rounds;

import dev.lepton.core.money.Money;
import java.util.List;

/**
 * What became of one job.
 *
 * @param job the job
 * @param startHours when it first ran
 * @param endHours when it was done
 * @param types the types on which it ran
 * @param restarts how often it started again or moved
 * @param workDone the work it got over the work it asked for; 1 but for rounding
 * @param paid what it cost
 * @param preemptions how often it was stopped and had to wait
 * @param migrations how often it started again on another type
 * @param resizes how often it was given more GPUs, or fewer, of the type it ran on
 * @param lost what GPU time run in vain cost, a part of what its GPU time cost: work since checkpoints, and restarts
 */
public record JobOutcome(
        TraceJob job,
        double startHours,
        double endHours,
        List<String> types,
        int restarts,
        double workDone,
        Money paid,
        int preemptions,
        int migrations,
        int resizes,
        Money lost) {
    public JobOutcome {
        types = List.copyOf(types);
    }

    /** Hours from arrival to end: its completion time. */
    public double inSystemHours() {
        return endHours - job.arrivalHours();
    }

    /** Hours from arrival until it first ran. */
    public double waitHours() {
        return startHours - job.arrivalHours();
    }

    /** Whether it had a deadline and missed it. */
    public boolean late() {
        return inSystemHours() > job.terms().deadlineHours() + 1e-9;
    }

    /** Finish-time fairness as Shockwave's tables have it: time in the system ÷ (length × contention); 1 is fair. */
    public double fairness(double contention) {
        return inSystemHours() / (job.fairHours() * contention);
    }
}
