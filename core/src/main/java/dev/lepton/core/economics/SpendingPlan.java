package dev.lepton.core.economics;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A plan held against a budget, and which of its possible cuts bring it under.
 *
 * @param planned what the plan costs
 * @param budget what may be spent
 * @param cuts what could be left out, each taken whole or not at all and independent of the others
 */
public record SpendingPlan(Money planned, Money budget, List<Cut> cuts) {
    /** More cuts than this are chosen greedily instead of exactly. */
    public static final int EXACT_UP_TO = 24;

    /**
     * Something that could be left out.
     *
     * @param saves what it takes off the plan, above 0
     * @param loss what is lost with it, in any one unit, not negative
     */
    public record Cut(String name, Money saves, BigDecimal loss) {
        public Cut {
            if (saves.amount().signum() <= 0 || loss.signum() < 0) {
                throw new IllegalArgumentException("The cut '" + name + "' must save something and cannot lose less"
                        + " than nothing: saves " + saves + ", loses " + loss.toPlainString() + ".");
            }
        }
    }

    /** How plan and budget stand. */
    public sealed interface Verdict {
        /** The plan fits, with {@code spare} left. */
        record Fits(Money spare) implements Verdict {}

        /**
         * The plan is over, and the cuts close the difference.
         *
         * @param chosen smallest loss per amount saved first
         * @param certain whether no other choice loses less
         */
        record Cuts(Money over, List<Cut> chosen, Money saved, BigDecimal loss, boolean certain) implements Verdict {}

        /** The plan is over, and all cuts together leave {@code missing}. */
        record Unreachable(Money over, Money saved, Money missing) implements Verdict {}
    }

    public SpendingPlan {
        cuts = List.copyOf(cuts);
        if (planned.isNegative() || budget.isNegative()) {
            throw new IllegalArgumentException(
                    "A plan and a budget cannot be negative: " + planned + ", " + budget + ".");
        }
        // Throws when they are not all in one currency.
        planned.minus(budget).plus(Money.sum(cuts.stream().map(Cut::saves).toList(), planned.currency()));
    }

    /** The verdict; of the cuts that close the difference, those that lose least in all. */
    public Verdict verdict() {
        Money over = planned.minus(budget);
        if (over.amount().signum() <= 0) {
            return new Verdict.Fits(over.negated());
        }
        Money most = savedBy(cuts);
        if (most.compareTo(over) < 0) {
            return new Verdict.Unreachable(over, most, over.minus(most));
        }
        List<Cut> ordered = new ArrayList<>(cuts);
        ordered.sort(CHEAPEST_LOSS_FIRST);
        boolean exact = cuts.size() <= EXACT_UP_TO;
        List<Cut> chosen = exact ? new Search(ordered, over).best() : greedy(ordered, over);
        return new Verdict.Cuts(over, chosen, savedBy(chosen), lossOf(chosen), exact);
    }

    private static final Comparator<Cut> CHEAPEST_LOSS_FIRST = (a, b) -> a.loss()
            .multiply(b.saves().amount())
            .compareTo(b.loss().multiply(a.saves().amount()));

    private Money savedBy(List<Cut> some) {
        return Money.sum(some.stream().map(Cut::saves).toList(), planned.currency());
    }

    private static BigDecimal lossOf(List<Cut> some) {
        return some.stream().map(Cut::loss).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** In order until the difference is closed, then without what the later ones made unneeded. */
    private List<Cut> greedy(List<Cut> ordered, Money over) {
        List<Cut> chosen = new ArrayList<>();
        for (Cut cut : ordered) {
            if (savedBy(chosen).compareTo(over) < 0) {
                chosen.add(cut);
            }
        }
        for (Cut cut : List.copyOf(chosen).reversed()) {
            if (savedBy(chosen).minus(cut.saves()).compareTo(over) >= 0) {
                chosen.remove(cut);
            }
        }
        return chosen;
    }

    /** Takes or leaves each cut in turn, dropping branches that cannot close the difference or lose no less. */
    private final class Search {
        private final List<Cut> ordered;
        private final Money over;
        private final List<Cut> taken = new ArrayList<>();
        private List<Cut> best;

        Search(List<Cut> ordered, Money over) {
            this.ordered = ordered;
            this.over = over;
            this.best = greedy(ordered, over);
        }

        List<Cut> best() {
            branch(0);
            return best;
        }

        private void branch(int from) {
            Money open = over.minus(savedBy(taken));
            if (open.amount().signum() <= 0) {
                if (lossOf(taken).compareTo(lossOf(best)) < 0) {
                    best = List.copyOf(taken);
                }
                return;
            }
            List<Cut> rest = ordered.subList(from, ordered.size());
            if (savedBy(rest).compareTo(open) < 0 || leastLoss(rest, open).compareTo(lossOf(best)) >= 0) {
                return;
            }
            taken.add(rest.get(0));
            branch(from + 1);
            taken.removeLast();
            branch(from + 1);
        }

        /** A loss no choice among {@code rest} goes below: the last cut needed counts in part. */
        private BigDecimal leastLoss(List<Cut> rest, Money open) {
            BigDecimal loss = lossOf(taken);
            BigDecimal left = open.amount();
            for (Cut cut : rest) {
                BigDecimal saves = cut.saves().amount();
                if (saves.compareTo(left) >= 0) {
                    return loss.add(cut.loss().multiply(left).divide(saves, 20, RoundingMode.FLOOR));
                }
                loss = loss.add(cut.loss());
                left = left.subtract(saves);
            }
            return loss;
        }
    }
}
