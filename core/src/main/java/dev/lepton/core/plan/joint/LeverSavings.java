package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What each lever is worth: pulled alone against today, and when it alone may not be pulled. Savings overlap, so the first do not add up to the whole. */
public final class LeverSavings {
    /**
     * A lever's worth a month.
     *
     * @param alone what today's cost falls by when only this lever is pulled; empty when today's way is not possible or not known
     * @param missed what the best plan costs more without it; empty when there is none without it
     */
    public record Saving(Lever lever, Optional<Money> alone, Optional<Money> missed) {}

    private LeverSavings() {}

    /**
     * The worth of every lever that a way of {@code problem} pulls, largest alone first.
     *
     * @param cheapest the best plan of a problem; nothing when there is none, or none was found
     * @param today cost of today's plan, if it is possible
     * @param best cost of the best plan
     */
    public static List<Saving> of(
            JointProblem problem,
            Function<JointProblem, Optional<JointPlan>> cheapest,
            Optional<Money> today,
            Money best) {
        Set<Lever> all = Layered.pulled(problem);
        List<Saving> savings = new ArrayList<>();
        for (Lever lever : all) {
            Optional<Money> alone = today.flatMap(
                    t -> cheapest.apply(problem.pulling(EnumSet.of(lever))).map(p -> t.minus(p.total())));
            Set<Lever> others = EnumSet.copyOf(all);
            others.remove(lever);
            Optional<Money> missed =
                    cheapest.apply(problem.pulling(others)).map(p -> p.total().minus(best));
            savings.add(new Saving(lever, alone, missed));
        }
        savings.sort(java.util.Comparator.comparing((Saving s) ->
                s.alone().or(s::missed).map(m -> m.amount().negate()).orElse(java.math.BigDecimal.ZERO)));
        return savings;
    }
}
