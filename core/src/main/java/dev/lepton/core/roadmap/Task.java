package dev.lepton.core.roadmap;

import dev.lepton.core.money.Money;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something to be done in one go.
 *
 * @param id what other tasks call it
 * @param name what people call it
 * @param work what {@code estimate} counts
 * @param estimate how much work it is; a fixed 0 is a milestone
 * @param after what it waits for
 * @param uses units of each resource, by name, that it holds from start to finish
 * @param cost what it costs beside its resources, spent evenly over it; empty for nothing
 * @param calendar when it can be worked on, beside the calendars of what it uses; empty for those alone
 * @param earliest a date it may not start before
 * @param deadline a date it should have finished by the end of
 */
public record Task(
        String id,
        String name,
        Work work,
        Estimate estimate,
        List<Link> after,
        Map<String, Integer> uses,
        Optional<Money> cost,
        Optional<WorkCalendar> calendar,
        Optional<LocalDate> earliest,
        Optional<LocalDate> deadline) {
    /** What an estimate counts. */
    public enum Work {
        /** Working days from start to finish. */
        DAYS,
        /** Working hours from start to finish. */
        HOURS,
        /** Days of one person; the people that the task uses share them. */
        PERSON_DAYS,
        /** Hours of one machine; the machines that the task uses share them. */
        MACHINE_HOURS
    }

    public Task {
        after = List.copyOf(after);
        uses = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(uses));
        if (id.isBlank()) {
            throw new IllegalArgumentException("A task needs an id.");
        }
        uses.forEach((resource, units) -> {
            if (units < 1) {
                throw new TaskFault(
                        id, "it uses " + units + " of '" + resource + "'.", "Maybe 1, or leave the resource out.");
            }
        });
        if (cost.filter(Money::isNegative).isPresent()) {
            throw new TaskFault(id, "its cost is negative: " + cost.get() + ".", "");
        }
    }

    /** A task of so many working days that uses nothing and costs nothing. */
    public static Task of(String id, Estimate days, Link... after) {
        return new Task(
                id,
                id,
                Work.DAYS,
                days,
                List.of(after),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** This task, using {@code units} of {@code resource} too. */
    public Task using(String resource, int units) {
        Map<String, Integer> more = new LinkedHashMap<>(uses);
        more.put(resource, units);
        return new Task(id, name, work, estimate, after, more, cost, calendar, earliest, deadline);
    }

    /** This task, at {@code amount} beside what it uses. */
    public Task costing(Money amount) {
        return new Task(id, name, work, estimate, after, uses, Optional.of(amount), calendar, earliest, deadline);
    }

    /** This task under another name and with another work. */
    public Task named(String called, Work counted) {
        return new Task(id, called, counted, estimate, after, uses, cost, calendar, earliest, deadline);
    }

    /** Whether it takes no time. */
    public boolean milestone() {
        return estimate instanceof Estimate.Fixed fixed && fixed.value() == 0;
    }
}
