package dev.lepton.core.placement.share;

import java.util.List;

/** The worst expected finish-time fairness first, after Themis: time in the system when done over length. */
public final class WorstFinishFirst implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.by(
                contest,
                j -> -(contest.nowHours() - j.arrivalHours() + j.fastestLeft())
                        / j.lengths().fastest());
    }
}
