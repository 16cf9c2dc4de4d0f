package dev.lepton.core.placement.spot;

import java.util.OptionalInt;

/**
 * The zone that every policy takes when it wants spot: the one in use while it lives, else the available one with the
 * longest mean run of availability so far, shrunk by two runs of 3 hours; ties to the lower number.
 */
final class ZoneChoice {
    private static final int PRIOR_ENDS = 2;
    private static final int PRIOR_TICKS = 2 * 3 * SpotJob.TICKS_PER_HOUR;

    private ZoneChoice() {}

    static OptionalInt best(SpotState state, Observed seen) {
        if (state.mode() instanceof Mode.Spot spot) {
            return OptionalInt.of(spot.zone());
        }
        int best = -1;
        double longest = -1;
        for (int zone = 0; zone < seen.zones(); zone++) {
            if (seen.availableNow(zone)) {
                double run = seen.zones() == 1 ? 0 : meanRun(seen, zone);
                if (run > longest) {
                    longest = run;
                    best = zone;
                }
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /** Spot in the best zone, or {@code otherwise} where there is none. */
    static Mode spotOr(Mode otherwise, SpotState state, Observed seen) {
        OptionalInt zone = best(state, seen);
        return zone.isPresent() ? Mode.spot(zone.getAsInt()) : otherwise;
    }

    /** Mean length, in ticks, of the runs of availability of {@code zone}. */
    static double meanRun(Observed seen, int zone) {
        int ticks = PRIOR_TICKS;
        int ends = PRIOR_ENDS;
        for (int t = seen.first(); t <= seen.now(); t++) {
            if (seen.available(zone, t)) {
                ticks++;
                if (t < seen.now() && !seen.available(zone, t + 1)) {
                    ends++;
                }
            }
        }
        return (double) ticks / ends;
    }
}
