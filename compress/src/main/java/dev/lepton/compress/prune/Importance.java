package dev.lepton.compress.prune;

/** What a channel is worth, by all weights that go with it. */
public enum Importance {
    /** The sum of their absolute values. */
    L1,
    /** The sum of their squares (Fang and others, 2023). */
    L2,
    /** The square of the sum of weight times gradient, a mean over batches (Molchanov and others, 2019). Needs inputs. */
    TAYLOR
}
