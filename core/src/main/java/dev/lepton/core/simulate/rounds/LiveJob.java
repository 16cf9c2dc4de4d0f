package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;

/** A job on its way: what is left of it, where it ran, what it held. */
final class LiveJob {
    private static final double MICROS = 3.6e9;
    private static final double DONE = 1e-9;

    final TraceJob job;
    /** Infinite where its gang does not fit. */
    final Lengths lengths;
    /** Hours run for its work on each type, losses aside. */
    final double[] ran;

    final long[] usedMicros;
    final long[] heldMicros;
    int type = Contender.WAITING;
    int restarts;
    double startHours = Double.NaN;
    double endHours = Double.NaN;
    private double left = 1;
    private double losing;

    /** A job that has just come to a fleet of {@code pools}. */
    LiveJob(TraceJob job, Pools pools) {
        this.job = job;
        this.lengths = job.lengths().fitting(job.gpus(), pools);
        this.ran = new double[pools.types()];
        this.usedMicros = new long[ran.length];
        this.heldMicros = new long[ran.length];
    }

    boolean done() {
        return !Double.isNaN(endHours);
    }

    double workDone() {
        double done = 0;
        for (int t = 0; t < ran.length; t++) {
            done += lengths.runsOn(t) ? ran[t] / lengths.hours(t) : 0;
        }
        return done;
    }

    /** Lets it wait for a round, or run on {@code next} from {@code now} on. */
    void round(int next, double now, RoundSettings settings) {
        if (next < 0) {
            type = next;
            return;
        }
        if (next != type) {
            boolean first = Double.isNaN(startHours);
            losing = first ? settings.startHours() : settings.restartHours();
            startHours = first ? now : startHours;
            restarts += first ? 0 : 1;
        }
        type = next;
        double hours = lengths.hours(next);
        double lost = Math.min(losing, settings.roundHours());
        losing -= lost;
        double worked = Math.min(settings.roundHours() - lost, left * hours);
        left -= worked / hours;
        ran[next] += worked;
        usedMicros[next] += Math.round((lost + worked) * job.gpus() * MICROS);
        heldMicros[next] += Math.round(settings.roundHours() * job.gpus() * MICROS);
        if (left <= DONE) {
            endHours = now + lost + worked;
        }
    }

    /** What a policy may see of it. */
    Contender seen(boolean estimates) {
        double attained = 0;
        for (double hours : ran) {
            attained += hours * job.gpus();
        }
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
                job.gpus(),
                job.arrivalHours(),
                known,
                part,
                attained,
                type,
                job.terms().priority(),
                job.terms().tenant(),
                job.arrivalHours() + job.terms().deadlineHours());
    }
}
