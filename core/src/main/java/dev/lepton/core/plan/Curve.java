package dev.lepton.core.plan;

import dev.lepton.core.evidence.Confidence;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A figure over a load, measured at some loads: straight lines between neighbours, nothing beyond the first and the last. So no
 * value read off it is above the largest measured or below the smallest. Where a load was measured twice the lower value counts.
 */
public final class Curve {
    private final NavigableMap<Double, Double> points = new TreeMap<>();
    private final Confidence confidence;

    /** @param confidence of the measurements; what lies between them is at most an estimate */
    public Curve(Map<Double, Double> points, Confidence confidence) {
        this.confidence = confidence;
        points.forEach((load, value) -> {
            if (!Double.isFinite(load) || !Double.isFinite(value)) {
                throw new IllegalArgumentException("A point of a curve is not finite: " + load + ", " + value + ".");
            }
            this.points.merge(load, value, Math::min);
        });
    }

    /** The figure at {@code load}. */
    public Figure at(double load) {
        Map.Entry<Double, Double> below = points.floorEntry(load);
        Map.Entry<Double, Double> above = points.ceilingEntry(load);
        if (below == null || above == null) {
            return new Figure.Unknown(
                    points.isEmpty()
                            ? "nothing was measured"
                            : load + " is outside what was measured, " + points.firstKey() + " to " + points.lastKey());
        }
        if (below.getKey().equals(above.getKey())) {
            return new Figure.Known(below.getValue(), confidence, "measured at " + load);
        }
        double weight = (load - below.getKey()) / (above.getKey() - below.getKey());
        return new Figure.Known(
                below.getValue() + weight * (above.getValue() - below.getValue()),
                confidence.and(Confidence.ESTIMATE),
                "between the measurements at " + below.getKey() + " and " + above.getKey());
    }
}
