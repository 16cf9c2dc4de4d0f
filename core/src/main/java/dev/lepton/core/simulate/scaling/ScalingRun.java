package dev.lepton.core.simulate.scaling;

import dev.lepton.core.money.Price;
import java.time.Duration;

/**
 * The pool that rules are tried on.
 *
 * @param gpusPerNode GPUs of a node
 * @param startNodes nodes that are ready at first
 * @param nodePerHour what a node costs for an hour, from the moment it is asked for
 * @param startup how long a node that was asked for takes to be ready
 * @param interval how often the rule is asked
 */
public record ScalingRun(int gpusPerNode, int startNodes, Price nodePerHour, Duration startup, Duration interval) {
    public ScalingRun {
        if (gpusPerNode < 1 || startNodes < 0 || startup.isNegative() || interval.toSeconds() < 1) {
            throw new IllegalArgumentException("A pool needs GPUs in its nodes and an interval of a second or more.");
        }
    }
}
