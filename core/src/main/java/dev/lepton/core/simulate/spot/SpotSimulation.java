package dev.lepton.core.simulate.spot;

import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.Mode;
import dev.lepton.core.placement.spot.Observed;
import dev.lepton.core.placement.spot.SafetyNet;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicy;
import dev.lepton.core.placement.spot.SpotState;

/**
 * One job under one policy, tick by tick. A spot machine that is gone is lost at the start of the tick, a changeover that it
 * interrupts starts over; a choice that {@link SafetyNet} does not allow becomes on-demand.
 */
public final class SpotSimulation {
    private final SpotJob job;
    private final Availability series;
    private final int start;
    private final int first;

    /**
     * A run of {@code job}.
     *
     * @param series availability, to the job's deadline at least
     * @param start tick of {@code series} at which the job is submitted
     * @param first oldest tick of {@code series} that a policy may look at
     */
    public SpotSimulation(SpotJob job, Availability series, int start, int first) {
        if (start < first || first < 0 || start + job.deadlineTicks() > series.ticks()) {
            throw new IllegalArgumentException(
                    "ticks " + first + ", " + start + " to " + (start + job.deadlineTicks()) + " of " + series.ticks());
        }
        this.job = job;
        this.series = series;
        this.start = start;
        this.first = first;
    }

    /** Is told of each decision. */
    public interface Log {
        /** In {@code state}, {@code mode} was taken; {@code forced} if the policy had chosen another one. */
        void decided(SpotState state, Observed seen, Mode mode, boolean forced);
    }

    /** What the job comes to under {@code policy}. */
    public SpotOutcome run(SpotPolicy policy) {
        return run(policy, (state, seen, mode, forced) -> {});
    }

    /** What the job comes to under {@code policy}, telling {@code log}. */
    public SpotOutcome run(SpotPolicy policy, Log log) {
        SpotState state = SpotState.START;
        int spot = 0;
        int onDemand = 0;
        int changeovers = 0;
        while (state.workLeft(job) > 0 && state.tick() < job.deadlineTicks()) {
            Observed seen = new Observed(series, first, start + state.tick());
            if (state.mode() instanceof Mode.Spot in && !seen.availableNow(in.zone())) {
                state = state.preempted();
            }
            Mode choice = policy.choose(job, state, seen);
            if (choice instanceof Mode.Spot in && !seen.availableNow(in.zone())) {
                throw new IllegalStateException("spot was chosen where there is none, at tick " + state.tick());
            }
            boolean safe = SafetyNet.safe(job, state, choice);
            Mode mode = safe ? choice : Mode.ON_DEMAND;
            log.decided(state, seen, mode, !safe);
            switch (mode) {
                case Mode.Idle idle -> {}
                case Mode.Spot in -> spot++;
                case Mode.OnDemand in -> onDemand++;
            }
            changeovers += mode instanceof Mode.Idle || mode.equals(state.mode()) ? 0 : 1;
            state = state.next(mode, job);
        }
        return new SpotOutcome(spot, onDemand, changeovers, state.tick(), state.workLeft(job) > 0);
    }
}
