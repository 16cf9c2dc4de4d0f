package dev.lepton.core.queueing;

/**
 * The queue G/G/c by Allen and Cunneen's approximation: Erlang's waits, longer by {@link Variability#stretch} in their mean
 * and in their tail. Exact for M/M/c; for M/G/1 the mean is Pollaczek and Khinchine's. Times are in mean service times.
 *
 * <p>The share that waits at all is Erlang's, whatever the bursts: the approximation is one of heavy load. For arrivals in bursts
 * (squared variation of 10 and more) in a light line it says too little; then a trace has to be replayed.
 */
public record WaitingLine(Erlang erlang, Variability variability) {
    /** {@code servers} servers and {@code offered} erlangs. */
    public static WaitingLine of(int servers, double offered, Variability variability) {
        return new WaitingLine(new Erlang(servers, offered), variability);
    }

    /** Mean wait, in service times. */
    public double meanWait() {
        return variability.stretch() == 0 ? 0 : erlang.meanWait() * variability.stretch();
    }

    /** Share of arrivals that wait longer than {@code serviceTimes}. */
    public double waitBeyond(double serviceTimes) {
        if (erlang.offered() >= erlang.servers()) {
            return 1;
        }
        if (variability.stretch() == 0) {
            return 0;
        }
        return erlang.waitBeyond(serviceTimes / variability.stretch());
    }

    /** Whether at most {@code limit.share()} of arrivals wait longer than it allows. */
    public boolean meets(WaitLimit limit) {
        return waitBeyond(limit.serviceTimes()) <= limit.share();
    }
}
