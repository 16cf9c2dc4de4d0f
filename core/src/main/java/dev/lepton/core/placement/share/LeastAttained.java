package dev.lepton.core.placement.share;

import java.util.List;

/** Least attained service first: GPU-hours had so far. */
public final class LeastAttained implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.by(contest, Contender::attainedGpuHours);
    }
}
