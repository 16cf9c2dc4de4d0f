package dev.lepton.core.evidence;

import dev.lepton.core.money.Money;
import java.util.List;

/**
 * The working behind an amount: a tree whose children add up to their parent exactly, checked at birth.
 *
 * @param label what the amount is of
 * @param amount the amount
 * @param working how it was got, for instance {@code "8 GPU × 24 h × 6.88 USD"}; empty when the parts say it all
 * @param parts what it is made of; empty for a leaf
 */
public record Explanation(String label, Money amount, String working, List<Explanation> parts) {
    public Explanation {
        parts = List.copyOf(parts);
        if (!parts.isEmpty()) {
            Money sum = Money.sum(parts.stream().map(Explanation::amount).toList(), amount.currency());
            if (!sum.equals(amount)) {
                throw new IllegalArgumentException(
                        "The parts of '" + label + "' add up to " + sum + ", not to " + amount + ".");
            }
        }
    }

    /** An amount that is explained by its working alone. */
    public static Explanation leaf(String label, Money amount, String working) {
        return new Explanation(label, amount, working, List.of());
    }

    /** The sum of {@code parts}; {@code parts} must not be empty. */
    public static Explanation sum(String label, String working, List<Explanation> parts) {
        Money sum = Money.sum(
                parts.stream().map(Explanation::amount).toList(),
                parts.get(0).amount().currency());
        return new Explanation(label, sum, working, parts);
    }
}
