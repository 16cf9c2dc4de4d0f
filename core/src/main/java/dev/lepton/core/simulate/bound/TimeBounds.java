package dev.lepton.core.simulate.bound;

import dev.lepton.core.money.Money;
import dev.lepton.core.placement.share.Fluid;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.simulate.rounds.TraceJob;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Bounds on what any schedule of {@code jobs} can reach that keeps gangs whole, runs a job on one type at a time and does
 * not put two jobs on one GPU. It may stop and move jobs freely and knows the future.
 */
public record TimeBounds(List<TraceJob> jobs, Pools pools) {
    private static final int DECIMALS = 6;

    /** Jobs above which no linear program is set up. */
    private static final int MOST_SOLVED = 5000;

    /** A fluid program's optimum is known to about this part; a bound is taken lower by it. */
    private static final double CERTAIN = 1 - 1e-7;

    public TimeBounds {
        jobs = List.copyOf(jobs);
    }

    private double fastest(TraceJob job) {
        return Arrays.stream(job.fastestHours(pools)).min().orElse(0);
    }

    /** An elastic job counts as fast as in its fastest gang, and as frugal as in the most frugal one. */
    private Fluid fluid() {
        double[][] hours = jobs.stream().map(j -> j.fastestHours(pools)).toArray(double[][]::new);
        double[][] gpuHours = jobs.stream().map(j -> j.leastGpuHours(pools)).toArray(double[][]::new);
        return Fluid.elastic(hours, gpuHours, pools.counts());
    }

    /** Whether the linear programs are solved, as there are not too many jobs. */
    public boolean solved() {
        return jobs.size() <= MOST_SOLVED;
    }

    /** The shortest fluid makespan as if all jobs came at once. */
    public double fluidHours() {
        return fluid().shortest().value();
    }

    /** The least makespan of any schedule: fluid where it is solved, and what comes late takes its time from then on. */
    public double makespanHours() {
        double bound = solved() ? fluidHours() * CERTAIN : 0;
        double later = 0;
        for (int j = jobs.size() - 1; j >= 0; j--) {
            TraceJob job = jobs.get(j);
            later += Arrays.stream(job.leastGpuHours(pools)).min().orElse(0);
            double alone = job.arrivalHours() + fastest(job);
            bound = Math.max(bound, Math.max(alone, job.arrivalHours() + later / pools.gpus()));
        }
        return bound;
    }

    /** The longest that a job takes where it is fastest. */
    public double longestJobHours() {
        return jobs.stream().mapToDouble(this::fastest).max().orElse(0);
    }

    /** Mean length where each is fastest: no mean time in the system is shorter. */
    public double meanLengthHours() {
        return jobs.stream().mapToDouble(this::fastest).average().orElse(0);
    }

    /** The least that the jobs can cost: each on its cheapest type, or its own charge; rounded down to a millionth. */
    public Money leastPaid() {
        Money sum = Money.zero(pools.all().get(0).perGpuHour().currency());
        for (TraceJob job : jobs) {
            sum = sum.plus(job.terms().charge().orElseGet(() -> cheapest(job)));
        }
        return sum;
    }

    private Money cheapest(TraceJob job) {
        double[] dearness = pools.dearness();
        double[] gpuHours = job.leastGpuHours(pools);
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < dearness.length; t++) {
            if (Double.isFinite(gpuHours[t])) {
                least = Math.min(least, dearness[t] * gpuHours[t]);
            }
        }
        return floor(least);
    }

    /** The least that GPU time can cost when all is done within {@code hours}; empty when that cannot be. */
    public Optional<Money> leastPaidWithin(double hours) {
        Fluid.Answer answer = fluid().cheapest(pools.dearness(), hours);
        return answer.feasible() ? Optional.of(floor(answer.value() * CERTAIN)) : Optional.empty();
    }

    private Money floor(double money) {
        BigDecimal down = BigDecimal.valueOf(money * CERTAIN).setScale(DECIMALS, RoundingMode.FLOOR);
        return new Money(down, pools.all().get(0).perGpuHour().currency());
    }
}
