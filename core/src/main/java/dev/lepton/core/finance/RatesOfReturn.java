package dev.lepton.core.finance;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * All internal rates of return above −100 %. With u = ln(1 + r) the value is f(u) = Σ aᵢ·e^(−u·tᵢ). Where the signs of the
 * amounts change between tₖ and tₖ₊₁, the slope of e^(u·t)·f for a t between them has one change of sign less; between its
 * zeros that product is monotone and has at most one zero, found by bracketing. So no root is missed and there are at most
 * as many as changes of sign (Laguerre's extension of Descartes' rule).
 */
final class RatesOfReturn {
    private static final double TOUCHES = 1e-12;
    private static final double WIDEST = 700;
    private static final int MOST_STEPS = 1000;

    private final double[] times;
    private final double[] values;

    private RatesOfReturn(double[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    /** Rates as shares, ascending; empty where there is none, or where nothing is paid at all. */
    static List<Double> of(SortedMap<BigDecimal, Money> netted) {
        List<Map.Entry<BigDecimal, Money>> paid =
                netted.entrySet().stream().filter(e -> !e.getValue().isZero()).toList();
        double[] times =
                paid.stream().mapToDouble(e -> e.getKey().doubleValue()).toArray();
        double[] values =
                paid.stream().mapToDouble(e -> e.getValue().toDouble()).toArray();
        return new RatesOfReturn(times, values)
                .roots().stream()
                        .map(Math::expm1)
                        .filter(r -> Double.isFinite(r) && r > -1)
                        .sorted()
                        .toList();
    }

    /** The zeros in u, ascending. */
    private List<Double> roots() {
        int change = firstChange();
        List<Double> roots = new ArrayList<>();
        if (change < 0) {
            return roots;
        }
        double pivot = (times[change] + times[change + 1]) / 2;
        double[] slopes = new double[values.length];
        double largest = 0;
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = values[i] * (pivot - times[i]);
            largest = Math.max(largest, Math.abs(slopes[i]));
        }
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] /= largest;
        }
        double reach = reach();
        double left = -reach;
        for (double turn : new RatesOfReturn(times, slopes).roots()) {
            if (sign(turn) == 0) {
                roots.add(turn);
            } else {
                between(left, turn, roots);
            }
            left = turn;
        }
        between(left, reach, roots);
        return roots;
    }

    private void between(double low, double high, List<Double> roots) {
        if (low < high && sign(low) * sign(high) < 0) {
            UnivariateFunction scaled = this::scaled;
            roots.add(new BracketingNthOrderBrentSolver(1e-15, 1e-14, 5).solve(MOST_STEPS, scaled, low, high));
        }
    }

    private int firstChange() {
        for (int i = 0; i + 1 < values.length; i++) {
            if (Math.signum(values[i]) * Math.signum(values[i + 1]) < 0) {
                return i;
            }
        }
        return -1;
    }

    /** Far enough on both sides for the first and the last payment to decide the sign. */
    private double reach() {
        double most = 1;
        int last = values.length - 1;
        double gap = Math.min(times[1] - times[0], times[last] - times[last - 1]);
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        double ends = Math.min(Math.abs(values[0]), Math.abs(values[last]));
        most = Math.max(most, (Math.log(sum / ends) + 1) / gap);
        return Math.min(most, WIDEST / gap);
    }

    private int sign(double u) {
        double value = scaled(u);
        return Math.abs(value) <= TOUCHES ? 0 : value > 0 ? 1 : -1;
    }

    /** f(u) over the sum of its terms' sizes: −1 to 1, and never too large or too small to compute. */
    private double scaled(double u) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double time : times) {
            largest = Math.max(largest, -u * time);
        }
        double sum = 0;
        double sizes = 0;
        for (int i = 0; i < values.length; i++) {
            double term = values[i] * Math.exp(-u * times[i] - largest);
            sum += term;
            sizes += Math.abs(term);
        }
        return sum / sizes;
    }
}
