package dev.lepton.core.placement.share;

import java.util.List;

/** Shortest job first, by its whole length where it is fastest; a running job is never stopped. */
public final class ShortestFirst implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.runningFirst(contest, j -> j.lengths().fastest());
    }

    @Override
    public boolean steady() {
        return true;
    }
}
