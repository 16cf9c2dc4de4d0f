package dev.lepton.core.roadmap;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far a task is, as reported.
 *
 * @param task its id
 * @param date at the end of which it is so
 * @param percent done, 0 to 100
 * @param actualCost what was spent on it so far, from its beginning; empty where nobody said
 * @param started the date it began; empty where nobody said
 * @param finished the date it was done; empty where nobody said
 */
public record Progress(
        String task,
        LocalDate date,
        BigDecimal percent,
        Optional<Money> actualCost,
        Optional<LocalDate> started,
        Optional<LocalDate> finished) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Progress {
        if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("percent is " + percent.toPlainString() + ", not 0 to 100");
        }
        if (started.filter(s -> s.isAfter(date)).isPresent()
                || finished.filter(f -> f.isAfter(date)).isPresent()) {
            throw new IllegalArgumentException("it started or finished after the date of the report");
        }
        if (started.isPresent()
                && finished.filter(f -> f.isBefore(started.get())).isPresent()) {
            throw new IllegalArgumentException("it finished before it started");
        }
    }

    /** Progress of which nothing else was said. */
    public static Progress of(String task, LocalDate date, BigDecimal percent) {
        return new Progress(task, date, percent, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Done, as a share. */
    BigDecimal share() {
        return percent.movePointLeft(2);
    }

    boolean done() {
        return percent.compareTo(HUNDRED) == 0;
    }
}
