package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram;
import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import dev.lepton.core.plan.joint.Way.How;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A problem as an integer program: works, places, and the limits over all of them. */
final class JointModel {
    private final JointProblem problem;
    private final Draft draft;
    final WorkColumns works;
    final PlaceColumns places;

    /**
     * @param whole whether machines, replicas and choices are whole; false for the linear relaxation
     * @param optional whether works that state their worth may be left undone
     */
    JointModel(JointProblem problem, boolean whole, boolean optional) {
        this.problem = problem;
        this.draft = new Draft(whole);
        this.works = new WorkColumns(problem, draft, optional);
        this.places = new PlaceColumns(problem, draft, PlaceLoad.of(problem, works));
        energy();
        links();
    }

    /** The program that makes {@code objective} least while no measure in {@code caps}, nor a limit of the problem, is exceeded. */
    IntegerProgram minimising(Measure objective, Map<Measure, Double> caps) {
        Map<Measure, Double> all = new java.util.EnumMap<>(Measure.class);
        all.putAll(caps);
        problem.limits().budget().ifPresent(b -> all.merge(Measure.COST, b.toDouble(), Math::min));
        problem.limits().kilograms().ifPresent(k -> all.merge(Measure.CARBON, k, Math::min));
        return draft.minimising(objective, all);
    }

    double total(Measure measure, Found found) {
        return draft.total(measure, found.values());
    }

    /** Kilowatt-hours and carbon of every column that draws power, and the power limits of sites. */
    private void energy() {
        Map<String, List<List<Term>>> watts = new HashMap<>();
        for (WorkColumns.Units u : works.units) {
            draws(
                    watts,
                    u.way(),
                    u.slot(),
                    u.column(),
                    problem.slots().get(u.slot()).hours());
        }
        for (WorkColumns.Hours h : works.hours) {
            draws(watts, h.way(), h.slot(), h.column(), 1);
        }
        for (WorkColumns.Chosen c : works.chosen) {
            if (problem.ways().get(c.way()).how() instanceof How.Keep keep) {
                for (int t = 0; t < problem.slots().size(); t++) {
                    double on = keep.share().get(t) * problem.slots().get(t).hours();
                    draws(watts, c.way(), t, c.column(), on);
                }
            }
        }
        problem.limits().kilowatts().forEach((site, most) -> {
            for (List<Term> terms : watts.getOrDefault(site, List.of())) {
                if (!terms.isEmpty()) {
                    draft.atMost("power of " + site, most * 1000, terms);
                }
            }
        });
    }

    /** What requests send over the links of sites. */
    private void links() {
        problem.limits().megabits().forEach((site, most) -> {
            for (int t = 0; t < problem.slots().size(); t++) {
                List<Term> sent = new ArrayList<>();
                for (WorkColumns.Served s : works.served) {
                    double each = s.slot() == t ? megabits(site, problem.ways().get(s.way())) : 0;
                    if (each > 0) {
                        sent.add(new Term(s.column(), each));
                    }
                }
                if (!sent.isEmpty()) {
                    draft.atMost("link of " + site, most, sent);
                }
            }
        });
    }

    private double megabits(String site, Way way) {
        Work.Service service = (Work.Service) problem.works().get(way.work());
        return service.traffic()
                .map(t -> t.over(
                        site,
                        way.place().isPresent()
                                ? problem.places().get(way.place().getAsInt()).site()
                                : Optional.empty()))
                .orElse(0.0);
    }

    /** One unit of {@code column} draws the way's watts for {@code hours}. */
    private void draws(Map<String, List<List<Term>>> bySite, int way, int slot, int column, double hours) {
        Way w = problem.ways().get(way);
        if (w.place().isEmpty() || w.watts().isEmpty()) {
            return;
        }
        Place place = problem.places().get(w.place().getAsInt());
        double watts = w.watts().getAsDouble() * place.pue();
        draft.weigh(column, Measure.ENERGY, watts / 1000 * hours);
        place.perKwh()
                .ifPresent(price -> draft.weigh(
                        column,
                        Measure.COST,
                        watts / 1000 * hours * price.perUnit().doubleValue()));
        place.gramsPerKwh().ifPresent(grams -> draft.weigh(column, Measure.CARBON, watts / 1e6 * hours * grams));
        place.site().ifPresent(site -> {
            List<List<Term>> slots = bySite.computeIfAbsent(site, s -> {
                List<List<Term>> empty = new ArrayList<>();
                problem.slots().forEach(t -> empty.add(new ArrayList<>()));
                return empty;
            });
            slots.get(slot)
                    .add(new Term(
                            column, watts * hours / problem.slots().get(slot).hours()));
        });
    }
}
