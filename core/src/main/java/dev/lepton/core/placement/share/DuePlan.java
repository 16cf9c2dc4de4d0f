package dev.lepton.core.placement.share;

import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The due-date plan: the cheapest fluid plan that is done by a due date just above the shortest, and the rule that makes
 * one round of whole gangs of it. A corner of the linear program splits few jobs, so the plan is nearly one packing
 * problem per type.
 *
 * @param slack the due date over the shortest fluid makespan, at least 1
 * @param most the due date over the shortest fluid makespan where the rounds that whole gangs lose are few beside it: it is then
 *     so much, less five rounds; at least the slack
 * @param everyHours how long a plan is kept while the due date is far
 * @param aim what is to be little
 */
public record DuePlan(double slack, double most, double everyHours, Aim aim) {
    /** What a plan keeps little. */
    public enum Aim {
        /** Dollars of GPU time. */
        DOLLARS,
        /**
         * Energy of the whole fleet: what jobs draw above a GPU at rest, and what the fleet draws at rest until all is done;
         * so the due date is later where that is frugal, and not later than pays for the GPUs that wait.
         */
        WATTS
    }

    private static final double SOME = 1e-7;

    /**
     * Rounds by which whole gangs in whole rounds end after the due date, at most, on what was tried (4.1): a time, and so less
     * of a long makespan than of a short one.
     */
    private static final int LOST_ROUNDS = 5;

    /** A plan of few dollars. */
    public DuePlan(double slack, double everyHours) {
        this(slack, slack, everyHours, Aim.DOLLARS);
    }

    public DuePlan {
        if (!(slack >= 1) || !(most >= slack) || !(everyHours > 0)) {
            throw new IllegalArgumentException(
                    "A plan cannot have slack " + slack + " and be kept " + everyHours + " h.");
        }
    }

    /**
     * Hours of each job on each type, and the hours from now until all are done.
     *
     * @param hours by job and type
     * @param horizonHours the due date from now; later than asked only if it had to be
     */
    @SuppressWarnings("ArrayRecordComponent") // a solver's matrix, which the driver of the rounds uses up
    public record Plan(double[][] hours, double horizonHours) {}

    /** How long the rest may take: the least time times the slack, or up to the most, or longer where that draws less. */
    public double horizonHours(Contest contest) {
        double shortest = fluid(contest).shortest().value();
        double least = Math.max(slack * shortest, most * shortest - LOST_ROUNDS * contest.roundHours());
        return switch (aim) {
            case DOLLARS -> least;
            case WATTS ->
                Math.max(least, fluid(contest).balancedHours(weights(contest.pools()), atRest(contest.pools())));
        };
    }

    /** What an hour of a GPU weighs, by type. */
    private double[] weights(Pools pools) {
        return switch (aim) {
            case DOLLARS -> pools.dearness();
            case WATTS ->
                pools.all().stream()
                        .mapToDouble(p -> Math.max(0, watts(p) - rest(p)))
                        .toArray();
        };
    }

    private static double watts(GpuPool pool) {
        return pool.watts()
                .orElseThrow(() -> Problem.input(
                        "policy fewest-watts needs the watts of every type, and " + pool.name() + " has none.",
                        "Maybe add watts to the fleet."))
                .doubleValue();
    }

    /** Counted as nothing where it is not known. */
    private static double rest(GpuPool pool) {
        return pool.idle().map(i -> i.atRest().doubleValue()).orElse(0.0);
    }

    private static double atRest(Pools pools) {
        return pools.all().stream().mapToDouble(p -> p.count() * rest(p)).sum();
    }

    /** The cheapest plan for {@code contest} within {@code horizonHours}, or within the shortest possible if that is longer. */
    public Plan plan(Contest contest, double horizonHours) {
        Fluid fluid = fluid(contest);
        double[] dearness = weights(contest.pools());
        double horizon = horizonHours;
        Fluid.Answer answer = fluid.cheapest(dearness, horizon);
        if (!answer.feasible()) {
            horizon = fluid.shortest().value() * 1.001 + 1e-6;
            answer = fluid.cheapest(dearness, horizon);
        }
        double[][] hours = contest.hoursLeft();
        for (int j = 0; j < hours.length; j++) {
            for (int t = 0; t < hours[j].length; t++) {
                hours[j][t] = Double.isFinite(hours[j][t]) ? answer.parts()[j][t] * hours[j][t] : 0;
            }
        }
        return new Plan(hours, horizon);
    }

    private static Fluid fluid(Contest contest) {
        return new Fluid(contest.hoursLeft(), contest.gangs(), contest.pools().counts(), true);
    }

    /**
     * The type of every job for one round. Jobs without laxity go first, then those that run, then the rest; within
     * each the bigger gang, then the longer plan. A job stays while its plan has hours there, and goes nowhere its plan
     * does not.
     *
     * @param plan hours still planned, by job and type
     * @param horizonHours the due date from now
     */
    public static int[] round(Contest contest, double[][] plan, double horizonHours) {
        List<Contender> jobs = contest.jobs();
        double[] planned =
                Arrays.stream(plan).mapToDouble(p -> Arrays.stream(p).sum()).toArray();
        List<Integer> order = new ArrayList<>();
        for (int j = 0; j < planned.length; j++) {
            order.add(j);
        }
        Comparator<Integer> urgency = Comparator.comparingInt(j -> {
            double laxity = horizonHours - planned[j];
            return laxity < 2.5 * contest.roundHours() + 0.01 * planned[j]
                    ? 0
                    : jobs.get(j).running() ? 1 : 2;
        });
        order.sort(urgency.thenComparingInt(j -> -jobs.get(j).gpus())
                .thenComparingDouble(j -> -planned[j])
                .thenComparingInt(j -> j));
        int[] free = contest.pools().counts();
        int[] types = new int[planned.length];
        Arrays.fill(types, Contender.WAITING);
        for (int j : order) {
            int type = choice(jobs.get(j), plan[j], free);
            if (type >= 0) {
                types[j] = type;
                free[type] -= jobs.get(j).gpus();
            }
        }
        return types;
    }

    private static int choice(Contender job, double[] plan, int[] free) {
        int best = Contender.WAITING;
        for (int t = 0; t < plan.length; t++) {
            if (plan[t] <= SOME || free[t] < job.gpus()) {
                continue;
            }
            if (t == job.type()) {
                return t;
            }
            if (best < 0 || plan[t] > plan[best]) {
                best = t;
            }
        }
        return best;
    }
}
