package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the machines of one place cost for a given load, level by level of the load-duration curve: a machine that is needed in many hours is committed to, one
 * that is needed in few is paid by the hour. What has no machine costs a penalty.
 */
final class PlaceCost {
    private static final int KINDS = Kind.values().length;
    private static final double DUST = 1e-6;

    private final double[] hours;
    private final List<Supply> steady = new ArrayList<>();
    private final double[] monthly;
    private final double heldMonthly;
    private final int held;
    private final double elastic;
    private final int elasticMost;
    private final double spot;
    private final int spotMost;
    private final int most;
    private final double penalty;

    /** @param penalty dollars for a machine-hour that nobody offers */
    PlaceCost(JointProblem problem, int place, double penalty) {
        Place p = problem.places().get(place);
        hours = problem.slots().stream().mapToDouble(Slot::hours).toArray();
        double month = problem.hours();
        p.supplies().stream().filter(Supply::steady).forEach(steady::add);
        steady.sort(Comparator.comparing(Supply::hourly, (a, b) -> a.compareRate(b)));
        monthly = steady.stream()
                .mapToDouble(s -> s.hourly().perUnit().doubleValue() * month)
                .toArray();
        held = steady.stream().mapToInt(Supply::held).sum();
        heldMonthly = steady.stream()
                .mapToDouble(s -> s.held() * s.hourly().perUnit().doubleValue() * month)
                .sum();
        this.penalty = penalty;
        elastic = cheapest(p, false);
        elasticMost = most(p, false);
        spot = cheapest(p, true);
        spotMost = most(p, true);
        most = p.most().orElse(Integer.MAX_VALUE);
    }

    private double cheapest(Place p, boolean interruptible) {
        return p.supplies().stream()
                .filter(s -> !s.steady() && s.interruptible() == interruptible)
                .mapToDouble(s -> s.hourly().perUnit().doubleValue() * s.overhead())
                .min()
                .orElse(penalty);
    }

    private static int most(Place p, boolean interruptible) {
        return p.supplies().stream()
                .filter(s -> !s.steady() && s.interruptible() == interruptible)
                .mapToInt(s -> s.most().orElse(Integer.MAX_VALUE / 4))
                .sum();
    }

    /**
     * Dollars a month.
     *
     * @param load machines, by slot and kind
     * @param atOnce machines that a run on what is spare needs at once, by slot
     */
    double of(double[] load, double[] atOnce) {
        int slots = hours.length;
        int[] need = new int[slots];
        double cost = 0;
        int top = 0;
        for (int t = 0; t < slots; t++) {
            double staying = load[t * KINDS + Kind.STAYING.index];
            double spare = load[t * KINDS + Kind.SPARE.index];
            need[t] = up(staying + Math.max(spare, spare > DUST ? atOnce[t] : 0));
            top = Math.max(top, need[t]);
            int risky = up(load[t * KINDS + Kind.SPOT_STAYING.index]);
            double passing = load[t * KINDS + Kind.HOURLY.index];
            double spotPassing = load[t * KINDS + Kind.SPOT_HOURLY.index];
            cost += hours[t] * (passing * elastic + (risky + spotPassing) * spot);
            cost += hours[t] * penalty * Math.max(0, risky + spotPassing - spotMost);
            double all = need[t] + risky + passing + spotPassing;
            cost += hours[t] * penalty * Math.max(0, all - most);
        }
        return cost + staying(need, top);
    }

    private double staying(int[] need, int top) {
        double cost = heldMonthly;
        int level = held;
        int supply = 0;
        int left = steady.isEmpty() ? 0 : room(0);
        int byHour = 0;
        while (level < top) {
            // Levels from here to the next need are busy in the same slots.
            int next = top;
            double busy = 0;
            for (int t = 0; t < need.length; t++) {
                if (need[t] > level) {
                    next = Math.min(next, need[t]);
                    busy += hours[t];
                }
            }
            int levels = next - level;
            level = next;
            while (levels > 0 && supply < steady.size() && monthly[supply] <= busy * elastic) {
                int taken = Math.min(levels, left);
                cost += taken * monthly[supply];
                levels -= taken;
                left -= taken;
                if (left == 0 && ++supply < steady.size()) {
                    left = room(supply);
                }
            }
            int over = Math.max(0, Math.min(levels, byHour + levels - elasticMost));
            cost += busy * (levels * elastic + over * penalty);
            byHour += levels;
        }
        return cost;
    }

    private int room(int supply) {
        Supply s = steady.get(supply);
        return s.most().orElse(Integer.MAX_VALUE / 4) - s.held();
    }

    private static int up(double machines) {
        return (int) Math.ceil(machines - DUST);
    }
}
