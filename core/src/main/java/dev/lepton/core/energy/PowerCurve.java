package dev.lepton.core.energy;

import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a machine draws at some loads, measured: straight lines between, nothing beyond the lowest and the highest. A load is
 * whatever it was measured by, such as a share of its GPUs that is busy or requests in a batch.
 */
public final class PowerCurve {
    private final NavigableMap<BigDecimal, BigDecimal> wattsByLoad = new TreeMap<>();
    private final Confidence confidence;

    /**
     * @param wattsByLoad at least one point; loads and watts are not negative
     * @param confidence of the points; between them it is at most an estimate
     */
    public PowerCurve(Map<BigDecimal, BigDecimal> wattsByLoad, Confidence confidence) {
        if (wattsByLoad.isEmpty()) {
            throw new IllegalArgumentException("A power curve needs a point.");
        }
        wattsByLoad.forEach((load, watts) -> {
            if (load.signum() < 0 || watts.signum() < 0) {
                throw new IllegalArgumentException("A load and its power are 0 or more, not " + load.toPlainString()
                        + " and " + watts.toPlainString() + " W.");
            }
        });
        this.wattsByLoad.putAll(wattsByLoad);
        this.confidence = confidence;
    }

    /**
     * A processor between its least and its most power, in proportion to its load of 0 to 1: what Cloud Carbon Footprint
     * does where nothing was measured.
     */
    public static PowerCurve between(BigDecimal leastWatts, BigDecimal mostWatts) {
        return new PowerCurve(Map.of(BigDecimal.ZERO, leastWatts, BigDecimal.ONE, mostWatts), Confidence.ESTIMATE);
    }

    /** The draw at {@code load}; empty where nothing was measured on both sides. */
    public Optional<PowerDraw> at(BigDecimal load) {
        var below = wattsByLoad.floorEntry(load);
        var above = wattsByLoad.ceilingEntry(load);
        if (below == null || above == null) {
            return Optional.empty();
        }
        if (below.getKey().compareTo(above.getKey()) == 0) {
            return Optional.of(new PowerDraw.OnCurve(below.getValue(), load, confidence));
        }
        BigDecimal rise = above.getValue().subtract(below.getValue());
        BigDecimal run = above.getKey().subtract(below.getKey());
        BigDecimal watts = below.getValue()
                .add(rise.multiply(load.subtract(below.getKey())).divide(run, MathContext.DECIMAL128));
        return Optional.of(new PowerDraw.OnCurve(watts, load, confidence.and(Confidence.ESTIMATE)));
    }

    /** Whether power falls somewhere as the load rises: points that may not belong together. */
    public boolean falls() {
        BigDecimal before = BigDecimal.ZERO;
        for (BigDecimal watts : wattsByLoad.values()) {
            if (watts.compareTo(before) < 0) {
                return true;
            }
            before = watts;
        }
        return false;
    }
}
