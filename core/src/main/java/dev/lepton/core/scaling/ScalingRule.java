package dev.lepton.core.scaling;

/** When nodes are added to a pool and taken away: a pure function of the pool's state. */
public interface ScalingRule {
    /** The name that a command line and a scoreboard call it by. */
    String name();

    /** What to do now. */
    ScalingStep decide(PoolState pool);
}
