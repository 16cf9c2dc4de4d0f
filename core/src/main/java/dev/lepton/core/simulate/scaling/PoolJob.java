package dev.lepton.core.simulate.scaling;

/**
 * A job that a pool is to run.
 *
 * @param arrivalSeconds when it comes, in seconds of the run
 * @param gpus GPUs it holds; more than a node has are taken of several nodes
 * @param seconds how long it runs
 */
public record PoolJob(long arrivalSeconds, int gpus, long seconds) {
    public PoolJob {
        if (arrivalSeconds < 0 || gpus < 1 || seconds < 1) {
            throw new IllegalArgumentException(
                    "No job comes at " + arrivalSeconds + " s, holds " + gpus + " GPUs and runs " + seconds + " s.");
        }
    }
}
