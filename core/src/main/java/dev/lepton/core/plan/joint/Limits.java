package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What all works share.
 *
 * @param budget most money a month
 * @param kilowatts most power of a site's building, by site
 * @param megabits most megabits a second over a site's link, both ways together, by site
 * @param kilograms most CO2 equivalent a month; works whose carbon is not known then have no place in the plan
 * @param changeCost of starting or stopping one machine against today, so that a plan does not flap
 * @param inflated how many buckets of each service may come at {@code inflation} times more at once
 * @param inflation 0.25 for a quarter more
 */
public record Limits(
        Optional<Money> budget,
        Map<String, Double> kilowatts,
        Map<String, Double> megabits,
        OptionalDouble kilograms,
        Optional<Money> changeCost,
        int inflated,
        double inflation) {
    public Limits {
        // By name: what iterates over them must not differ from run to run, as it does over Map.copyOf.
        kilowatts = Collections.unmodifiableMap(new TreeMap<>(kilowatts));
        megabits = Collections.unmodifiableMap(new TreeMap<>(megabits));
        if (inflated < 0 || !(inflation >= 0) || !Double.isFinite(inflation)) {
            throw new IllegalArgumentException("Up to " + inflated + " rates " + inflation + " higher cannot be.");
        }
    }

    /** Without limits on links. */
    public Limits(
            Optional<Money> budget,
            Map<String, Double> kilowatts,
            OptionalDouble kilograms,
            Optional<Money> changeCost,
            int inflated,
            double inflation) {
        this(budget, kilowatts, Map.of(), kilograms, changeCost, inflated, inflation);
    }

    /** No limits. */
    public static Limits none() {
        return new Limits(Optional.empty(), Map.of(), OptionalDouble.empty(), Optional.empty(), 0, 0);
    }

    /** The same with another budget. */
    public Limits withBudget(Optional<Money> other) {
        return new Limits(other, kilowatts, megabits, kilograms, changeCost, inflated, inflation);
    }

    /** The same with other limits on power. */
    public Limits withKilowatts(Map<String, Double> others) {
        return new Limits(budget, others, megabits, kilograms, changeCost, inflated, inflation);
    }

    /** The same with other limits on links. */
    public Limits withMegabits(Map<String, Double> others) {
        return new Limits(budget, kilowatts, others, kilograms, changeCost, inflated, inflation);
    }

    /** The same with another limit on carbon. */
    public Limits withKilograms(OptionalDouble other) {
        return new Limits(budget, kilowatts, megabits, other, changeCost, inflated, inflation);
    }

    /** The same with other rates that may come stronger. */
    public Limits withInflation(int rates, double stronger) {
        return new Limits(budget, kilowatts, megabits, kilograms, changeCost, rates, stronger);
    }
}
