package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Linear programs over jobs × types in which work is a fluid: which part of each job is done on which type. What they
 * say bounds every schedule that may stop and move jobs freely, whose job is on one type at a time with its gang whole.
 *
 * <p>With y[j][t] the part of job j done on t: Σ_t y = 1; Σ_t y × hours ≤ horizon; Σ_j gang × y × hours ≤ GPUs × horizon.
 */
public final class Fluid {
    private static final int LANE = 8;

    private final double[][] hours;
    private final double[][] gpuHours;
    private final int[] gangs;
    private final int[] counts;
    private final boolean lanes;

    /**
     * @param hours by job and type, infinite where it cannot run
     * @param gangs GPUs of each job
     * @param counts GPUs of each type
     * @param lanes whether to add that gangs of eight and more use at most one of ⌊GPUs ÷ 8⌋ lanes each, which is true of whole gangs
     */
    public Fluid(double[][] hours, int[] gangs, int[] counts, boolean lanes) {
        this(copy(hours), times(hours, gangs), gangs.clone(), counts.clone(), lanes);
    }

    private Fluid(double[][] hours, double[][] gpuHours, int[] gangs, int[] counts, boolean lanes) {
        this.hours = hours;
        this.gpuHours = gpuHours;
        this.gangs = gangs;
        this.counts = counts;
        this.lanes = lanes;
    }

    /**
     * Work of jobs whose gangs can be larger and smaller.
     *
     * @param hours by job and type in the fastest gang, infinite where it cannot run
     * @param gpuHours by job and type in the most frugal gang, infinite where the hours are
     * @param counts GPUs of each type
     */
    public static Fluid elastic(double[][] hours, double[][] gpuHours, int[] counts) {
        return new Fluid(copy(hours), copy(gpuHours), new int[hours.length], counts.clone(), false);
    }

    private static double[][] copy(double[][] values) {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    private static double[][] times(double[][] hours, int[] gangs) {
        double[][] times = copy(hours);
        for (int j = 0; j < times.length; j++) {
            for (int t = 0; t < times[j].length; t++) {
                times[j][t] *= gangs[j];
            }
        }
        return times;
    }

    /**
     * What a program came to.
     *
     * @param feasible whether anything meets its rows
     * @param value hours, or the weighted GPU-hours; NaN when nothing does
     * @param parts by job and type
     */
    @SuppressWarnings("ArrayRecordComponent") // a solver's matrix, read once by the caller
    public record Answer(boolean feasible, double value, double[][] parts) {}

    /** The shortest time in which all jobs can be done. */
    public Answer shortest() {
        double longest = 0;
        double work = 0;
        for (int j = 0; j < hours.length; j++) {
            double fastest = Arrays.stream(hours[j]).min().orElse(0);
            longest = Math.max(longest, fastest);
            work += Arrays.stream(gpuHours[j]).min().orElse(0);
        }
        // A job's row can bind only if it is longer than what the makespan is at least.
        return solve(
                new double[counts.length],
                0,
                1,
                Math.max(longest, work / Arrays.stream(counts).sum()));
    }

    /** The least that all jobs can cost when they must be done within {@code horizonHours}; {@code dearness} by type. */
    public Answer cheapest(double[] dearness, double horizonHours) {
        return solve(dearness, horizonHours, 0, horizonHours);
    }

    /** The time until all is done that makes {@code perHour} of it and what the jobs cost least together. */
    public double balancedHours(double[] dearness, double perHour) {
        Answer answer = solve(dearness, 0, perHour, 0);
        double longest = 0;
        double[] busy = new double[counts.length];
        for (int j = 0; j < hours.length; j++) {
            double length = 0;
            for (int t = 0; t < counts.length; t++) {
                double part = Double.isFinite(hours[j][t]) ? answer.parts[j][t] * hours[j][t] : 0;
                length += part;
                busy[t] += Double.isFinite(hours[j][t]) ? answer.parts[j][t] * gpuHours[j][t] / counts[t] : 0;
            }
            longest = Math.max(longest, length);
        }
        return Math.max(longest, Arrays.stream(busy).max().orElse(0));
    }

    private Answer solve(double[] dearness, double horizon, double perHour, double rowsAbove) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        List<Variable> span =
                perHour > 0 ? List.of(model.newVariable("horizon").lower(0).weight(perHour)) : List.of();
        Rows rows = new Rows(model, span, horizon);
        List<List<Variable>> parts = new ArrayList<>();
        for (int j = 0; j < hours.length; j++) {
            parts.add(job(model, rows, j, dearness, rowsAbove));
        }
        Optimisation.Result result = model.minimise();
        double[][] answer = new double[hours.length][counts.length];
        if (!result.getState().isFeasible()) {
            return new Answer(false, Double.NaN, answer);
        }
        for (int j = 0; j < hours.length; j++) {
            int k = 0;
            for (int t = 0; t < counts.length; t++) {
                if (Double.isFinite(hours[j][t])) {
                    answer[j][t] = Math.max(0, parts.get(j).get(k++).getValue().doubleValue());
                }
            }
        }
        return new Answer(true, result.getValue(), answer);
    }

    private List<Variable> job(ExpressionsBasedModel model, Rows rows, int j, double[] dearness, double rowsAbove) {
        List<Variable> parts = new ArrayList<>();
        Expression whole = model.newExpression("whole" + j).level(1);
        boolean mayBeTooLong =
                Arrays.stream(hours[j]).filter(Double::isFinite).max().orElse(0) > rowsAbove;
        List<Expression> length = mayBeTooLong ? List.of(rows.atMost(model.newExpression("length" + j), 1)) : List.of();
        for (int t = 0; t < counts.length; t++) {
            if (!Double.isFinite(hours[j][t])) {
                continue;
            }
            Variable part = model.newVariable("y" + j + "_" + t).lower(0);
            parts.add(part);
            if (dearness[t] > 0) {
                part.weight(dearness[t] * gpuHours[j][t]);
            }
            whole.set(part, 1);
            rows.room.get(t).set(part, gpuHours[j][t]);
            if (lanes && gangs[j] >= LANE) {
                rows.lane.get(t).set(part, hours[j][t]);
            }
            for (Expression row : length) {
                row.set(part, hours[j][t]);
            }
        }
        return parts;
    }

    /** The rows of the types: GPUs, and lanes for large gangs. */
    private final class Rows {
        private final List<Variable> span;
        private final double horizon;
        private final List<Expression> room = new ArrayList<>();
        private final List<Expression> lane = new ArrayList<>();

        Rows(ExpressionsBasedModel model, List<Variable> span, double horizon) {
            this.span = span;
            this.horizon = horizon;
            for (int t = 0; t < counts.length; t++) {
                room.add(atMost(model.newExpression("room" + t), counts[t]));
                lane.add(lanes ? atMost(model.newExpression("lane" + t), counts[t] / LANE) : room.get(t));
            }
        }

        /** {@code row ≤ times × horizon}. */
        private Expression atMost(Expression row, int times) {
            if (span.isEmpty()) {
                return row.upper(times * horizon);
            }
            return row.upper(0).set(span.get(0), -times);
        }
    }
}
