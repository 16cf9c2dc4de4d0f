package dev.lepton.core.placement.spot;

/**
 * The deadline is kept whatever spot does. A choice is safe if running on demand can still finish in time from the state
 * that it leads to; since starting on demand needs {@link SpotState#slack} of 0 or more, and that is so at submission, by
 * induction no deadline is ever missed by a policy whose unsafe choices become on-demand. Exact in ticks.
 */
public final class SafetyNet {
    private SafetyNet() {}

    /** Whether the deadline can still be met after {@code choice} in the present tick. */
    public static boolean safe(SpotJob job, SpotState state, Mode choice) {
        if (choice instanceof Mode.OnDemand) {
            return true;
        }
        SpotState next = state.next(choice, job);
        return next.workLeft(job) == 0 || next.slack(job) >= 0;
    }

    /** The published net (Can't Be Late, NSDI'24): off spot, and less time left than work left and two changeovers. */
    static boolean forGood(SpotJob job, SpotState state) {
        return !(state.mode() instanceof Mode.Spot)
                && state.timeLeft(job) < state.workLeft(job) + 2 * job.changeoverTicks();
    }
}
