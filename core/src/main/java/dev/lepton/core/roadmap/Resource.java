package dev.lepton.core.roadmap;

import dev.lepton.core.money.Price;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * People or machines that tasks share.
 *
 * @param name what tasks call it
 * @param kind whether it is paid for what is worked or for what is held
 * @param units how many there are at the start
 * @param changes how many there are from a date on
 * @param calendar when it works
 * @param hourly what one costs an hour; empty where nothing is counted
 */
public record Resource(
        String name,
        Kind kind,
        int units,
        Map<LocalDate, Integer> changes,
        WorkCalendar calendar,
        Optional<Price> hourly) {
    /** What is paid for. */
    public enum Kind {
        /** Worked hours are paid. */
        PEOPLE,
        /** A task holds them from its start to its finish, nights and weekends too, and all of that is paid. */
        MACHINES
    }

    public Resource {
        changes = java.util.Collections.unmodifiableMap(new TreeMap<>(changes));
        if (name.isBlank() || units < 0 || changes.values().stream().anyMatch(u -> u < 0)) {
            throw new IllegalArgumentException("A resource needs a name and 0 units or more: '" + name + "', " + units
                    + (changes.isEmpty() ? "." : ", " + changes + "."));
        }
        if (units == 0 && changes.values().stream().allMatch(u -> u == 0)) {
            throw new IllegalArgumentException("Resource '" + name + "' is never there: it has 0 units.");
        }
    }

    /** The most there ever are. */
    public int most() {
        return changes.values().stream().mapToInt(Integer::intValue).reduce(units, Math::max);
    }
}
