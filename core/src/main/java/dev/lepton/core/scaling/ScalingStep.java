package dev.lepton.core.scaling;

/** What a rule decides about a pool. */
public sealed interface ScalingStep {
    /** Ask for {@code nodes} more. */
    record Out(int nodes, String why) implements ScalingStep {
        public Out {
            positive(nodes);
        }
    }

    /** Drain {@code nodes}, the emptiest first: they take no new work and go when theirs has ended. */
    record In(int nodes, String why) implements ScalingStep {
        public In {
            positive(nodes);
        }
    }

    /** Change nothing. */
    record Hold(HoldReason reason) implements ScalingStep {}

    private static void positive(int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException("A step is of at least one node, not " + nodes + ".");
        }
    }
}
