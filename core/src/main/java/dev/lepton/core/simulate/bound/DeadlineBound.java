package dev.lepton.core.simulate.bound;

import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.simulate.rounds.TraceJob;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The fluid program for jobs with deadlines that all come at once. Time is cut at points that rise by one factor and
 * deadlines are rounded up to a point, so what it costs is a lower bound, and that nothing meets its rows is a proof that
 * no schedule meets all deadlines; that something does proves nothing.
 *
 * @param points how many points time is cut at, at least 2
 */
public record DeadlineBound(List<TraceJob> jobs, Pools pools, int points) {
    private static final double TINY = 1e-9;

    public DeadlineBound {
        jobs = List.copyOf(jobs);
        if (points < 2
                || jobs.stream().anyMatch(j -> Double.isInfinite(j.terms().deadlineHours()))) {
            throw new IllegalArgumentException("A deadline bound needs two points and a deadline for every job.");
        }
    }

    /** The least weighted GPU-hours at {@code pools.dearness()}; empty when no schedule can meet all deadlines. */
    public OptionalDouble least() {
        double[] at = cuts();
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        List<List<Expression>> room = new ArrayList<>();
        for (int k = 1; k <= points; k++) {
            List<Expression> here = new ArrayList<>();
            for (int t = 0; t < pools.types(); t++) {
                here.add(model.newExpression("room" + t + "_" + k).upper(pools.count(t) * (at[k] - at[k - 1])));
            }
            room.add(here);
        }
        for (TraceJob job : jobs) {
            add(model, job, at, room);
        }
        Optimisation.Result result = model.minimise();
        return result.getState().isFeasible() ? OptionalDouble.of(result.getValue()) : OptionalDouble.empty();
    }

    private void add(ExpressionsBasedModel model, TraceJob job, double[] at, List<List<Expression>> room) {
        double[] dearness = pools.dearness();
        double[] hours = job.fastestHours(pools);
        double[] gpuHours = job.leastGpuHours(pools);
        Expression whole = model.newExpression("whole" + job.id()).level(1);
        for (int k = 1; k <= points && at[k - 1] < job.terms().deadlineHours() - TINY; k++) {
            Expression length =
                    model.newExpression("length" + job.id() + "_" + k).upper(at[k] - at[k - 1]);
            for (int t = 0; t < dearness.length; t++) {
                if (Double.isFinite(hours[t])) {
                    Variable part = model.newVariable("y" + job.id() + "_" + k + "_" + t)
                            .lower(0)
                            .weight(dearness[t] * gpuHours[t]);
                    whole.set(part, 1);
                    length.set(part, hours[t]);
                    room.get(k - 1).get(t).set(part, gpuHours[t]);
                }
            }
        }
    }

    private double[] cuts() {
        double low =
                jobs.stream().mapToDouble(j -> j.terms().deadlineHours()).min().orElse(1);
        double high =
                jobs.stream().mapToDouble(j -> j.terms().deadlineHours()).max().orElse(1);
        double[] at = new double[points + 1];
        for (int k = 1; k <= points; k++) {
            at[k] = low * Math.pow(high / low, (k - 1.0) / (points - 1));
        }
        at[points] = high * (1 + TINY);
        return at;
    }
}
