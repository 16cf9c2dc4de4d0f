package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Contest;
import dev.lepton.core.placement.share.Packing;
import dev.lepton.core.placement.share.TimePolicy;
import java.util.List;

/** Carries a policy from round to round: it keeps what the policy, a pure function, cannot. */
interface Driver {
    /**
     * The type of every job of {@code contest}.
     *
     * @param live the same jobs, in the same order
     * @param changed whether jobs came or ended since the round before
     */
    int[] types(Contest contest, List<LiveJob> live, boolean changed);

    /** What drives {@code policy}, at its start. */
    static Driver of(TimePolicy policy) {
        return switch (policy) {
            case TimePolicy.Ordered o ->
                (contest, live, changed) -> Packing.types(contest, o.rule().order(contest));
            case TimePolicy.Matched m -> (contest, live, changed) -> m.rule().types(contest);
            case TimePolicy.Shared s -> new ShareRounds(s.rule());
            case TimePolicy.Planned p -> new PlanRounds(p.rule());
        };
    }
}
