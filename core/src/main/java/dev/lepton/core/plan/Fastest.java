package dev.lepton.core.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The best of measured points under limits on latency. Only what was measured counts: nothing is read between the points. */
public final class Fastest {
    private Fastest() {}

    /** The point with most work a second of one device, among those that meet every limit. */
    public static Optional<OperatingPoint> perDevice(Collection<OperatingPoint> points, Map<Latency, Double> limits) {
        return points.stream().filter(p -> p.meets(limits)).max(Comparator.comparingDouble(OperatingPoint::perDevice));
    }

    /**
     * How much dearer one device of {@code second} may be than one of {@code first} before the first is the cheaper choice for the same work: the
     * ratio of their best throughputs. Empty when either has no point within the limits.
     */
    public static OptionalDouble breakEven(
            Collection<OperatingPoint> first, Collection<OperatingPoint> second, Map<Latency, Double> limits) {
        Optional<OperatingPoint> a = perDevice(first, limits);
        Optional<OperatingPoint> b = perDevice(second, limits);
        return a.isPresent() && b.isPresent() && a.get().perDevice() > 0
                ? OptionalDouble.of(b.get().perDevice() / a.get().perDevice())
                : OptionalDouble.empty();
    }
}
