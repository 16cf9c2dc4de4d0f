package dev.lepton.core.plan;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The most work within limits on latency. Between two measured concurrencies of one setting every figure is taken to lie on a straight
 * line; nothing is read beyond the measured ones, so no answer is above the most that was measured.
 */
public final class Frontier {
    private final NavigableMap<Integer, OperatingPoint> byConcurrency = new TreeMap<>();
    private final Map<Latency, Double> limits;

    private Frontier(List<OperatingPoint> setting, Map<Latency, Double> limits) {
        this.limits = limits;
        // Of two measurements at one concurrency the lower counts.
        setting.forEach(p -> p.concurrency()
                .ifPresent(c -> byConcurrency.merge(
                        c,
                        p,
                        (a, b) -> a.throughput().perSecond() <= b.throughput().perSecond() ? a : b)));
    }

    /** The measured point with most work a second of one device among those that meet every limit; nothing is read between them. */
    public static Optional<OperatingPoint> measured(Collection<OperatingPoint> points, Map<Latency, Double> limits) {
        return points.stream().filter(p -> p.meets(limits)).max(Comparator.comparingDouble(OperatingPoint::perDevice));
    }

    /**
     * The point with most work a second of one device that meets every limit, measured or between two measured ones; empty when none
     * does. One between is an estimate, says so in its provenance, and has those latencies and watts that both its neighbours have.
     */
    public static Optional<OperatingPoint> best(Collection<OperatingPoint> points, Map<Latency, Double> limits) {
        Map<List<Object>, List<OperatingPoint>> settings = new LinkedHashMap<>();
        points.forEach(p ->
                settings.computeIfAbsent(setting(p), s -> new ArrayList<>()).add(p));
        List<OperatingPoint> candidates = new ArrayList<>(points);
        settings.values().forEach(s -> candidates.addAll(new Frontier(s, limits).between()));
        return measured(candidates, limits);
    }

    private static List<Object> setting(OperatingPoint p) {
        return List.of(
                p.variant(),
                p.hardware(),
                p.powerCapWatts(),
                p.size(),
                p.workload(),
                p.throughput().work());
    }

    /** The points next to where a line crosses a limit. */
    private List<OperatingPoint> between() {
        List<OperatingPoint> between = new ArrayList<>();
        OperatingPoint before = null;
        for (OperatingPoint point : byConcurrency.values()) {
            if (before != null) {
                for (int at : crossings(before, point)) {
                    between.add(at(at, before, point));
                }
            }
            before = point;
        }
        return between;
    }

    private Set<Integer> crossings(OperatingPoint a, OperatingPoint b) {
        Set<Integer> crossings = new TreeSet<>();
        int from = a.concurrency().orElseThrow();
        int to = b.concurrency().orElseThrow();
        limits.forEach((measure, limit) -> {
            double first = a.latencyMillis().getOrDefault(measure, Double.NaN);
            double second = b.latencyMillis().getOrDefault(measure, Double.NaN);
            if ((first - limit) * (second - limit) < 0) {
                double at = from + (limit - first) / (second - first) * (to - from);
                crossings.add((int) Math.floor(at));
                crossings.add((int) Math.ceil(at));
            }
        });
        crossings.removeIf(c -> c <= from || c >= to);
        return crossings;
    }

    private static OperatingPoint at(int concurrency, OperatingPoint a, OperatingPoint b) {
        Map<Latency, Double> latencies = new TreeMap<>();
        a.latencyMillis().forEach((measure, first) -> {
            Double second = b.latencyMillis().get(measure);
            if (second != null) {
                latencies.put(measure, value(concurrency, a, first, b, second));
            }
        });
        return new OperatingPoint(
                a.variant(),
                a.hardware(),
                OptionalInt.of(concurrency),
                a.powerCapWatts(),
                a.size(),
                a.workload(),
                new Throughput(
                        value(
                                concurrency,
                                a,
                                a.throughput().perSecond(),
                                b,
                                b.throughput().perSecond()),
                        a.throughput().work()),
                latencies,
                a.watts().isPresent() && b.watts().isPresent()
                        ? OptionalDouble.of(value(
                                concurrency,
                                a,
                                a.watts().getAsDouble(),
                                b,
                                b.watts().getAsDouble()))
                        : OptionalDouble.empty(),
                Map.of(),
                new Provenance(
                        a.provenance().source() + ", between " + a.concurrency().orElseThrow() + " and "
                                + b.concurrency().orElseThrow() + " at once",
                        a.provenance()
                                .confidence()
                                .and(b.provenance().confidence())
                                .and(Confidence.ESTIMATE)));
    }

    private static double value(int at, OperatingPoint a, double first, OperatingPoint b, double second) {
        Curve line = new Curve(
                Map.of(
                        (double) a.concurrency().orElseThrow(), first,
                        (double) b.concurrency().orElseThrow(), second),
                a.provenance().confidence());
        return switch (line.at(at)) {
            case Figure.Known known -> known.value();
            case Figure.Unknown unknown -> throw new IllegalStateException(unknown.why());
        };
    }
}
