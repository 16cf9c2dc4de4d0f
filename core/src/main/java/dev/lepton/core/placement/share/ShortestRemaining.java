package dev.lepton.core.placement.share;

import java.util.List;

/** Least work left first, which keeps the mean time in the system short; a running job has 5 % the better of others. */
public final class ShortestRemaining implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.by(contest, j -> j.fastestLeft() * (j.running() ? 0.95 : 1));
    }

    @Override
    public boolean steady() {
        return true;
    }
}
