package dev.lepton.core.economics;

import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.finance.Annuity;
import dev.lepton.core.finance.Depreciation;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;

/**
 * What a machine costs to have, as a cost per year.
 *
 * @param purchase its price
 * @param networking what connecting it adds: switches, cables, optics
 * @param residual what it sells for at the end of its life, at most purchase and networking together
 * @param lifeYears whole years in use
 * @param interest cost of capital per year as a share; only an annuity uses it
 * @param method how the price becomes a yearly cost
 */
public record Capital(
        Money purchase, Money networking, Money residual, int lifeYears, BigDecimal interest, Method method) {
    /** How a price becomes a yearly cost. */
    public sealed interface Method {
        /** Equal payments that repay the price less the present value of the residual, with interest. */
        record EqualPayments() implements Method {}

        /** The price less the residual, spread by {@code depreciation}, in year {@code year} of the life; no interest. */
        record WrittenDown(Depreciation depreciation, int year) implements Method {}
    }

    public Capital {
        new Annuity(interest, lifeYears);
        if (purchase.isNegative() || networking.isNegative() || residual.isNegative()) {
            throw new IllegalArgumentException("Purchase, networking and residual cannot be negative.");
        }
        if (residual.compareTo(purchase.plus(networking)) > 0) {
            throw new IllegalArgumentException("The residual, " + residual + ", is more than purchase and networking, "
                    + purchase.plus(networking) + ".");
        }
        if (method instanceof Method.WrittenDown down && (down.year() < 1 || down.year() > lifeYears)) {
            throw new IllegalArgumentException(
                    "Year " + down.year() + " is not one of the " + lifeYears + " years of the life.");
        }
    }

    /** The cost of one year, with its working. */
    public Explanation perYear() {
        return switch (method) {
            case Method.EqualPayments equal -> equalPayments();
            case Method.WrittenDown down -> writtenDown(down);
        };
    }

    /** Whether an interest was stated that {@link #method} leaves out. */
    public boolean interestIsUnused() {
        return method instanceof Method.WrittenDown && interest.signum() > 0;
    }

    private Explanation equalPayments() {
        Annuity annuity = new Annuity(interest, lifeYears);
        Money today = annuity.presentValue(residual);
        Money owed = purchase.plus(networking).minus(today);
        String working = "(" + purchase + " + " + networking + " − " + cents(today) + " residual today) × "
                + annuity.capitalRecoveryFactor().setScale(6, java.math.RoundingMode.HALF_EVEN)
                + " capital recovery over " + lifeYears + " years at "
                + interest.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
        return Explanation.leaf("capital", annuity.yearly(owed), working);
    }

    private Explanation writtenDown(Method.WrittenDown down) {
        Money all = purchase.plus(networking);
        Money borne = down.depreciation().schedule(all, residual, lifeYears).get(down.year() - 1);
        String how = switch (down.depreciation()) {
            case Depreciation.StraightLine line -> "straight line over " + lifeYears + " years";
            case Depreciation.DecliningBalance declining ->
                declining.rate().movePointRight(2).stripTrailingZeros().toPlainString() + " % of the book value, year "
                        + down.year() + " of " + lifeYears;
        };
        return Explanation.leaf("capital", borne, all + " down to " + residual + ", " + how);
    }

    private static String cents(Money amount) {
        return amount.amount().setScale(2, java.math.RoundingMode.HALF_EVEN).toPlainString() + " "
                + amount.currency().getCurrencyCode();
    }
}
