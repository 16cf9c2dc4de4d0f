package dev.lepton.core.placement.spot;

/**
 * Uniform progress, by the published rules (Wu et al., Can't Be Late: Optimizing Spot Instance Savings under Deadlines,
 * NSDI'24). With work C, deadline R, changeover d and expected progress c(t) = t·C/R: (1) off spot and less time left than
 * work left + 2d, on demand for good; (2) on spot, stay; (3) no spot and progress below c(t), on demand, else wait; (4) on
 * demand, leave for spot (or waiting) once progress is at least c(t + 2d).
 *
 * <p>It promises even progress, not the least cost: it looks at no history and no price.
 */
public final class UniformProgress implements SpotPolicy {
    @Override
    public Mode choose(SpotJob job, SpotState state, Observed seen) {
        if (SafetyNet.forGood(job, state)) {
            return Mode.ON_DEMAND;
        }
        Mode otherwise = switch (state.mode()) {
            case Mode.Spot spot -> spot;
            case Mode.OnDemand onDemand -> ahead(job, state, 2 * job.changeoverTicks()) ? Mode.IDLE : onDemand;
            case Mode.Idle idle -> ahead(job, state, 0) ? idle : Mode.ON_DEMAND;
        };
        boolean held = state.mode() instanceof Mode.OnDemand && otherwise instanceof Mode.OnDemand;
        return held ? otherwise : ZoneChoice.spotOr(otherwise, state, seen);
    }

    @Override
    public String why(SpotJob job, SpotState state, Observed seen) {
        if (SafetyNet.forGood(job, state)) {
            return "less time is left than the work and two changeovers";
        }
        return switch (choose(job, state, seen)) {
            case Mode.Spot spot -> "spot is available";
            case Mode.OnDemand onDemand -> "progress is behind the even pace";
            case Mode.Idle idle -> "no spot, and progress is ahead of the even pace";
        };
    }

    /** Whether progress is at least what an even pace will have done {@code later} ticks from now; exact. */
    private static boolean ahead(SpotJob job, SpotState state, int later) {
        return (long) state.workDone() * job.deadlineTicks() >= ((long) state.tick() + later) * job.workTicks();
    }
}
