package dev.lepton.core.placement.spot;

/** Availability up to the present tick; what comes later cannot be read through it. */
public final class Observed {
    private final Availability series;
    private final int first;
    private final int now;

    /** Ticks {@code first} to {@code now} of {@code series}, both in it. */
    public Observed(Availability series, int first, int now) {
        if (first < 0 || now < first || now >= series.ticks()) {
            throw new IllegalArgumentException(first + " to " + now + " of " + series.ticks());
        }
        this.series = series;
        this.first = first;
        this.now = now;
    }

    public int zones() {
        return series.zones().size();
    }

    /** The oldest tick that was observed. */
    public int first() {
        return first;
    }

    /** The present tick. */
    public int now() {
        return now;
    }

    /** Whether {@code zone} was available in {@code tick}; refuses a tick that was not observed. */
    public boolean available(int zone, int tick) {
        if (tick < first || tick > now) {
            throw new IllegalArgumentException("tick " + tick + " was not observed");
        }
        return series.available(zone, tick);
    }

    /** Whether {@code zone} is available in the present tick. */
    public boolean availableNow(int zone) {
        return series.available(zone, now);
    }

    /** Whether any zone was available in {@code tick}. */
    boolean any(int tick) {
        for (int zone = 0; zone < zones(); zone++) {
            if (available(zone, tick)) {
                return true;
            }
        }
        return false;
    }

    /** What had been observed at {@code tick}. */
    Observed asOf(int tick) {
        return new Observed(series, first, tick);
    }

    /** Whether this is the same stretch of the same series as {@code other}. */
    boolean same(Observed other) {
        return series == other.series && first == other.first && now == other.now;
    }
}
