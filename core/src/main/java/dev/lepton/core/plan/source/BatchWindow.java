package dev.lepton.core.plan.source;

import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long a server waits for its batch to fill before it begins. At the rate that is planned with, the last of b requests comes (b − 1) ÷ rate after the first, which waits so
 * long: that is the window to set, and it is added to what is measured of waits for a first token and an answer. At lower rates batches are smaller, and nobody waits longer.
 */
final class BatchWindow {
    private BatchWindow() {}

    /** The window of {@code point} in ms when {@code perSecond} requests come to it; 0 for one at a time. */
    static double millis(OperatingPoint point, double perSecond) {
        return 1000 * (point.concurrency().orElse(1) - 1) / perSecond;
    }

    /** Whether {@code point} meets every limit with its window, which is at most {@code most}. */
    static boolean meets(OperatingPoint point, Map<Latency, Double> limits, OptionalDouble perSecond, double most) {
        if (perSecond.isEmpty() || !(perSecond.getAsDouble() > 0)) {
            return false;
        }
        double window = millis(point, perSecond.getAsDouble());
        Map<Latency, Double> left = new HashMap<>();
        limits.forEach((measure, millis) -> {
            boolean waits = switch (measure.phase()) {
                case TTFT, E2E -> true;
                case TPOT, ITL -> false;
            };
            left.put(measure, waits ? millis - window : millis);
        });
        return window <= most && point.meets(left);
    }

    /** What is set, for print, beside the cap on requests at once. */
    static String setting(OperatingPoint point, double perSecond) {
        return point.concurrency().orElse(1) > 1
                ? String.format(Locale.ROOT, ", waiting up to %.1f ms to fill", millis(point, perSecond))
                : "";
    }
}
