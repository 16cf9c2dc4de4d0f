package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/**
 * A rule that says where a task goes. The decision depends on the state, the task and what the policy was made from
 * (its seed, the target mix) and, for those that learn from the past, the decisions before it; never on a clock.
 *
 * <p>A policy may remember what it worked out, so one object serves one thread.
 */
public interface PlacementPolicy {
    /** The name it is called by on the command line and in results. */
    String name();

    /** Where {@code task} goes. The state is left as it is: whoever asks then places, or not. */
    Decision decide(ClusterState state, Requirement task);
}
