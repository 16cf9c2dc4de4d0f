package dev.lepton.core.placement.spot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** In which ticks each zone had a spot machine to give; what it has in a tick holds for the whole tick. */
public final class Availability {
    private static final Duration TICK = Duration.ofMinutes(SpotJob.TICK_MINUTES);

    private final List<String> zones;
    private final BitSet[] up;
    private final int ticks;

    private Availability(List<String> zones, BitSet[] up, int ticks) {
        this.zones = List.copyOf(zones);
        this.up = up;
        this.ticks = ticks;
    }

    /** One zone per row of {@code up}, named by its number; the rows are equally long. */
    public static Availability of(boolean[][] up) {
        List<String> names = new ArrayList<>();
        BitSet[] sets = new BitSet[up.length];
        for (int zone = 0; zone < up.length; zone++) {
            names.add(String.valueOf(zone));
            sets[zone] = new BitSet(up[zone].length);
            for (int tick = 0; tick < up[zone].length; tick++) {
                sets[zone].set(tick, up[zone][tick]);
            }
        }
        return new Availability(names, sets, up[0].length);
    }

    /**
     * What samples say. Each holds until the next of its zone; a zone is taken as unavailable before its first, and a tick
     * as available if every sample that touches it is. The series begins with the first sample of all; the last holds for
     * as long as the one before it did, at least a tick.
     *
     * @throws IllegalArgumentException if there are no samples, or they span more than a hundred years
     */
    public static Availability of(List<SpotSample> samples) {
        TreeMap<Instant, Map<String, Boolean>> byTime = new TreeMap<>();
        TreeMap<String, BitSet> byZone = new TreeMap<>();
        for (SpotSample sample : samples) {
            byTime.computeIfAbsent(sample.at(), at -> new TreeMap<>()).put(sample.zone(), sample.available());
            byZone.put(sample.zone(), new BitSet());
        }
        if (byTime.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
        Instant begin = byTime.firstKey();
        Instant last = byTime.lastKey();
        Instant before = byTime.lowerKey(last);
        Instant end = last.plus(before == null ? TICK : Duration.between(before, last));
        long length = Math.max(1, tickOf(begin, end));
        if (length > 100L * 366 * SpotJob.TICKS_PER_DAY) {
            throw new IllegalArgumentException("samples from " + begin + " to " + last);
        }
        byZone.forEach((zone, set) -> fill(zone, set, byTime, (int) length));
        return new Availability(List.copyOf(byZone.keySet()), byZone.values().toArray(BitSet[]::new), (int) length);
    }

    private static void fill(String zone, BitSet set, SortedMap<Instant, Map<String, Boolean>> byTime, int length) {
        Instant begin = byTime.firstKey();
        boolean now = false;
        int from = 0;
        for (Map.Entry<Instant, Map<String, Boolean>> entry : byTime.entrySet()) {
            Boolean said = entry.getValue().get(zone);
            if (said == null || said == now) {
                continue;
            }
            Duration since = Duration.between(begin, entry.getKey());
            int floor = (int) Math.min(length, since.dividedBy(TICK));
            boolean whole = TICK.multipliedBy(floor).equals(since);
            if (now) {
                set.set(from, Math.max(from, floor));
            }
            from = whole ? floor : floor + 1;
            now = said;
        }
        if (now && from < length) {
            set.set(from, length);
        }
    }

    private static long tickOf(Instant begin, Instant at) {
        return Duration.between(begin, at).dividedBy(TICK);
    }

    /** Names of the zones, in the order of their numbers. */
    public List<String> zones() {
        return zones;
    }

    /** How many ticks are known. */
    public int ticks() {
        return ticks;
    }

    /** Whether {@code zone} has a machine to give in {@code tick}. */
    public boolean available(int zone, int tick) {
        if (tick < 0 || tick >= ticks) {
            throw new IllegalArgumentException("tick " + tick + " of " + ticks);
        }
        return up[zone].get(tick);
    }

    /** Share of all ticks of {@code zone} that it is available in. */
    public double share(int zone) {
        return up[zone].cardinality() / (double) ticks;
    }
}
