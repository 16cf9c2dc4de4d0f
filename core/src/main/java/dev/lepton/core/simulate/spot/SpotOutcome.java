package dev.lepton.core.simulate.spot;

import dev.lepton.core.placement.spot.SpotJob;

/**
 * What a job came to.
 *
 * @param spotTicks paid ticks on spot, changeovers among them
 * @param onDemandTicks paid ticks on demand, changeovers among them
 * @param changeovers starts of a machine
 * @param finishTick ticks after submission at which it was done, or its deadline if it was not
 * @param missed whether it was not done by its deadline
 */
public record SpotOutcome(int spotTicks, int onDemandTicks, int changeovers, int finishTick, boolean missed) {
    /** All that was paid, in ticks of spot. */
    public double inSpotTicks(SpotJob job) {
        return spotTicks + job.onDemandOverSpot() * onDemandTicks;
    }
}
