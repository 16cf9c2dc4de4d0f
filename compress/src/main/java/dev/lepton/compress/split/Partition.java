package dev.lepton.compress.split;

import java.util.List;

/**
 * Nodes in stages, each stage reading only what it or a stage before it makes.
 *
 * @param stages in order; nodes in an order in which they can run
 * @param value the load of the fullest stage, or the sum of all, as was asked for
 * @param proven whether no other division into such stages is better
 */
public record Partition(List<Stage> stages, double value, boolean proven) {
    /** What a division is judged by. */
    public enum Objective {
        /** The load of the fullest stage, which many inputs in a row wait for. */
        THROUGHPUT,
        /** The sum of all loads, which one input waits for. */
        LATENCY;

        double with(double before, double load) {
            return switch (this) {
                case THROUGHPUT -> Math.max(before, load);
                case LATENCY -> before + load;
            };
        }
    }

    /**
     * The nodes of one device.
     *
     * @param kind the device's kind, its place in the list of devices
     */
    public record Stage(int kind, List<Integer> nodes, double load) {
        public Stage {
            nodes = List.copyOf(nodes);
        }
    }

    public Partition {
        stages = List.copyOf(stages);
    }
}
