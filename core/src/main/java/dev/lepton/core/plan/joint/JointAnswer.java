package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import java.util.List;
import java.util.Optional;

/** What planning came to. */
public sealed interface JointAnswer {
    /** A plan that meets every limit. */
    record Planned(JointPlan plan) implements JointAnswer {}

    /**
     * Everything costs more than the budget.
     *
     * @param all the cheapest plan without the budget
     * @param over what it costs beyond the budget
     * @param cuts works to leave undone, least loss together; empty when no works that may be left undone close the difference
     * @param least where there are no cuts: no plan of the works that must be done costs less
     */
    record OverBudget(JointPlan all, Money over, Optional<Cuts> cuts, Optional<Money> least) implements JointAnswer {}

    /**
     * Works to leave undone so that the rest is within the budget.
     *
     * @param rest the plan of the rest
     * @param loss worth of what is left undone, a month
     * @param saved by leaving each of them undone alone, by work, in the order of {@code rest.undone()}, least worth first
     */
    record Cuts(JointPlan rest, Money loss, List<Money> saved) {
        public Cuts {
            saved = List.copyOf(saved);
        }
    }

    /** No plan meets the limits; each reason is a sentence. */
    record Impossible(List<String> reasons) implements JointAnswer {
        public Impossible {
            reasons = List.copyOf(reasons);
        }
    }
}
