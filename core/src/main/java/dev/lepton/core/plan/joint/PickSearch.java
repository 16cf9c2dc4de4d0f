package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Picks one plan of each work so that whole machines cost little: from the plans that prices like best, one work after another moves to where the whole costs
 * less, and places whose last machine is hardly used give its works away together. What exceeds a limit costs a penalty, so that moves repair it.
 */
final class PickSearch {
    private static final int KINDS = Kind.values().length;
    private static final int MOST_PASSES = 40;
    private static final double DUST = 1e-7;

    /** Heat at first, in mean costs of a work, and at last, in that at first. */
    private static final double HOT = 0.001;

    private static final double COLD = 1e-3;

    private final JointProblem problem;
    private final List<List<WorkPlan>> choices;
    /** Number of the choice of each work. */
    private final int[] picks;

    private final List<PlaceCost> places = new ArrayList<>();
    private final double[][] load;
    private final double[][] atOnce;
    private final double[] cost;
    private final Map<String, double[]> watts = new HashMap<>();
    private final double penalty;
    private final boolean limitless;
    private double own;
    private double kilograms;
    private double machines;

    /**
     * @param choices plans of each work, the best at the prices first
     * @param penalty dollars for a machine-hour that nobody offers
     */
    PickSearch(JointProblem problem, List<List<WorkPlan>> choices, double penalty) {
        this.problem = problem;
        this.choices = choices;
        this.penalty = penalty;
        Limits limits = problem.limits();
        limitless = limits.kilowatts().isEmpty()
                && limits.kilograms().isEmpty()
                && limits.budget().isEmpty();
        int n = problem.places().size();
        load = new double[n][problem.slots().size() * KINDS];
        atOnce = new double[n][problem.slots().size()];
        cost = new double[n];
        problem.limits()
                .kilowatts()
                .keySet()
                .forEach(site -> watts.put(site, new double[problem.slots().size()]));
        for (int p = 0; p < n; p++) {
            places.add(new PlaceCost(problem, p, penalty));
        }
        picks = new int[choices.size()];
        choices.forEach(of -> shift(of.get(0), 1));
        for (int p = 0; p < n; p++) {
            price(p);
        }
    }

    /** The picks when no move betters them, after {@code moves} random ones, dearer ones ever less often (Kirkpatrick et al., 1983). */
    List<WorkPlan> search(long seed, long moves) {
        anneal(new SplittableRandom(seed), moves);
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            double before = total();
            for (int w = 0; w < picks.length; w++) {
                moveOne(w);
            }
            shedAll();
            if (total() > before - 1e-6 * Math.max(1, before)) {
                break;
            }
        }
        return IntStream.range(0, picks.length).mapToObj(this::picked).toList();
    }

    private void anneal(SplittableRandom random, long moves) {
        int[] free = IntStream.range(0, picks.length)
                .filter(w -> choices.get(w).size() > 1)
                .toArray();
        if (free.length == 0) {
            return;
        }
        double now = total();
        double hot = HOT * Math.abs(now) / picks.length;
        double heat = hot;
        for (long m = 0; m < moves; m++) {
            heat = m % 64 == 0 ? hot * Math.pow(COLD, (double) m / moves) : heat;
            int w = free[random.nextInt(free.length)];
            int from = picks[w];
            int to = random.nextInt(choices.get(w).size());
            if (to == from) {
                continue;
            }
            replace(w, to);
            double after = total();
            if (after > now && random.nextDouble() >= Math.exp((now - after) / heat)) {
                replace(w, from);
            } else {
                now = after;
            }
        }
    }

    /** Dollars a month, penalties included. */
    double total() {
        double sum = machines + own;
        double over = 0;
        if (limitless) {
            return sum;
        }
        for (Map.Entry<String, Double> limit : problem.limits().kilowatts().entrySet()) {
            for (double drawn : watts.getOrDefault(limit.getKey(), new double[0])) {
                over += Math.max(0, drawn / (limit.getValue() * 1000) - 1);
            }
        }
        if (problem.limits().kilograms().isPresent()) {
            over += Math.max(0, kilograms / problem.limits().kilograms().getAsDouble() - 1);
        }
        double budget = problem.limits().budget().map(m -> m.toDouble()).orElse(Double.POSITIVE_INFINITY);
        over += Math.max(0, sum / budget - 1);
        return sum + over * penalty * problem.hours() * picks.length;
    }

    private WorkPlan picked(int w) {
        return choices.get(w).get(picks[w]);
    }

    private void moveOne(int w) {
        int from = picks[w];
        int best = from;
        double least = total();
        for (int to = 0; to < choices.get(w).size(); to++) {
            if (to != from) {
                replace(w, to);
                if (total() < least - DUST * Math.abs(least)) {
                    least = total();
                    best = to;
                }
                replace(w, from);
            }
        }
        replace(w, best);
    }

    /** Each place, the one with most idle machines first, tries to do with one machine less. */
    private void shedAll() {
        List<Integer> order = new ArrayList<>();
        for (int p = 0; p < places.size(); p++) {
            if (idle(p) > DUST) {
                order.add(p);
            }
        }
        order.sort(Comparator.comparingDouble((Integer p) -> -idle(p)).thenComparing(p -> p));
        order.forEach(this::shed);
    }

    /** The part of the last machine that is not used, of the slot where it is used most. */
    private double idle(int place) {
        double least = 1;
        for (int t = 0; t < problem.slots().size(); t++) {
            double staying = load[place][t * KINDS + Kind.STAYING.index];
            least = staying > DUST ? Math.min(least, Math.ceil(staying - 1e-6) - staying) : least;
        }
        return least;
    }

    /** Works leave the place, each for where it costs least then, until the last machine is empty; kept only if the whole costs less. */
    private void shed(int place) {
        double before = total();
        double[] target = new double[problem.slots().size()];
        for (int t = 0; t < target.length; t++) {
            double staying = load[place][t * KINDS + Kind.STAYING.index];
            target[t] = Math.max(0, Math.ceil(staying - 1e-6) - 1);
        }
        Map<Integer, Integer> moved = new HashMap<>();
        Set<Integer> here = new TreeSet<>();
        for (int w = 0; w < picks.length; w++) {
            if (at(picked(w), place) && choices.get(w).stream().anyMatch(c -> !at(c, place))) {
                here.add(w);
            }
        }
        List<Integer> order = new ArrayList<>(here);
        Map<Integer, Double> regret = new HashMap<>();
        order.forEach(w -> regret.put(w, regret(w, place)));
        order.sort(Comparator.comparingDouble((Integer w) -> regret.get(w)).thenComparing(w -> w));
        for (int w : order) {
            if (below(place, target)) {
                break;
            }
            moved.put(w, picks[w]);
            leave(w, place);
        }
        if (!below(place, target) || total() > before - 1e-9 * Math.max(1, before)) {
            moved.forEach(this::replace);
        }
    }

    private boolean below(int place, double[] target) {
        for (int t = 0; t < target.length; t++) {
            if (load[place][t * KINDS + Kind.STAYING.index] > target[t] + 1e-6) {
                return false;
            }
        }
        return true;
    }

    private static boolean at(WorkPlan plan, int place) {
        return plan.uses().stream().anyMatch(u -> u.place() == place);
    }

    /** What it costs the rest of the world to take the work over, for each machine that it frees here. */
    private double regret(int w, int place) {
        int from = picks[w];
        double freed = picked(w).uses().stream()
                .filter(u -> u.place() == place)
                .mapToDouble(WorkPlan.Use::machines)
                .sum();
        double before = total() - cost[place];
        leave(w, place);
        double after = total() - cost[place];
        replace(w, from);
        return (after - before) / Math.max(DUST, freed);
    }

    private void leave(int w, int place) {
        int best = picks[w];
        double least = Double.POSITIVE_INFINITY;
        for (int to = 0; to < choices.get(w).size(); to++) {
            if (!at(choices.get(w).get(to), place)) {
                replace(w, to);
                if (total() < least) {
                    least = total();
                    best = to;
                }
            }
        }
        replace(w, best);
    }

    private void replace(int w, int to) {
        if (picks[w] == to) {
            return;
        }
        WorkPlan from = picked(w);
        picks[w] = to;
        shift(from, -1);
        shift(picked(w), 1);
        price(from);
        price(picked(w));
    }

    private void price(WorkPlan plan) {
        int last = -1;
        for (WorkPlan.Use u : plan.uses()) {
            if (u.place() != last) {
                price(u.place());
                last = u.place();
            }
        }
    }

    private void shift(WorkPlan plan, int sign) {
        own += sign * plan.own();
        kilograms += sign * plan.kilograms();
        for (WorkPlan.Use u : plan.uses()) {
            load[u.place()][u.slot() * KINDS + u.kind().index] += sign * u.machines();
        }
        plan.atOnce().forEach(u -> atOnce[u.place()][u.slot()] += sign * u.machines());
        plan.watts().forEach(d -> {
            double[] of = watts.get(d.site());
            if (of != null) {
                of[d.slot()] += sign * d.watts();
            }
        });
    }

    private void price(int place) {
        double now = places.get(place).of(load[place], atOnce[place]);
        machines += now - cost[place];
        cost[place] = now;
    }
}
