package dev.lepton.core.roadmap;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;

/**
 * When a roadmap is done if its estimates are drawn from what they say they may be. In each draw every task is placed again
 * in the order of the plan, within what there is of each resource; where paths meet, the later one counts, which is why the
 * finish is later than that of a plan of means.
 */
public final class ScheduleRisk {
    private static final int TABLE = 500;
    private static final int BLOCK = 128;
    private static final long MOST = 20_000_000;

    private final int[][] finishes;
    private final int[] all;
    private final int[] critical;

    private ScheduleRisk(int tasks, int draws) {
        finishes = new int[tasks][draws];
        all = new int[draws];
        critical = new int[tasks];
    }

    /**
     * Draws {@code draws} schedules.
     *
     * @param plan whose order tasks are placed in
     * @param correlation how far estimates go together, 0 to below 1: the share of the variance of each that a cause common to
     *     all brings
     * @throws IllegalArgumentException if draws times tasks is more than 20 million
     */
    public static ScheduleRisk run(Network network, Schedule plan, int draws, double correlation, long seed) {
        if (draws < 1 || (long) draws * network.size() > MOST || !(correlation >= 0 && correlation < 1)) {
            throw new IllegalArgumentException(draws + " draws of " + network.size() + " tasks with correlation "
                    + correlation + " cannot be; draws times tasks is at most " + MOST + ".");
        }
        ScheduleRisk risk = new ScheduleRisk(network.size(), draws);
        int[][] tables = IntStream.range(0, network.size())
                .parallel()
                .mapToObj(i -> table(network, i))
                .toArray(int[][]::new);
        int[] order = PriorityLeveller.order(network, plan.starts());
        int blocks = (draws + BLOCK - 1) / BLOCK;
        long[] seeds = new SplittableRandom(seed).longs(blocks).toArray();
        IntStream.range(0, blocks)
                .parallel()
                .forEach(b -> risk.block(network, tables, order, b * BLOCK, correlation, seeds[b]));
        Arrays.sort(risk.all);
        Arrays.stream(risk.finishes).parallel().forEach(Arrays::sort);
        return risk;
    }

    /** The boundary by which everything is done in {@code share} of the draws. */
    public int finish(double share) {
        return quantile(all, share);
    }

    /** The same of one task. */
    public int finish(int task, double share) {
        return quantile(finishes[task], share);
    }

    /** Share of the draws in which everything is done by {@code boundary}. */
    public double doneBy(int boundary) {
        return share(all, boundary);
    }

    /** The same of one task. */
    public double doneBy(int task, int boundary) {
        return share(finishes[task], boundary);
    }

    /** Share of the draws in which {@code task} was critical. */
    public double criticality(int task) {
        return (double) critical[task] / all.length;
    }

    /** How many draws there were. */
    public int draws() {
        return all.length;
    }

    private void block(Network network, int[][] tables, int[] order, int from, double correlation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SerialSchedule.Room room = new SerialSchedule.Room(network);
        int[] lengths = new int[network.size()];
        int[] often = new int[network.size()];
        int to = Math.min(all.length, from + BLOCK);
        for (int draw = from; draw < to; draw++) {
            double common = correlation > 0 ? random.nextGaussian() : 0;
            for (int i = 0; i < lengths.length; i++) {
                double u = correlation > 0
                        ? probability(
                                Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * random.nextGaussian())
                        : random.nextDouble();
                lengths[i] = tables[i][Math.min(tables[i].length - 1, (int) (u * tables[i].length))];
            }
            Schedule schedule = room.schedule(lengths, order);
            boolean[] held = Chain.of(network, lengths, schedule).critical();
            for (int i = 0; i < lengths.length; i++) {
                finishes[i][draw] = schedule.finish(i);
                often[i] += held[i] ? 1 : 0;
            }
            all[draw] = schedule.finish();
        }
        synchronized (critical) {
            for (int i = 0; i < often.length; i++) {
                critical[i] += often[i];
            }
        }
    }

    /** Lengths at the middles of {@link #TABLE} equal parts of the distribution. */
    private static int[] table(Network network, int task) {
        Estimate estimate = network.roadmap().tasks().get(task).estimate();
        if (estimate instanceof Estimate.Fixed fixed) {
            return new int[] {network.length(task, fixed.value())};
        }
        return IntStream.range(0, TABLE)
                .map(k -> network.length(task, estimate.quantile((k + 0.5) / TABLE)))
                .toArray();
    }

    private static double probability(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    private static int quantile(int[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, Math.max(0, (int) Math.ceil(share * sorted.length) - 1))];
    }

    private static double share(int[] sorted, int boundary) {
        int count = 0;
        for (int at : sorted) {
            count += at <= boundary ? 1 : 0;
        }
        return (double) count / sorted.length;
    }
}
