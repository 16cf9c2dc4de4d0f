package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/**
 * Cost by team over time.
 *
 * @param grain the length of a period
 * @param starts the first day of each period, in order
 * @param series one per team, and one for what belongs to no team; each has an amount for every period
 * @param told what was out of the ordinary in some of the periods
 */
public record Trend(Grain grain, List<LocalDate> starts, List<Series> series, List<Told> told) {
    /**
     * Something that was out of the ordinary.
     *
     * @param period index of the period it began in
     * @param what in few words: whose, when, how much
     */
    public record Told(int period, String what) {
        public Told {
            Check.named("What is told", what);
        }
    }

    /** Cost over time of which nothing is told. */
    public Trend(Grain grain, List<LocalDate> starts, List<Series> series) {
        this(grain, starts, series, List.of());
    }

    /** The length of a period. */
    public enum Grain {
        DAY("day"),
        WEEK("week"),
        MONTH("month");

        private final String word;

        Grain(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The amounts of one team, period by period; nothing spent is zero, for here it is known. */
    public record Series(String name, List<Money> amounts) {
        public Series {
            Check.named("A series", name);
            amounts = List.copyOf(amounts);
        }

        public Money total(Currency currency) {
            return Money.sum(amounts, currency);
        }
    }

    public Trend {
        starts = List.copyOf(starts);
        series = List.copyOf(series);
        told = List.copyOf(told);
        for (Told one : told) {
            Check.that(
                    one.period() >= 0 && one.period() < starts.size(),
                    "'" + one.what() + "' is in no period: " + one.period() + ".");
        }
        for (int i = 1; i < starts.size(); i++) {
            Check.that(starts.get(i - 1).isBefore(starts.get(i)), "The periods are not in order at " + starts.get(i));
        }
        for (Series one : series) {
            Check.that(
                    one.amounts().size() == starts.size(),
                    "'" + one.name() + "' has " + one.amounts().size() + " amounts for " + starts.size() + " periods.");
        }
    }

    public Money total(Currency currency) {
        return Money.sum(series.stream().map(s -> s.total(currency)).toList(), currency);
    }
}
