package dev.lepton.core.placement.share;

import java.util.Comparator;
import java.util.List;

/** Higher priority first and stopping lower ones for it; within a priority running jobs first, then as they came. */
public final class ByPriority implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.by(
                contest,
                Comparator.<Contender>comparingInt(j -> -j.priority())
                        .thenComparingInt(j -> j.running() ? 0 : 1)
                        .thenComparingDouble(Contender::arrivalHours));
    }

    @Override
    public boolean steady() {
        return true;
    }
}
