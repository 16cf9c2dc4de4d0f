package dev.lepton.core.plan;

/** Work done in a second. Throughputs of different work are not compared. */
public record Throughput(double perSecond, Work work) {
    /** What is counted. */
    public enum Work {
        REQUESTS,
        /** Tokens that the model made. */
        OUTPUT_TOKENS,
        SAMPLES,
        /** Iterations of training. */
        STEPS,
        EPOCHS,
        /** Training runs that reach their target. */
        RUNS
    }

    public Throughput {
        if (!Double.isFinite(perSecond) || perSecond < 0) {
            throw new IllegalArgumentException("A throughput is " + perSecond + " a second.");
        }
    }
}
