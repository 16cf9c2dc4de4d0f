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

    /** Whether the answer stays the same until a job comes or ends. */
    default boolean steady() {
        return false;
    }

    /** What drives {@code policy}, at its start. */
    static Driver of(TimePolicy policy, RoundSettings settings) {
        return switch (policy) {
            case TimePolicy.Ordered o -> new InOrder(o.rule());
            case TimePolicy.Matched m -> (contest, live, changed) -> m.rule().types(contest);
            case TimePolicy.Rehearsed r -> new RehearsedRounds(r.rule(), settings);
            case TimePolicy.Shared s -> new ShareRounds(s.rule());
            case TimePolicy.Planned p -> new PlanRounds(p.rule());
        };
    }

    /** Jobs choose in the order of a rule. */
    record InOrder(TimePolicy.OrderRule rule) implements Driver {
        @Override
        public int[] types(Contest contest, List<LiveJob> live, boolean changed) {
            return Packing.types(contest, rule.order(contest));
        }

        @Override
        public boolean steady() {
            return rule.steady();
        }
    }
}
