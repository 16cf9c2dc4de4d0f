package dev.lepton.core.plan.source;

import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.Latency.Phase;
import dev.lepton.core.plan.Latency.Statistic;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.queueing.Pool;
import dev.lepton.core.queueing.PoolTable;
import dev.lepton.core.queueing.Replica;
import dev.lepton.core.queueing.Variability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The line in front of a service's replicas. Requests of one size, at random, at replicas measured with several at once, wait as in the batching queue of the
 * points measured with fewer at once; all others as in a line of servers, one for each request that a replica takes at once.
 */
final class ServicePools {
    /** A table, or why there is none. */
    sealed interface Made {
        record Table(PoolTable table) implements Made {}

        record None(String why) implements Made {}
    }

    private final ServiceNeed need;
    private final Waiting waiting;
    private final Collection<OperatingPoint> measured;
    private final Function<OperatingPoint, OptionalDouble> perSecond;
    private final double stronger;

    /**
     * @param measured all points of the model
     * @param perSecond requests a second of a point
     * @param stronger what loads may be times what is stated
     */
    ServicePools(
            ServiceNeed need,
            Waiting waiting,
            Collection<OperatingPoint> measured,
            Function<OperatingPoint, OptionalDouble> perSecond,
            double stronger) {
        this.need = need;
        this.waiting = waiting;
        this.measured = List.copyOf(measured);
        this.perSecond = perSecond;
        this.stronger = stronger;
    }

    /** For replicas set as {@code point}, which serve {@code rates} of each bucket a second. */
    Made of(OperatingPoint point, List<Double> rates) {
        int slots = point.concurrency().orElse(1);
        boolean batching = slots > 1 && waiting.variability().isEmpty() && rates.size() == 1;
        if (!batching && !waiting.ofWaitAlone()) {
            return new Made.None(
                    "a promise of tokens' times needs points measured with several requests at once, and only wait_ms can be promised of this one");
        }
        if (!batching) {
            return made(line(slots, rates), rates);
        }
        List<Replica.Measured.Point> points = points(point);
        if (points.isEmpty()) {
            return new Made.None("the times of its tokens, which are promised, were not measured");
        }
        return made(new Pool.Batching(new Replica.Measured(points), waiting.target()), rates);
    }

    private Made made(Pool pool, List<Double> rates) {
        PoolTable table = PoolTable.of(pool, need.work().utilisation(), load(rates));
        return table.steps().isEmpty()
                ? new Made.None("even a light load does not keep what is promised")
                : new Made.Table(table);
    }

    /** The highest load of any slot in full replicas. */
    private double load(List<Double> rates) {
        double highest = 0;
        for (List<Double> slot : need.work().rates()) {
            double load = 0;
            for (int b = 0; b < rates.size(); b++) {
                load += rates.get(b) > 0 ? slot.get(b) / rates.get(b) : 0;
            }
            highest = Math.max(highest, load);
        }
        return highest * stronger;
    }

    /**
     * Requests of several sizes may come here in any mixture: all are taken to be as long as the longest, and as uneven as two of the sizes can be at
     * worst, (1 + r)² ÷ 4r for the second moment over the squared mean of times whose longest is r times the shortest (Kantorovich).
     */
    private Pool line(int slots, List<Double> rates) {
        double slowest =
                rates.stream().filter(r -> r > 0).mapToDouble(r -> r).min().orElseThrow();
        double fastest = rates.stream().mapToDouble(r -> r).max().orElseThrow();
        double ratio = fastest / slowest;
        Variability stated = waiting.variability().orElse(Variability.CHANCE);
        double uneven = (1 + stated.service()) * (1 + ratio) * (1 + ratio) / (4 * ratio) - 1;
        return new Pool.Line(
                slots,
                1000 * slots / slowest,
                new Variability(stated.arrivals(), uneven),
                waiting.target().waitMillis().orElseThrow(),
                waiting.target().waitShare());
    }

    /** Points like {@code point} with at most as many requests at once; none when a time that is promised was not measured. */
    private List<Replica.Measured.Point> points(OperatingPoint point) {
        Map<Integer, Replica.Measured.Point> byLoad = new TreeMap<>();
        for (OperatingPoint p : measured) {
            OptionalDouble rate = perSecond.apply(p);
            boolean alike = p.variant().equals(point.variant())
                    && p.hardware().equals(point.hardware())
                    && p.powerCapWatts().equals(point.powerCapWatts())
                    && p.size().equals(point.size())
                    && p.workload().equals(point.workload());
            int atOnce = p.concurrency().orElse(Integer.MAX_VALUE);
            boolean fewer = p.equals(point) || atOnce < point.concurrency().orElse(1);
            if (alike && fewer && rate.isPresent() && rate.getAsDouble() > 0) {
                OptionalDouble first =
                        waiting.target().firstTokenMillis().isPresent() ? mean(p, Phase.TTFT) : OptionalDouble.of(0);
                OptionalDouble decode = waiting.target().decodeMillis().isPresent()
                        ? mean(p, Phase.ITL, Phase.TPOT)
                        : OptionalDouble.of(0);
                if (first.isPresent() && decode.isPresent()) {
                    byLoad.put(
                            atOnce,
                            new Replica.Measured.Point(
                                    atOnce, rate.getAsDouble(), first.getAsDouble(), decode.getAsDouble()));
                }
            }
        }
        return byLoad.containsKey(point.concurrency().orElse(1)) ? new ArrayList<>(byLoad.values()) : List.of();
    }

    /** The mean, or for want of it the median. */
    private static OptionalDouble mean(OperatingPoint point, Phase... phases) {
        for (Statistic statistic : List.of(Statistic.MEAN, Statistic.P50)) {
            for (Phase phase : phases) {
                Double millis = point.latencyMillis().get(new Latency(phase, statistic));
                if (millis != null) {
                    return OptionalDouble.of(millis);
                }
            }
        }
        return OptionalDouble.empty();
    }
}
