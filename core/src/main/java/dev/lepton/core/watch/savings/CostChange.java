package dev.lepton.core.watch.savings;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Why a month costs less than one before, or more. Cost is work × hours held for each hour of work × hours there for each hour held × price
 * of an hour there; the factors are brought from before to after one by one, in this order, and each effect is the difference it makes. So
 * the effects add up to the change of the bill exactly.
 *
 * <p>What the work done after would have cost as before, less what it did cost, is the saving with volume kept apart: the adjusted baseline
 * of the International Performance Measurement and Verification Protocol (EVO 10000). The part of it by which the bill fell is a saving in
 * FinOps' words, the rest is cost avoided: it would have been spent on work that grew.
 *
 * @param before the month before
 * @param after the month after
 * @param volume less work; below 0 where there is more
 * @param trimmed less held for the same work; empty where use was not measured in both, then it is in {@code volume}
 * @param idle less there for the same held
 * @param rate a lower price of an hour there
 */
public record CostChange(Money before, Money after, Money volume, Optional<Money> trimmed, Money idle, Money rate) {
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    public CostChange {
        Money sum = volume.plus(idle).plus(rate).plus(trimmed.orElse(Money.zero(before.currency())));
        if (!sum.equals(before.minus(after))) {
            throw new IllegalArgumentException(
                    "The effects add up to " + sum + ", not to " + before.minus(after) + ".");
        }
    }

    /** From {@code before} to {@code after}, both of which say how much work there was. */
    public static CostChange of(WorkCost before, WorkCost after) {
        WorkCost.Work was = before.work().orElseThrow();
        WorkCost.Work is = after.work().orElseThrow();
        boolean byUse = was.used().isPresent() && is.used().isPresent();
        Money atVolume = times(before.cost(), is.done(byUse), was.done(byUse));
        Money atHeld =
                times(atVolume, is.held().multiply(was.done(byUse)), was.held().multiply(is.done(byUse)));
        Money atThere = times(
                byUse ? atHeld : atVolume,
                is.there().multiply(was.held()),
                was.there().multiply(is.held()));
        return new CostChange(
                before.cost(),
                after.cost(),
                before.cost().minus(atVolume),
                byUse ? Optional.of(atVolume.minus(atHeld)) : Optional.empty(),
                (byUse ? atHeld : atVolume).minus(atThere),
                atThere.minus(after.cost()));
    }

    /** What was saved with volume kept apart; below 0 where the same work became dearer. */
    public Money realised() {
        return before.minus(after).minus(volume);
    }

    /** By how much the bill is lower; below 0 where it is higher. */
    public Money billFell() {
        return before.minus(after);
    }

    /** The part of what was saved that the bill does not show, because more work was done. */
    public Money avoided() {
        Money realised = realised();
        Money zero = Money.zero(before.currency());
        if (realised.isNegative()) {
            return zero;
        }
        Money seen = billFell().isNegative() ? zero : billFell();
        return realised.compareTo(seen) > 0 ? realised.minus(seen) : zero;
    }

    private static Money times(Money cost, BigDecimal numerator, BigDecimal denominator) {
        return cost.times(numerator.divide(denominator, PRECISION));
    }
}
