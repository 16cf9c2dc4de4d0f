package dev.lepton.core.placement.spot;

/** On demand from the first tick to the last: the dearest choice, and done soonest. */
public final class OnDemandOnly implements SpotPolicy {
    @Override
    public Mode choose(SpotJob job, SpotState state, Observed seen) {
        return Mode.ON_DEMAND;
    }

    @Override
    public String why(SpotJob job, SpotState state, Observed seen) {
        return "spot is never used";
    }
}
