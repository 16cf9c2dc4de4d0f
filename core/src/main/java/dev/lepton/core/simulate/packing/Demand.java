package dev.lepton.core.simulate.packing;

import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What arrives: Poisson, each task of the list as likely as any other, at the rate that offers the load. */
final class Demand {
    private final List<Departures.Timed> tasks;
    private final boolean exponential;
    private final double meanSeconds;
    private final double gap;

    Demand(List<Departures.Timed> tasks, Departures.Setting setting, long capacityGpuMilli) {
        this.tasks = List.copyOf(tasks);
        exponential = setting.exponential();
        double seconds = 0;
        double milli = 0;
        double work = 0;
        for (Departures.Timed task : tasks) {
            Requirement needs = task.needs();
            seconds += task.seconds();
            milli += needs.totalGpuMilli();
            work += needs.totalGpuMilli() * task.seconds();
        }
        if (!(work > 0) || capacityGpuMilli == 0) {
            throw new IllegalArgumentException("Neither the tasks nor the cluster may be without GPUs.");
        }
        int n = tasks.size();
        meanSeconds = seconds / n;
        double each = exponential ? milli / n * meanSeconds : work / n;
        gap = each / (setting.load() * capacityGpuMilli);
    }

    /** Seconds to the next arrival. */
    double gap(SplittableRandom random) {
        return exponential(gap, random);
    }

    Departures.Timed next(SplittableRandom random) {
        Departures.Timed drawn = tasks.get(random.nextInt(tasks.size()));
        return exponential ? new Departures.Timed(drawn.needs(), positive(exponential(meanSeconds, random))) : drawn;
    }

    /**
     * The tasks that run at a moment of a cluster that has room for all, with the time each has left (M/G/∞): as many as
     * arrive in one mean running time, each drawn in proportion to its time, and anywhere in it.
     */
    List<Departures.Timed> population(SplittableRandom random) {
        double[] upTo = new double[tasks.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += exponential ? 1 : tasks.get(i).seconds();
            upTo[i] = sum;
        }
        List<Departures.Timed> running = new ArrayList<>();
        for (double time = gap(random); time < meanSeconds; time += gap(random)) {
            int at = Arrays.binarySearch(upTo, sum * random.nextDouble());
            Departures.Timed task = tasks.get(Math.min(at < 0 ? -at - 1 : at, upTo.length - 1));
            double left = exponential ? exponential(meanSeconds, random) : task.seconds() * (1 - random.nextDouble());
            running.add(new Departures.Timed(task.needs(), positive(left)));
        }
        return running;
    }

    private static double positive(double seconds) {
        return Math.max(seconds, Double.MIN_NORMAL);
    }

    private static double exponential(double mean, SplittableRandom random) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
