package dev.lepton.core.placement;

/**
 * What is added to a task's score by the kind of a node and by the mark of a node, see {@link Scoring#mark}: the part that
 * may change with every decision, and so is not remembered.
 */
final class Surcharge {
    private final int[] kindOfNode;
    private final float[] byKind;
    private final float[] byMark;

    Surcharge(int[] kindOfNode, float[] byKind, float[] byMark) {
        this.kindOfNode = kindOfNode;
        this.byKind = byKind;
        this.byMark = byMark;
    }

    /** The node with the lowest sum of its score and its surcharge, the first on ties, of those not hidden; -1 when all are infinite. */
    int lowest(float[] score, byte[] mark, ClusterState state) {
        int best = -1;
        float lowest = Float.POSITIVE_INFINITY;
        for (int i = 0; i < score.length; i++) {
            float total = score[i] + byKind[kindOfNode[i]] + byMark[mark[i] & 255];
            if (total < lowest && !state.veiled(i)) {
                lowest = total;
                best = i;
            }
        }
        return best;
    }
}
