package dev.lepton.core.economics;

import dev.lepton.core.finance.Annuity;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * After how many years to replace a machine by another of its kind: the life with the least equivalent annual cost,
 * EAC(n) = (P − S(n)/(1+i)ⁿ + Σ O(k)/(1+i)ᵏ) × CRF(i, n).
 *
 * @param purchase what it costs new
 * @param resale what it sells for after 1, 2 … years
 * @param running what it costs to run in year 1, 2 …; as many as {@code resale}
 * @param interest a year, as a share
 */
public record Replacement(Money purchase, List<Money> resale, List<Money> running, BigDecimal interest) {
    public Replacement {
        resale = List.copyOf(resale);
        running = List.copyOf(running);
        if (resale.isEmpty() || resale.size() != running.size()) {
            throw new IllegalArgumentException(
                    resale.size() + " years of resale and " + running.size() + " of running do not fit.");
        }
        new Annuity(interest, resale.size());
    }

    /** What a year costs when it is kept for {@code years}, from 1. */
    public Money yearly(int years) {
        Money today = purchase.minus(new Annuity(interest, years).presentValue(resale.get(years - 1)));
        for (int year = 1; year <= years; year++) {
            today = today.plus(new Annuity(interest, year).presentValue(running.get(year - 1)));
        }
        return new Annuity(interest, years).yearly(today);
    }

    /** The yearly cost for each life from 1 year on. */
    public List<Money> byLife() {
        List<Money> all = new ArrayList<>();
        for (int years = 1; years <= resale.size(); years++) {
            all.add(yearly(years));
        }
        return all;
    }

    /** The life with the least yearly cost, the shortest of equals. */
    public int economicLife() {
        List<Money> all = byLife();
        int best = 0;
        for (int i = 1; i < all.size(); i++) {
            best = all.get(i).compareTo(all.get(best)) < 0 ? i : best;
        }
        return best + 1;
    }

    /**
     * What keeping it for year {@code year} costs, at that year's end: the fall of its resale value with interest, and its running
     * cost. It is time for another machine when this is above the other's {@link #yearly} for the same work.
     */
    public Money oneMoreYear(int year) {
        Money before = year == 1 ? purchase : resale.get(year - 2);
        return before.times(BigDecimal.ONE.add(interest)).minus(resale.get(year - 1)).plus(running.get(year - 1));
    }

    /**
     * The first year that is not worth keeping it for, when a machine that does {@code speed} times its work costs {@code yearly}; 0
     * when all are.
     */
    public int replaceInYear(Money yearly, BigDecimal speed) {
        Money sameWork = new Money(yearly.amount().divide(speed, MathContext.DECIMAL128), yearly.currency());
        for (int year = 2; year <= resale.size(); year++) {
            if (oneMoreYear(year).compareTo(sameWork) > 0) {
                return year;
            }
        }
        return 0;
    }
}
