package dev.lepton.core.plan.joint;

import java.util.Currency;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Works, the ways to do each, and the places that they share.
 *
 * @param slots parts of one month
 */
public record JointProblem(
        Currency currency, List<Slot> slots, List<Place> places, List<Work> works, List<Way> ways, Limits limits) {
    public JointProblem {
        slots = List.copyOf(slots);
        places = List.copyOf(places);
        works = List.copyOf(works);
        ways = List.copyOf(ways);
    }

    /** Hours of the month. */
    public double hours() {
        return slots.stream().mapToDouble(Slot::hours).sum();
    }

    /** The same with only {@code allowed} levers pulled: ways and purchases that pull others are left out. */
    public JointProblem pulling(Set<Lever> allowed) {
        List<Place> fewer = places.stream().map(p -> pulling(p, allowed)).toList();
        return new JointProblem(
                currency,
                slots,
                fewer,
                works,
                ways.stream().filter(w -> allowed.containsAll(w.changes())).toList(),
                limits);
    }

    /** The same with other ways. */
    public JointProblem withWays(List<Way> others) {
        return new JointProblem(currency, slots, places, works, others, limits);
    }

    /** The same with other limits. */
    public JointProblem with(Limits others) {
        return new JointProblem(currency, slots, places, works, ways, others);
    }

    /** The same with other places. */
    public JointProblem withPlaces(List<Place> others) {
        return new JointProblem(currency, slots, others, works, ways, limits);
    }

    private static Place pulling(Place place, Set<Lever> allowed) {
        List<Supply> supplies = place.supplies().stream()
                .map(s -> allowed.containsAll(s.changes()) ? s : s.upTo(OptionalInt.of(s.held())))
                .toList();
        return place.with(supplies, place.most());
    }
}
