package dev.lepton.core.placement;

import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.Locality;
import dev.lepton.core.workload.Requirement;
import java.util.HashMap;
import java.util.Map;

/**
 * Any policy, for tasks with a {@link Locality}: the policy sees the nodes only that the task may run on, of those with room
 * the ones that give most of what it wishes for, and among them decides as ever. So a wish outweighs the policy's taste, but no
 * task is refused for a wish.
 */
final class Located implements PlacementPolicy {
    private final PlacementPolicy policy;

    Located(PlacementPolicy policy) {
        this.policy = policy;
    }

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public Decision decide(ClusterState state, Requirement task) {
        Locality locality = task.locality();
        if (locality.anywhere()) {
            return policy.decide(state, task);
        }
        Reach reach = state.reach(task);
        Map<Integer, Integer> hidden = hideGpus(state, reach, locality);
        state.veil(veil(state, state.shape(task), reach));
        try {
            return policy.decide(state, task);
        } finally {
            state.unveil();
            hidden.forEach((at, free) -> state.showGpu(at, free));
        }
    }

    private static byte[] veil(ClusterState state, Shape shape, Reach reach) {
        int nodes = state.cluster().size();
        byte[] veil = new byte[nodes];
        long[] wishes = new long[nodes];
        long best = Long.MIN_VALUE;
        for (int n = 0; n < nodes; n++) {
            veil[n] = (byte) reach.code(n);
            if (veil[n] == 0 && state.refusal(shape, n) == 0) {
                wishes[n] = reach.wishes(n);
                best = Math.max(best, wishes[n]);
            }
        }
        for (int n = 0; n < nodes; n++) {
            boolean lesser = veil[n] == 0 && best > Long.MIN_VALUE && wishes[n] < best;
            veil[n] = lesser ? ClusterState.LESSER : veil[n];
        }
        return veil;
    }

    /** Nothing is left of the GPUs that the task should keep off while the policy looks: what was, by their place in the state. */
    private static Map<Integer, Integer> hideGpus(ClusterState state, Reach reach, Locality locality) {
        Map<Integer, Integer> hidden = new HashMap<>();
        if (locality.rules().stream().anyMatch(r -> r.key().equals(GroupRule.GPU))) {
            for (int n = 0; n < state.cluster().size(); n++) {
                for (int bits = reach.gpusToAvoid(n); bits != 0; bits &= bits - 1) {
                    int at = n * state.cluster().slots() + Integer.numberOfTrailingZeros(bits);
                    hidden.put(at, state.gpuFree[at]);
                    state.showGpu(at, 0);
                }
            }
        }
        return hidden;
    }
}
