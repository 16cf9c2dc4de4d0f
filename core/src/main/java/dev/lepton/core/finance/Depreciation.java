package dev.lepton.core.finance;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How the price of a thing is spread over the years it is used. Interest is no part of it. */
public sealed interface Depreciation {
    /**
     * What each year bears; the years add up to {@code price − residual} exactly.
     *
     * @param residual what the thing is worth at the end, at most {@code price}
     * @throws IllegalArgumentException if the residual is above the price or there are no years
     */
    default List<Money> schedule(Money price, Money residual, int years) {
        if (years < 1 || residual.compareTo(price) > 0) {
            throw new IllegalArgumentException(
                    "A price of " + price + " cannot be written down to " + residual + " over " + years + " years.");
        }
        return switch (this) {
            case StraightLine line -> price.minus(residual).split(Collections.nCopies(years, BigDecimal.ONE));
            case DecliningBalance declining -> declining.writeDown(price, residual, years);
        };
    }

    /** The same every year. */
    record StraightLine() implements Depreciation {}

    /**
     * A fixed share of the book value every year, never below the residual; the last year takes what is left above it.
     *
     * @param rate share of the book value, above 0 and at most 1
     */
    record DecliningBalance(BigDecimal rate) implements Depreciation {
        public DecliningBalance {
            if (rate.signum() <= 0 || rate.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException(
                        "A declining-balance rate is above 0 and at most 1, not " + rate.toPlainString() + ".");
            }
        }

        private List<Money> writeDown(Money price, Money residual, int years) {
            List<Money> schedule = new ArrayList<>();
            Money book = price;
            for (int year = 1; year <= years; year++) {
                Money most = book.minus(residual);
                Money share = book.times(rate);
                Money borne = year == years || share.compareTo(most) > 0 ? most : share;
                schedule.add(borne);
                book = book.minus(borne);
            }
            return schedule;
        }
    }
}
