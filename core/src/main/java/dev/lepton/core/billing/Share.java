package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import java.math.BigInteger;
import java.util.Currency;

/**
 * The cost of one resource that a workload held, by what became of it. The three parts add up to {@link #allocated}.
 *
 * @param quantities what was held, in unit-seconds
 * @param used cost of what was used
 * @param unused cost of what was held and measured not to be used
 * @param unmeasured cost of what was held while nobody measured its use
 */
public record Share(Quantities quantities, Money used, Money unused, Money unmeasured) {
    public Share {
        if (used.isNegative() || unused.isNegative() || unmeasured.isNegative()) {
            throw new IllegalArgumentException(
                    "A part of a share is negative: " + used + ", " + unused + ", " + unmeasured + ".");
        }
    }

    /** Nothing held. */
    public static Share none(Currency currency) {
        Money zero = Money.zero(currency);
        return new Share(Quantities.NONE, zero, zero, zero);
    }

    /** What {@code quantities} cost at {@code rate}. */
    public static Share of(Quantities quantities, UnitRate rate) {
        Money allocated = rate.cost(quantities.allocated());
        Money used = rate.cost(quantities.used());
        Money unmeasured = rate.cost(quantities.unmeasured());
        return new Share(quantities, used, allocated.minus(used).minus(unmeasured), unmeasured);
    }

    public Money allocated() {
        return used.plus(unused).plus(unmeasured);
    }

    public Share plus(Share other) {
        return new Share(
                quantities.plus(other.quantities),
                used.plus(other.used),
                unused.plus(other.unused),
                unmeasured.plus(other.unmeasured));
    }

    /** Unit-seconds measured one way or the other: the denominator of an efficiency. */
    public BigInteger measured() {
        return quantities.allocated().subtract(quantities.unmeasured());
    }
}
