package dev.lepton.core.scaling;

/**
 * A pool of alike nodes at a moment, as a rule sees it.
 *
 * @param atSeconds the moment, in seconds of the run
 * @param ready nodes that take work
 * @param starting nodes that were asked for and are not ready yet
 * @param draining nodes that take no new work and go when theirs has ended
 * @param idle ready nodes on which nothing runs
 * @param gpusPerNode GPUs of a node
 * @param gpusHeld GPUs of ready nodes that are held
 * @param gpusWaited GPUs that waiting jobs ask for
 * @param lastOutSeconds when nodes were last asked for; negative when never
 * @param lastInSeconds when nodes were last let go; negative when never
 */
public record PoolState(
        long atSeconds,
        int ready,
        int starting,
        int draining,
        int idle,
        int gpusPerNode,
        long gpusHeld,
        long gpusWaited,
        long lastOutSeconds,
        long lastInSeconds) {
    public PoolState {
        if (ready < 0 || starting < 0 || draining < 0 || idle < 0 || idle > ready || gpusPerNode < 1) {
            throw new IllegalArgumentException("No pool has " + ready + " ready nodes, " + idle + " of them idle, "
                    + starting + " starting and " + draining + " draining, of " + gpusPerNode + " GPUs each.");
        }
        if (gpusHeld < 0 || gpusWaited < 0 || gpusHeld > (long) ready * gpusPerNode) {
            throw new IllegalArgumentException(
                    gpusHeld + " GPUs cannot be held on " + ready + " nodes of " + gpusPerNode + ".");
        }
    }

    /** GPUs that are held, or will be as soon as there is room. */
    public long gpusWanted() {
        return gpusHeld + gpusWaited;
    }

    /** GPUs of nodes that are ready or will be. */
    public long gpusComing() {
        return (long) (ready + starting) * gpusPerNode;
    }
}
