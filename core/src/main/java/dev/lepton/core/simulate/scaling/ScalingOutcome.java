package dev.lepton.core.simulate.scaling;

import dev.lepton.core.money.Money;
import java.util.List;

/**
 * What came of a rule.
 *
 * @param rule its name
 * @param paid for all nodes, from being asked for to being gone
 * @param paidIdle the part of it for GPU-time that nobody held, start-up included
 * @param nodeSeconds for which nodes were paid
 * @param gpuSecondsHeld by jobs
 * @param utilisation GPU time held ÷ GPU time paid
 * @param waitMeanSeconds from a job's coming to its start
 * @param waitP99Seconds the wait that one job in a hundred exceeds
 * @param makespanSeconds when the last job ended
 * @param unplaced jobs that the pool was never large enough for
 * @param steps what the rule did, in order
 */
public record ScalingOutcome(
        String rule,
        Money paid,
        Money paidIdle,
        long nodeSeconds,
        long gpuSecondsHeld,
        double utilisation,
        double waitMeanSeconds,
        long waitP99Seconds,
        long makespanSeconds,
        long unplaced,
        List<Step> steps) {
    public ScalingOutcome {
        steps = List.copyOf(steps);
    }

    /**
     * One step of the rule.
     *
     * @param atSeconds when
     * @param nodes asked for, or let go when negative
     * @param perHour what the step adds to an hour's bill, or takes off it when negative
     * @param why the rule's reason
     */
    public record Step(long atSeconds, int nodes, Money perHour, String why) {}
}
