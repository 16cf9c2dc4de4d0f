package dev.lepton.core.placement.spot;

/**
 * Spot whenever there is one, else waiting, until the published net puts the job on demand for good: rules 1 and 2 of
 * Can't Be Late (Wu et al., NSDI'24). Without changeovers no policy that does not know the future is cheaper.
 */
public final class Greedy implements SpotPolicy {
    @Override
    public Mode choose(SpotJob job, SpotState state, Observed seen) {
        return SafetyNet.forGood(job, state) ? Mode.ON_DEMAND : ZoneChoice.spotOr(Mode.IDLE, state, seen);
    }

    @Override
    public String why(SpotJob job, SpotState state, Observed seen) {
        if (SafetyNet.forGood(job, state)) {
            return "less time is left than the work and two changeovers";
        }
        return ZoneChoice.best(state, seen).isPresent() ? "spot is available" : "no spot, and time is left to wait";
    }
}
