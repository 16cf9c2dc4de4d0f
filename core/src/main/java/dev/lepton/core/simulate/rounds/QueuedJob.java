package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.TimePolicy;

/** A job of {@link QueueRounds}: its place in the queue, and since when what it does has not been worked out. */
final class QueuedJob {
    private final LiveJob live;
    private final int level;
    private final double figure;
    private long since;
    private int starts;
    private int chosen = Contender.WAITING;

    QueuedJob(LiveJob live, TimePolicy.QueueRule rule) {
        this.live = live;
        Contender seen = live.seen(false);
        level = rule.level(seen);
        figure = rule.figure(seen);
    }

    LiveJob live() {
        return live;
    }

    int number() {
        return live.job.id();
    }

    int gpus() {
        return live.gpus();
    }

    int type() {
        return live.type;
    }

    int level() {
        return level;
    }

    double figure() {
        return figure;
    }

    /** How often it started or moved: an end that was foreseen before that is void. */
    int starts() {
        return starts;
    }

    /** The type that it is about to start on. */
    int chosen() {
        return chosen;
    }

    void choose(int type) {
        chosen = type;
    }

    /** Starts it, or has it wait, from {@code round} on; what it did until then is settled. */
    void choose(int type, long round, double waking, RoundSettings settings) {
        live.choose(type, live.seenPlace(), round * settings.roundHours(), waking, settings);
        since = round;
        starts++;
    }

    /** Takes it to the start of {@code round}; GPU-microseconds used. */
    long settle(long round, RoundSettings settings) {
        if (round == since) {
            return 0;
        }
        long from = since;
        since = round;
        return live.run(from * settings.roundHours(), round - from, settings.roundHours());
    }

    long roundsToEnd(RoundSettings settings) {
        return live.roundsToEnd(settings.roundHours());
    }
}
