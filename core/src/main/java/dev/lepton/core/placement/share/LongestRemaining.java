package dev.lepton.core.placement.share;

import java.util.List;

/** Most work left first, which keeps the makespan short and stops jobs for it. */
public final class LongestRemaining implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.by(contest, j -> -j.fastestLeft());
    }
}
