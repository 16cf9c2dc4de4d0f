package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The limits that a plan runs into, and what one unit more of each would save: solved again with it, not read off a relaxation. */
public final class Binding {
    /**
     * A limit that is used up.
     *
     * @param name in words, with the unit that one more of was tried
     * @param saving a month with one more; empty when the solver found no plan within its work
     */
    public record Bound(String name, Optional<Money> saving) {}

    private final JointProblem problem;
    private final JointPlanner planner;
    private final JointPlan plan;
    private final List<Bound> bounds = new ArrayList<>();

    private Binding(JointProblem problem, JointPlanner planner, JointPlan plan) {
        this.problem = problem;
        this.planner = planner;
        this.plan = plan;
    }

    /** The limits of {@code problem} that {@code plan} uses up. */
    public static List<Bound> of(JointProblem problem, JointPlanner planner, JointPlan plan) {
        Binding binding = new Binding(problem, planner, plan);
        binding.stocks();
        binding.power();
        binding.links();
        binding.carbon();
        return List.copyOf(binding.bounds);
    }

    private void stocks() {
        Map<Integer, Integer> peak = new HashMap<>();
        for (JointPlan.Fleet f : plan.fleet()) {
            Place place = problem.places().get(f.place());
            Supply supply = place.supplies().get(f.supply());
            peak.merge(f.place(), used(f), Integer::sum);
            if (supply.most().isPresent() && used(f) >= supply.most().getAsInt()) {
                relax(
                        "stock of " + place.name() + " on " + supply.terms().word() + ": one machine",
                        problem.withPlaces(moreOf(f.place(), f.supply())));
            }
        }
        peak.forEach((p, machines) -> {
            Place place = problem.places().get(p);
            if (place.most().isPresent() && machines >= place.most().getAsInt()) {
                List<Place> places = new ArrayList<>(problem.places());
                places.set(
                        p,
                        place.with(place.supplies(), OptionalInt.of(place.most().getAsInt() + 1)));
                relax("stock of " + place.name() + ": one machine", problem.withPlaces(places));
            }
        });
    }

    /** Machines at the busiest time, those for part of a slot as far as they run together. */
    private int used(JointPlan.Fleet f) {
        int most = 0;
        for (int t = 0; t < f.whole().size(); t++) {
            double parts = f.partHours().get(t) / problem.slots().get(t).hours();
            most = Math.max(most, f.whole().get(t) + (int) Math.round(parts));
        }
        return most;
    }

    private List<Place> moreOf(int p, int s) {
        List<Place> places = new ArrayList<>(problem.places());
        Place place = places.get(p);
        List<Supply> supplies = new ArrayList<>(place.supplies());
        Supply supply = supplies.get(s);
        supplies.set(s, supply.upTo(OptionalInt.of(supply.most().orElse(0) + 1)));
        places.set(p, place.with(supplies, place.most()));
        return places;
    }

    private void power() {
        problem.limits().kilowatts().forEach((site, most) -> {
            Map<String, Double> more = new HashMap<>(problem.limits().kilowatts());
            more.put(site, most + 1);
            relax("power of " + site + ": one kW", problem.with(problem.limits().withKilowatts(more)));
        });
    }

    private void links() {
        problem.limits().megabits().forEach((site, most) -> {
            Map<String, Double> more = new HashMap<>(problem.limits().megabits());
            more.put(site, most + 1);
            relax(
                    "link of " + site + ": one Mbit/s",
                    problem.with(problem.limits().withMegabits(more)));
        });
    }

    private void carbon() {
        Limits l = problem.limits();
        if (l.kilograms().isPresent()
                && plan.kilograms() >= 0.99 * l.kilograms().getAsDouble()) {
            OptionalDouble more = OptionalDouble.of(l.kilograms().getAsDouble() * 1.01);
            relax("carbon: one percent more", problem.with(l.withKilograms(more)));
        }
    }

    /** Lists the limit if more of it saves something, or if it is used up. */
    private void relax(String name, JointProblem relaxed) {
        bounds.add(new Bound(
                name, planner.anyCheapest(relaxed).map(p -> plan.total().minus(p.total()))));
    }
}
