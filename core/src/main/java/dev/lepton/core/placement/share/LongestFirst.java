package dev.lepton.core.placement.share;

import java.util.List;

/** Longest job first, which keeps the makespan short; a running job is never stopped (Graham's list rule). */
public final class LongestFirst implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.runningFirst(contest, j -> -j.lengths().fastest());
    }

    @Override
    public boolean steady() {
        return true;
    }
}
