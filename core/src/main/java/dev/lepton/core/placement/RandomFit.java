package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.SplittableRandom;

/** A node at random among those with room, and GPUs of it at random among those with enough left. */
final class RandomFit implements PlacementPolicy {
    private static final int GUESSES = 40;

    private final SplittableRandom random;

    RandomFit(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Decision decide(ClusterState state, Requirement task) {
        Shape shape = state.shape(task);
        int nodes = state.cluster().size();
        for (int i = 0; nodes > 0 && i < GUESSES; i++) {
            int node = random.nextInt(nodes);
            if (state.refusal(shape, node) == 0) {
                return new Decision.Placed(node, gpus(state, shape, node));
            }
        }
        int chosen = -1;
        int seen = 0;
        for (int node = 0; node < nodes; node++) {
            if (state.refusal(shape, node) == 0 && random.nextInt(++seen) == 0) {
                chosen = node;
            }
        }
        return chosen < 0 ? state.refused(task) : new Decision.Placed(chosen, gpus(state, shape, chosen));
    }

    private int gpus(ClusterState state, Shape shape, int node) {
        int chosen = 0;
        int from = node * state.cluster().slots();
        for (int k = 0; k < shape.gpuCount(); k++) {
            int pick = -1;
            int seen = 0;
            for (int g = 0; g < state.cluster().gpus[node]; g++) {
                boolean may = (chosen >>> g & 1) == 0 && state.gpuFree[from + g] >= shape.gpuMilli();
                if (may && random.nextInt(++seen) == 0) {
                    pick = g;
                }
            }
            chosen |= 1 << pick;
        }
        return chosen;
    }
}
