package dev.lepton.core.advise;

import dev.lepton.core.money.Money;
import java.util.List;
import java.util.Optional;

/**
 * All that was found, and what it comes to together.
 *
 * @param today a month as it is
 * @param findings best first
 * @param silences where nothing is said, and why
 * @param sum of what is counted of each finding alone
 * @param together what all save together: {@code sum} less what overlaps
 * @param atBest what they save together if each does what it does at best
 * @param waterfall from {@code today} to what is left, by strategy; adds up exactly
 */
public record Advice(
        Money today,
        List<Finding> findings,
        List<Silence> silences,
        Money sum,
        Money together,
        Money atBest,
        List<Fall> waterfall) {
    /** What a strategy takes off after those before it, and the month after it. */
    public record Fall(Strategy strategy, Money saved, Money left) {}

    public Advice {
        findings = List.copyOf(findings);
        silences = List.copyOf(silences);
        waterfall = List.copyOf(waterfall);
        Money left = today;
        for (Fall fall : waterfall) {
            left = left.minus(fall.saved());
            if (!left.equals(fall.left())) {
                throw new IllegalArgumentException("The waterfall does not add up at " + fall.strategy() + ".");
            }
        }
        if (!left.equals(today.minus(together))) {
            throw new IllegalArgumentException(
                    "The waterfall ends at " + left + ", not at " + after(today, together) + ".");
        }
    }

    /** A month after all of it. */
    public Money after() {
        return after(today, together);
    }

    /** What is in {@link #sum} more than once. */
    public Money overlap() {
        return sum.minus(together);
    }

    /** The finding of that name. */
    public Optional<Finding> finding(String id) {
        return findings.stream().filter(f -> f.id().equals(id)).findFirst();
    }

    private static Money after(Money today, Money together) {
        return today.minus(together);
    }
}
