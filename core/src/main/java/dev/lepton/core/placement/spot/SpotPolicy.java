package dev.lepton.core.placement.spot;

/**
 * Chooses the mode of the present tick. A pure function of its arguments: the same state after the same observations gets
 * the same choice, whatever comes later.
 */
public interface SpotPolicy {
    /**
     * The mode of the present tick; spot only in a zone that is available now. Whoever runs the policy replaces a choice
     * that {@link SafetyNet} does not allow by {@link Mode#ON_DEMAND}.
     */
    Mode choose(SpotJob job, SpotState state, Observed seen);

    /** Why {@link #choose} chooses as it does, for people: one clause, in ticks turned into hours. */
    String why(SpotJob job, SpotState state, Observed seen);
}
