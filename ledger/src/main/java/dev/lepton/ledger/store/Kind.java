package dev.lepton.ledger.store;

import java.util.Locale;

/** What a segment holds. */
public enum Kind {
    /** Bill lines, in the columns of FOCUS. */
    CHARGES,
    /** Usage samples of containers, pods, jobs and nodes. */
    USAGE,
    /** Jobs from a scheduler. */
    JOBS,
    /** Nodes and pools. */
    FLEET,
    /** What was earned, by team, model and period. */
    REVENUE,
    /** Tokens and requests served, by model. */
    TOKENS,
    /** Price lists of the user's. */
    PRICES,
    /** What was measured of models on hardware. */
    PROFILES,
    /** Savings that advice promised, to be held against what came. */
    PROMISES;

    /** The folder under {@code facts/}. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
