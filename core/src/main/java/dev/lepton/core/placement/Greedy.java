package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the node of the lowest score, the first in the cluster's order on ties. What it remembers is hidden here: the
 * scores of each shape, of which only nodes that changed since the shape was last seen are worked out again.
 */
final class Greedy implements PlacementPolicy {
    /** Most remembered scores; 6 bytes each. */
    private static final long MOST_SCORES = 60_000_000;

    /** The scores of one shape as of change {@code seen}. */
    private static final class Scores {
        final float[] score;
        final byte[] refusal;
        final byte[] mark;
        long seen = -1;

        Scores(int nodes) {
            score = new float[nodes];
            refusal = new byte[nodes];
            mark = new byte[nodes];
        }
    }

    private final String name;
    private final Scoring scoring;
    private final Map<Integer, Scores> byShape = new LinkedHashMap<>(64, 0.75f, true);
    private @Nullable ClusterState known;
    private int[] stamp = {};
    private int clock;

    Greedy(String name, Scoring scoring) {
        this.name = name;
        this.scoring = scoring;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Decision decide(ClusterState state, Requirement task) {
        if (known != state) {
            known = state;
            byShape.clear();
            stamp = new int[state.cluster().size()];
        }
        Shape shape = state.shape(task);
        Optional<Surcharge> surcharge = scoring.arrived(state, shape);
        Scores scores = fresh(state, shape);
        int best = surcharge.isPresent()
                ? surcharge.get().lowest(scores.score, scores.mark, state)
                : lowest(scores.score, state);
        if (best >= 0) {
            return new Decision.Placed(best, scoring.gpus(state, shape, best));
        }
        return task.locality().anywhere() ? ClusterState.refused(scores.refusal) : state.refused(task);
    }

    private static int lowest(float[] scores, ClusterState state) {
        int best = -1;
        float lowest = Float.POSITIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < lowest && !state.veiled(i)) {
                lowest = scores[i];
                best = i;
            }
        }
        return best;
    }

    private Scores fresh(ClusterState state, Shape shape) {
        Scores scores = byShape.get(shape.id());
        int nodes = state.cluster().size();
        if (scores == null) {
            if ((byShape.size() + 1L) * nodes > MOST_SCORES && !byShape.isEmpty()) {
                byShape.remove(byShape.keySet().iterator().next());
            }
            scores = new Scores(nodes);
            byShape.put(shape.id(), scores);
        }
        if (scores.seen < 0 || !state.remembers(scores.seen)) {
            for (int i = 0; i < nodes; i++) {
                score(state, shape, i, scores);
            }
        } else {
            clock++;
            for (long change = scores.seen; change < state.changeCount(); change++) {
                int node = state.changedNode(change);
                if (stamp[node] != clock) {
                    stamp[node] = clock;
                    score(state, shape, node, scores);
                }
            }
        }
        scores.seen = state.changeCount();
        return scores;
    }

    private void score(ClusterState state, Shape shape, int node, Scores scores) {
        int refusal = state.roomRefusal(shape, node);
        scores.refusal[node] = (byte) refusal;
        scores.score[node] = refusal == 0 ? scoring.score(state, shape, node) : Float.POSITIVE_INFINITY;
        scores.mark[node] = refusal == 0 ? (byte) scoring.mark(state, shape, node) : 0;
    }
}
