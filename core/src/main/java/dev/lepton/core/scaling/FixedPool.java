package dev.lepton.core.scaling;

/** The pool stays as it is: what every other rule is compared with. */
public record FixedPool() implements ScalingRule {
    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public ScalingStep decide(PoolState pool) {
        return new ScalingStep.Hold(HoldReason.NOT_SCALED);
    }
}
