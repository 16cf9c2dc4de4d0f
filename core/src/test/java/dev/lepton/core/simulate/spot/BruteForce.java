package dev.lepton.core.simulate.spot;

import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.Mode;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotState;

/** Every sequence of modes, for tiny cases. */
final class BruteForce {
    private BruteForce() {}

    static double least(SpotJob job, Availability series) {
        return least(job, series, SpotState.START);
    }

    private static double least(SpotJob job, Availability series, SpotState state) {
        if (state.workLeft(job) == 0) {
            return 0;
        }
        if (state.tick() == job.deadlineTicks()) {
            return Double.POSITIVE_INFINITY;
        }
        SpotState now = state.mode() instanceof Mode.Spot in && !series.available(in.zone(), state.tick())
                ? state.preempted()
                : state;
        double best = Math.min(
                least(job, series, now.next(Mode.IDLE, job)),
                job.onDemandOverSpot() + least(job, series, now.next(Mode.ON_DEMAND, job)));
        for (int zone = 0; zone < series.zones().size(); zone++) {
            if (series.available(zone, state.tick())) {
                best = Math.min(best, 1 + least(job, series, now.next(Mode.spot(zone), job)));
            }
        }
        return best;
    }
}
