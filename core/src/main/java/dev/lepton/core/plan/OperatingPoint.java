package dev.lepton.core.plan;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A model served or trained on some hardware under some setting, and what was seen: the unit of evidence that plans are made of.
 * What was not seen is empty, never zero.
 *
 * @param concurrency the cap on requests at once, or the batch; empty when there is none or it was not said
 * @param powerCapWatts what each device may draw; empty for its default
 * @param size of the requests; empty for a mixture, such as a benchmark's
 * @param workload what it was measured with, as its source names it, for instance {@code lm-arena-chat}; points of different
 *     workloads are not compared; empty when it was not said
 * @param throughput work done at this point
 * @param latencyMillis what was measured of latency
 * @param watts drawn by all the devices together
 * @param accuracy scores by metric, as their source scales them
 * @param provenance source and confidence
 */
public record OperatingPoint(
        Variant variant,
        Hardware hardware,
        OptionalInt concurrency,
        OptionalInt powerCapWatts,
        Optional<RequestSize> size,
        Optional<String> workload,
        Throughput throughput,
        Map<Latency, Double> latencyMillis,
        OptionalDouble watts,
        Map<String, BigDecimal> accuracy,
        Provenance provenance) {
    public OperatingPoint {
        latencyMillis = Collections.unmodifiableMap(new TreeMap<>(latencyMillis));
        accuracy = Collections.unmodifiableMap(new TreeMap<>(accuracy));
        if (concurrency.orElse(1) < 1 || powerCapWatts.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "A cap is at least 1: concurrency " + concurrency + ", watts " + powerCapWatts + ".");
        }
        latencyMillis.forEach((measure, millis) -> {
            if (!Double.isFinite(millis) || millis < 0) {
                throw new IllegalArgumentException(measure + " is " + millis + ".");
            }
        });
        if (watts.isPresent() && !(watts.getAsDouble() >= 0 && Double.isFinite(watts.getAsDouble()))) {
            throw new IllegalArgumentException("A draw is " + watts.getAsDouble() + " watts.");
        }
    }

    /** A point of which no workload was said. */
    public OperatingPoint(
            Variant variant,
            Hardware hardware,
            OptionalInt concurrency,
            OptionalInt powerCapWatts,
            Optional<RequestSize> size,
            Throughput throughput,
            Map<Latency, Double> latencyMillis,
            OptionalDouble watts,
            Map<String, BigDecimal> accuracy,
            Provenance provenance) {
        this(
                variant,
                hardware,
                concurrency,
                powerCapWatts,
                size,
                Optional.empty(),
                throughput,
                latencyMillis,
                watts,
                accuracy,
                provenance);
    }

    /**
     * {@code count} of these side by side, none helping another: so many times the devices, requests at once, work and watts, and the same
     * latencies. An estimate, and its source says so; how one of them is spread over its devices stays what it is.
     */
    public OperatingPoint copies(int count) {
        if (count == 1) {
            return this;
        }
        return new OperatingPoint(
                variant,
                new Hardware(hardware.device(), Math.multiplyExact(hardware.count(), count), hardware.parallelism()),
                concurrency.isPresent()
                        ? OptionalInt.of(Math.multiplyExact(concurrency.getAsInt(), count))
                        : concurrency,
                powerCapWatts,
                size,
                workload,
                new Throughput(throughput.perSecond() * count, throughput.work()),
                latencyMillis,
                watts.isPresent() ? OptionalDouble.of(watts.getAsDouble() * count) : watts,
                accuracy,
                new Provenance(
                        provenance.source() + ", " + count + " copies of " + hardware.count() + " × "
                                + hardware.device(),
                        provenance.confidence().and(Confidence.ESTIMATE)));
    }

    /** Work per second of one device. */
    public double perDevice() {
        return throughput.perSecond() / hardware.count();
    }

    /** Joules for one unit of work; empty when the draw is not known or nothing was done. */
    public OptionalDouble joulesPerUnit() {
        return watts.isPresent() && throughput.perSecond() > 0
                ? OptionalDouble.of(watts.getAsDouble() / throughput.perSecond())
                : OptionalDouble.empty();
    }

    /** Whether every limit is met; a measure that was not taken does not meet one. */
    public boolean meets(Map<Latency, Double> limits) {
        return limits.entrySet().stream()
                .allMatch(l -> latencyMillis.getOrDefault(l.getKey(), Double.POSITIVE_INFINITY) <= l.getValue());
    }
}
