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

    /** What a year costs when it is bought new and kept for {@code years}, from 1. */
    public Money yearly(int years) {
        return yearly(0, years);
    }

    /** What a year costs when it is {@code age} years old, could be sold, and is kept for {@code years} more. */
    private Money yearly(int age, int years) {
        Money now = age == 0 ? purchase : resale.get(age - 1);
        Money today = now.minus(new Annuity(interest, years).presentValue(resale.get(age + years - 1)));
        for (int year = 1; year <= years; year++) {
            today = today.plus(new Annuity(interest, year).presentValue(running.get(age + year - 1)));
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
     * The least that a year of keeping on costs at {@code age}, from 1 and below the last year stated: what it would sell for is spent
     * by not selling it. It is time for another machine when the other does the same work for less a year.
     */
    public Money keeping(int age) {
        Money least = yearly(age, 1);
        for (int years = 2; age + years <= resale.size(); years++) {
            Money here = yearly(age, years);
            least = here.compareTo(least) < 0 ? here : least;
        }
        return least;
    }

    /** Whether at {@code age} a machine that does {@code speed} times its work and costs {@code yearly} does the same work for less. */
    public boolean replaceAt(int age, Money yearly, BigDecimal speed) {
        Money sameWork = new Money(yearly.amount().divide(speed, MathContext.DECIMAL128), yearly.currency());
        return keeping(age).compareTo(sameWork) > 0;
    }
}
