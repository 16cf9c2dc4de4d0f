package dev.lepton.core.economics;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a thing does for its price.
 *
 * @param name what is compared
 * @param performance in any unit, the more the better; one unit for all that are ranked together
 * @param cost above 0
 */
public record PerformancePerCost(String name, BigDecimal performance, Money cost) {
    /** A place in the ranking, from 1; things that do exactly the same per cost share a place and the next is skipped. */
    public record Ranked(int place, boolean tied, PerformancePerCost entry) {}

    public PerformancePerCost {
        if (performance.signum() < 0 || cost.amount().signum() <= 0) {
            throw new IllegalArgumentException("The performance of '" + name + "' cannot be negative and its cost must"
                    + " be above 0: " + performance.toPlainString() + ", " + cost + ".");
        }
    }

    /** Performance per one unit of the currency, to 34 digits. */
    public BigDecimal ratio() {
        return performance.divide(cost.amount(), MathContext.DECIMAL128);
    }

    /** Best first. Compared exactly, by cross-multiplication: 50/0.3 and 100/0.6 tie. Ties keep the order given. */
    public static List<Ranked> rank(List<PerformancePerCost> entries) {
        List<PerformancePerCost> sorted = new ArrayList<>(entries);
        Comparator<PerformancePerCost> worstFirst = PerformancePerCost::compareRatio;
        sorted.sort(worstFirst.reversed());
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            boolean asBefore = i > 0 && sorted.get(i).compareRatio(sorted.get(i - 1)) == 0;
            boolean asNext = i + 1 < sorted.size() && sorted.get(i).compareRatio(sorted.get(i + 1)) == 0;
            int place = asBefore ? ranked.get(i - 1).place() : i + 1;
            ranked.add(new Ranked(place, asBefore || asNext, sorted.get(i)));
        }
        return ranked;
    }

    private int compareRatio(PerformancePerCost other) {
        cost.compareTo(other.cost);
        return performance.multiply(other.cost.amount()).compareTo(other.performance.multiply(cost.amount()));
    }
}
