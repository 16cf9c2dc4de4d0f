package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import java.util.Collection;

/** The checks that the records of this package make on themselves. */
final class Check {
    private Check() {}

    /** @throws IllegalArgumentException if {@code parts} do not add up to {@code whole} exactly */
    static void addsUp(String what, Money whole, Collection<Money> parts) {
        Money sum = Money.sum(parts, whole.currency());
        if (!sum.equals(whole)) {
            throw new IllegalArgumentException(what + " add up to " + sum + ", not to " + whole + ".");
        }
    }

    /** @throws IllegalArgumentException if {@code text} is blank */
    static void named(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " needs a name.");
        }
    }

    /** @throws IllegalArgumentException if {@code holds} is false */
    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
