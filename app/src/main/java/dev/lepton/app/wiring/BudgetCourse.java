package dev.lepton.app.wiring;

import dev.lepton.core.watch.BudgetCheck;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The way of a running budget through its window: what was spent so far by the end of each day, and what is forecast to be.
 *
 * @param check the budget, its forecast included
 * @param first the day of the first of {@code spent}
 * @param spent in the budget's currency, from the window's beginning to the end of each day that is known
 * @param ahead the same of the days after, to the window's end
 */
public record BudgetCourse(BudgetCheck check, LocalDate first, List<Double> spent, List<Day> ahead) {
    /** What is expected to be spent by the end of a day; without a band where the past is too short to say. */
    public record Day(LocalDate date, double expected, Optional<Band> band) {}

    /** Where 95 % of such forecasts would have been right. */
    public record Band(double low, double high) {}

    public BudgetCourse {
        spent = List.copyOf(spent);
        ahead = List.copyOf(ahead);
    }
}
