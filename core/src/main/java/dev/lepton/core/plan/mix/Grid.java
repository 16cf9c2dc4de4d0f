package dev.lepton.core.plan.mix;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * The costs that whole machines can come to: multiples of the greatest amount that divides every price. A solver's bound between
 * two of them is raised to the upper one, which no rounding of the solver's then puts in doubt.
 *
 * @param step the amount, 0 when all prices are 0
 */
record Grid(BigDecimal step) {
    /** How far a bound in the solver's doubles may be off, relative to it. */
    private static final double SLACK = 1e-7;

    static Grid of(List<Price> prices) {
        int scale = Money.SCALE;
        BigInteger step = BigInteger.ZERO;
        for (Price price : prices) {
            step = step.gcd(price.times(BigDecimal.ONE).amount().setScale(scale).unscaledValue());
        }
        return new Grid(new BigDecimal(step, scale));
    }

    /** The least cost that {@code solver}'s bound leaves possible, at most {@code cost}. */
    Money bound(double solver, Money cost) {
        if (step.signum() == 0) {
            return cost;
        }
        BigDecimal sure = BigDecimal.valueOf(Math.max(0, solver - SLACK * Math.max(1, solver)));
        Money next = new Money(sure.divide(step, 0, RoundingMode.CEILING).multiply(step), cost.currency());
        return next.compareTo(cost) > 0 || cost.toDouble() - solver <= SLACK * Math.max(1, solver) ? cost : next;
    }
}
