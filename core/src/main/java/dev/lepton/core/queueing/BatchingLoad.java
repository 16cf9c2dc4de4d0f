package dev.lepton.core.queueing;

/**
 * What requests find at some rate of arrivals. Means are over requests served.
 *
 * @param perSecond requests that arrive
 * @param servedPerSecond requests that are served
 * @param waitMillis mean wait for a slot
 * @param prefillMillis mean time from the slot to the first token
 * @param decodeMillis mean time between tokens (ITL)
 * @param inService mean requests in service at once, for each replica
 * @param tail how the wait is spread
 */
public record BatchingLoad(
        double perSecond,
        double servedPerSecond,
        double waitMillis,
        double prefillMillis,
        double decodeMillis,
        double inService,
        WaitTail tail) {
    /** Mean time to the first token (TTFT). */
    public double firstTokenMillis() {
        return waitMillis + prefillMillis;
    }

    /** Share of arrivals that are lost. */
    public double lostShare() {
        return tail.lost();
    }
}
