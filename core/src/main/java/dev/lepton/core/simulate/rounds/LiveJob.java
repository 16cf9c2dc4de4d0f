package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Crew;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.SizeRule;
import dev.lepton.core.placement.share.Sizes;
import java.util.List;
import java.util.Optional;

/** A job on its way: what is left of it, where it ran, what it held, what stopping it lost. */
final class LiveJob {
    static final double MICROS = 3.6e9;
    private static final double DONE = 1e-9;
    private static final double EDGE = 1e-9;

    final TraceJob job;
    /** In the size in which policies see it; infinite where that does not fit. */
    final Lengths lengths;
    /** What of those hours is done on each type and still stands. */
    final double[] ran;

    final long[] usedMicros;
    final long[] heldMicros;
    /** GPU-microseconds run in vain: work lost at stops, and time lost at restarts. */
    final long[] lostMicros;

    int type = Contender.WAITING;
    int restarts;
    int preemptions;
    int migrations;
    int resizes;
    double startHours = Double.NaN;
    double endHours = Double.NaN;
    /** The gangs that the fleet has room for, the place of the one seen, and of the one it is or last was in. */
    private final List<Sizes.Size> sizes;

    private final int seenPlace;
    private int place;
    private int lastType = Contender.WAITING;
    private double left = 1;
    private double least = 1;
    private double attainedHours;
    private double unsaved;
    private double losing;
    private boolean again;
    private Optional<Contender> seen = Optional.empty();

    /** A job that has just come to a fleet of {@code pools}. */
    LiveJob(TraceJob job, Pools pools, SizeRule rule) {
        this.job = job;
        this.sizes = job.sizes().fitting(pools);
        Sizes.Size size = rule.seen(sizes, job.gpus());
        this.seenPlace = sizes.indexOf(size);
        this.place = seenPlace;
        this.lengths = size.lengths();
        this.ran = new double[pools.types()];
        this.usedMicros = new long[ran.length];
        this.heldMicros = new long[ran.length];
        this.lostMicros = new long[ran.length];
    }

    boolean done() {
        return !Double.isNaN(endHours);
    }

    /** Whether it has less left than it ever had before this was asked. */
    boolean gotOn() {
        boolean on = left < least;
        least = Math.min(least, left);
        return on;
    }

    double workDone() {
        double done = 0;
        for (int t = 0; t < ran.length; t++) {
            done += lengths.runsOn(t) ? ran[t] / lengths.hours(t) : 0;
        }
        return done;
    }

    /** GPUs of the gang it runs in, or last ran in. */
    int gpus() {
        return sizes.get(place).gpus();
    }

    /** GPUs of the size at {@code next}. */
    int gpus(int next) {
        return sizes.get(next).gpus();
    }

    int seenPlace() {
        return seenPlace;
    }

    boolean stays(int nextType, int nextPlace) {
        return nextType == type && (nextType < 0 || nextPlace == place);
    }

    /** GPUs that it goes on holding when it has the size at {@code nextPlace} on {@code nextType} next. */
    int staying(int nextType, int nextPlace) {
        return nextType == type ? Math.min(gpus(), gpus(nextPlace)) : 0;
    }

    /** What a rule of sizes may know of it. */
    Crew.Member member(RoundSettings settings) {
        int now = type < 0 ? Contender.WAITING : place;
        return new Crew.Member(sizes, seenPlace, now, restartHours(settings) + unsaved);
    }

    /** Hours of work as seen that an hour of running does. */
    private double speed() {
        return lengths.hours(type) / sizes.get(place).lengths().hours(type);
    }

    /**
     * Lets it wait from {@code now} on, stay, or start on {@code next} in the size at {@code nextPlace}, where GPUs that sleep
     * take {@code waking} hours.
     */
    void choose(int next, int nextPlace, double now, double waking, RoundSettings settings) {
        if (stays(next, nextPlace)) {
            return;
        }
        seen = Optional.empty();
        if (type >= 0) {
            stop();
            preemptions += next < 0 ? 1 : 0;
            resizes += next == type ? 1 : 0;
        }
        type = next;
        place = next < 0 ? seenPlace : nextPlace;
        if (next < 0) {
            return;
        }
        boolean first = Double.isNaN(startHours);
        again = !first;
        losing = waking + (first ? settings.startHours() : restartHours(settings));
        startHours = first ? now : startHours;
        restarts += first ? 0 : 1;
        migrations += !first && next != lastType ? 1 : 0;
        lastType = next;
    }

    private double restartHours(RoundSettings settings) {
        return job.terms().stopping().restartHours().orElse(settings.restartHours());
    }

    /** Work since the last checkpoint is to be done again. */
    private void stop() {
        left += unsaved * speed() / lengths.hours(type);
        ran[type] -= unsaved * speed();
        lostMicros[type] += micros(unsaved);
        unsaved = 0;
    }

    private long micros(double hours) {
        return Math.round(hours * gpus() * MICROS);
    }

    /** Whole rounds from now on in which it runs where it is; the most there are when it waits. */
    long roundsToEnd(double roundHours) {
        if (type < 0) {
            return Long.MAX_VALUE;
        }
        double hours = losing + left * lengths.hours(type) / speed();
        return Math.max(1, (long) Math.ceil(hours / roundHours - EDGE));
    }

    /** Takes it through {@code rounds} rounds from {@code now} on; GPU-microseconds used, none when it waits. */
    long run(double now, long rounds, double roundHours) {
        if (type < 0) {
            return 0;
        }
        seen = Optional.empty();
        double span = rounds * roundHours;
        double speed = speed();
        double hours = lengths.hours(type) / speed;
        double lost = Math.min(losing, span);
        losing -= lost;
        double worked = Math.min(span - lost, left * hours);
        left -= worked / hours;
        ran[type] += worked * speed;
        attainedHours += worked * gpus();
        save(worked);
        long used = micros(lost + worked);
        usedMicros[type] += used;
        heldMicros[type] += micros(span);
        lostMicros[type] += again ? micros(lost) : 0;
        if (left <= DONE) {
            endHours = now + lost + worked;
        }
        return used;
    }

    private void save(double worked) {
        double every = job.terms().stopping().checkpointHours();
        if (every > 0) {
            double since = unsaved + worked;
            double saved = Double.isInfinite(every) ? 0 : every * Math.floor(since / every + EDGE);
            unsaved = Math.max(0, since - saved);
        }
    }

    /** What a policy may see of it. */
    Contender seen(boolean estimates) {
        Contender now = seen.orElseGet(() -> look(estimates));
        seen = Optional.of(now);
        return now;
    }

    private Contender look(boolean estimates) {
        Lengths known = lengths;
        double part = left;
        if (estimates && job.epochs().isPresent()) {
            Epochs epochs = job.epochs().get();
            double done = (1 - left) * epochs.hours();
            double rest = epochs.expectedHours(done);
            known = lengths.times((done + rest) / epochs.hours());
            part = rest / (done + rest);
        }
        return new Contender(
                job.id(),
                sizes.get(seenPlace).gpus(),
                job.arrivalHours(),
                known,
                part,
                attainedHours,
                type,
                job.terms().priority(),
                job.terms().tenant(),
                job.arrivalHours() + job.terms().deadlineHours());
    }
}
