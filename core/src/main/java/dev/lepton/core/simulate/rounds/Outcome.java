package dev.lepton.core.simulate.rounds;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.Pools;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What became of the measured jobs under one policy.
 *
 * @param policy its name
 * @param jobs by their number
 * @param pools what they took of each type
 * @param moments the fleet, round by round, all jobs in it
 * @param roundHours how long a round is
 * @param contention jobs in the trace per GPU, at least 1: what an equal part of the fleet would slow a job down by
 */
public record Outcome(
        String policy,
        List<JobOutcome> jobs,
        List<PoolOutcome> pools,
        List<Rounds.Moment> moments,
        double roundHours,
        double contention) {
    private static final double UNFAIR = 1.05;

    public Outcome {
        jobs = List.copyOf(jobs);
        pools = List.copyOf(pools);
        moments = List.copyOf(moments);
    }

    static Outcome of(String policy, List<LiveJob> live, Pools pools, Timeline timeline, int inTrace) {
        List<Price> perMicro = pools.all().stream().map(PoolOutcome::perMicro).toList();
        List<LiveJob> inOrder = new ArrayList<>(live);
        inOrder.sort((a, b) -> Integer.compare(a.job.id(), b.job.id()));
        List<JobOutcome> jobs = new ArrayList<>(live.size());
        inOrder.forEach(l -> jobs.add(job(l, pools, perMicro)));
        List<PoolOutcome> taken = new ArrayList<>();
        for (int t = 0; t < pools.types(); t++) {
            int type = t;
            taken.add(new PoolOutcome(
                    pools.all().get(t),
                    live.stream().mapToLong(l -> l.usedMicros[type]).sum(),
                    live.stream().mapToLong(l -> l.heldMicros[type]).sum(),
                    live.stream().mapToLong(l -> l.lostMicros[type]).sum(),
                    timeline.idle().idleMicros(type),
                    timeline.idle().asleepMicros(type)));
        }
        return new Outcome(
                policy,
                jobs,
                taken,
                timeline.moments(),
                timeline.roundHours(),
                Math.max(1, (double) inTrace / pools.gpus()));
    }

    /** This under another name. */
    public Outcome named(String name) {
        return new Outcome(name, jobs, pools, moments, roundHours, contention);
    }

    private static JobOutcome job(LiveJob live, Pools pools, List<Price> perMicro) {
        List<String> types = new ArrayList<>();
        Money paid = Money.zero(pools.all().get(0).perGpuHour().currency());
        Money lost = paid;
        for (int t = 0; t < pools.types(); t++) {
            if (live.usedMicros[t] > 0) {
                types.add(pools.name(t));
                paid = paid.plus(perMicro.get(t).times(BigDecimal.valueOf(live.usedMicros[t])));
            }
            if (live.lostMicros[t] > 0) {
                lost = lost.plus(perMicro.get(t).times(BigDecimal.valueOf(live.lostMicros[t])));
            }
        }
        return new JobOutcome(
                live.job,
                live.startHours,
                live.endHours,
                types,
                live.restarts,
                live.workDone(),
                live.job.terms().charge().orElse(paid),
                live.preemptions,
                live.migrations,
                live.resizes,
                lost);
    }

    /** When the last of the jobs was done. */
    public double makespanHours() {
        return jobs.stream().mapToDouble(JobOutcome::endHours).max().orElse(0);
    }

    /** What the jobs cost: their GPU time, or their own charge where they have one. */
    public Money paid() {
        return Money.sum(jobs.stream().map(JobOutcome::paid).toList(), currency());
    }

    /** What their GPU time costs when every started round is paid whole; charges of jobs aside. */
    public Money paidWholeRounds() {
        return Money.sum(pools.stream().map(PoolOutcome::paidWholeRounds).toList(), currency());
    }

    private Currency currency() {
        return pools.get(0).pool().perGpuHour().currency();
    }

    /** Mean hours from arrival to end. */
    public double meanInSystemHours() {
        return jobs.stream().mapToDouble(JobOutcome::inSystemHours).average().orElse(0);
    }

    /** Hours from arrival to end that {@code part} of the jobs do not exceed, by nearest rank. */
    public double inSystemHours(double part) {
        return quantile(part, JobOutcome::inSystemHours);
    }

    public double meanWaitHours() {
        return jobs.stream().mapToDouble(JobOutcome::waitHours).average().orElse(0);
    }

    /** Hours from arrival to first run that {@code part} of the jobs do not exceed. */
    public double waitHours(double part) {
        return quantile(part, JobOutcome::waitHours);
    }

    private double quantile(double part, ToDoubleFunction<JobOutcome> figure) {
        double[] sorted = jobs.stream().mapToDouble(figure).sorted().toArray();
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
    }

    /** The worst finish-time fairness, 1 being fair. */
    public double worstFairness() {
        return jobs.stream().mapToDouble(j -> j.fairness(contention)).max().orElse(0);
    }

    /** The part of the jobs whose finish-time fairness is above 1.05. */
    public double unfairShare() {
        return jobs.isEmpty()
                ? 0
                : (double) jobs.stream()
                                .filter(j -> j.fairness(contention) > UNFAIR)
                                .count()
                        / jobs.size();
    }

    public int restarts() {
        return jobs.stream().mapToInt(JobOutcome::restarts).sum();
    }

    /** How often jobs were stopped and had to wait. */
    public int preemptions() {
        return jobs.stream().mapToInt(JobOutcome::preemptions).sum();
    }

    /** How often jobs started again on another type. */
    public int migrations() {
        return jobs.stream().mapToInt(JobOutcome::migrations).sum();
    }

    /** How often elastic jobs were given more GPUs, or fewer. */
    public int resizes() {
        return jobs.stream().mapToInt(JobOutcome::resizes).sum();
    }

    /** What GPU time run in vain cost: work lost at stops, and time lost at restarts. */
    public Money lost() {
        return Money.sum(pools.stream().map(PoolOutcome::lost).toList(), currency());
    }

    /** What the jobs earn; empty when that is not known of each. */
    public Optional<Money> revenue() {
        List<Money> known =
                jobs.stream().flatMap(j -> j.job().terms().revenue().stream()).toList();
        return known.size() == jobs.size() && !jobs.isEmpty()
                ? Optional.of(Money.sum(known, currency()))
                : Optional.empty();
    }

    /** Jobs that had a deadline and missed it. */
    public long late() {
        return jobs.stream().filter(JobOutcome::late).count();
    }

    /** GPU-time run ÷ GPU-time of the whole fleet until the makespan. */
    public double utilisation() {
        double used = pools.stream().mapToDouble(p -> p.usedMicros() / 3.6e9).sum();
        int gpus = pools.stream().mapToInt(p -> p.pool().count()).sum();
        return makespanHours() > 0 ? used / (gpus * makespanHours()) : 0;
    }

    /** Energy of the time run; empty when the watts of a type that was used are not known. */
    public Optional<BigDecimal> kilowattHours() {
        return energy(PoolOutcome::kilowattHours, PoolOutcome::usedMicros);
    }

    /** Energy of GPUs awake and not used, all through the run; empty when it is not known what those of a type draw. */
    public Optional<BigDecimal> idleKilowattHours() {
        return energy(PoolOutcome::idleKilowattHours, PoolOutcome::idleMicros);
    }

    /** Energy of GPUs asleep; empty when it is not known what those of a type draw. */
    public Optional<BigDecimal> asleepKilowattHours() {
        return energy(PoolOutcome::asleepKilowattHours, PoolOutcome::asleepMicros);
    }

    private Optional<BigDecimal> energy(
            Function<PoolOutcome, Optional<BigDecimal>> energy, ToLongFunction<PoolOutcome> time) {
        BigDecimal sum = BigDecimal.ZERO;
        for (PoolOutcome pool : pools) {
            if (time.applyAsLong(pool) > 0) {
                Optional<BigDecimal> known = energy.apply(pool);
                if (known.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(known.get());
            }
        }
        return Optional.of(sum);
    }
}
