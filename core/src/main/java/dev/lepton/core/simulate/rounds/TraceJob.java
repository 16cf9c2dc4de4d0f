package dev.lepton.core.simulate.rounds;

import dev.lepton.core.money.Money;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Sizes;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/**
 * A job of a trace.
 *
 * @param id its number, from 0 in the order of arrival
 * @param name what the trace calls it
 * @param sizes the gangs it can run in, and hours that it really takes in each on each type of GPU
 * @param arrivalHours when it comes, from the trace's start
 * @param terms what is asked of it
 * @param fairHours the length by which its fairness is judged
 * @param epochs its epochs, when their lengths change as it runs
 */
public record TraceJob(
        int id, String name, Sizes sizes, double arrivalHours, Terms terms, double fairHours, Optional<Epochs> epochs) {
    public TraceJob {
        if (!(arrivalHours >= 0) || !(fairHours > 0)) {
            throw new IllegalArgumentException(
                    "Job '" + name + "' arrives at " + arrivalHours + " h and is judged by " + fairHours + " h.");
        }
    }

    /**
     * Whose a job is, how it ranks, when it is due, what it earns and what stopping it does.
     *
     * @param priority more goes first
     * @param tenant whose it is
     * @param deadlineHours from its arrival; infinite when it has none
     * @param charge what it costs however long it takes; empty when its GPU-hours are charged
     * @param revenue what it earns; empty when that is not known
     * @param stopping what is lost when it is stopped
     */
    public record Terms(
            int priority,
            String tenant,
            double deadlineHours,
            Optional<Money> charge,
            Optional<Money> revenue,
            Stopping stopping) {
        /** Priority 0, nobody's in particular, no deadline. */
        public static final Terms NONE = new Terms(0, "", Double.POSITIVE_INFINITY, Optional.empty());

        public Terms {
            if (!(deadlineHours > 0)) {
                throw new IllegalArgumentException("A deadline cannot be " + deadlineHours + " h after arrival.");
            }
        }

        /** Terms of a job that loses no work when it is stopped and whose earnings are not known. */
        public Terms(int priority, String tenant, double deadlineHours, Optional<Money> charge) {
            this(priority, tenant, deadlineHours, charge, Optional.empty(), Stopping.FREE);
        }

        /** These with another deadline. */
        public Terms due(double hours) {
            return new Terms(priority, tenant, hours, charge, revenue, stopping);
        }
    }

    /**
     * What a job loses when it is stopped or moved: the work since its last checkpoint, and time as it starts again.
     *
     * @param checkpointHours hours of running between checkpoints; 0: no work is lost; infinite: it has none
     * @param restartHours lost when it starts again or on another type; empty for what the run says of all jobs
     */
    public record Stopping(double checkpointHours, OptionalDouble restartHours) {
        /** No work is lost. */
        public static final Stopping FREE = new Stopping(0, OptionalDouble.empty());

        public Stopping {
            if (!(checkpointHours >= 0) || restartHours.orElse(0) < 0) {
                throw new IllegalArgumentException("A job cannot have checkpoints every " + checkpointHours
                        + " h and lose " + restartHours.orElse(0) + " h at a restart.");
            }
        }
    }

    /** The gang it asks for. */
    public int gpus() {
        return sizes.asked().gpus();
    }

    /** Hours in the gang it asks for, by type. */
    public Lengths lengths() {
        return sizes.asked().lengths();
    }

    /** Hours by type in whichever of its gangs is fastest there, of those that {@code pools} have room for. */
    public double[] fastestHours(Pools pools) {
        return least(pools, size -> 1);
    }

    /** GPU-hours by type in whichever of its gangs takes fewest there, of those that {@code pools} have room for. */
    public double[] leastGpuHours(Pools pools) {
        return least(pools, Sizes.Size::gpus);
    }

    private double[] least(Pools pools, ToIntFunction<Sizes.Size> gpus) {
        double[] least = new double[pools.types()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (Sizes.Size size : sizes.fitting(pools)) {
            for (int t = 0; t < least.length; t++) {
                least[t] = Math.min(
                        least[t], gpus.applyAsInt(size) * size.lengths().hours(t));
            }
        }
        return least;
    }

    /** This as another number. */
    public TraceJob numbered(int number) {
        return new TraceJob(number, name, sizes, arrivalHours, terms, fairHours, epochs);
    }

    /** A job of one size that is judged by its fastest length. */
    public static TraceJob of(int id, String name, int gpus, double arrivalHours, Lengths lengths, Terms terms) {
        return of(id, name, Sizes.rigid(gpus, lengths), arrivalHours, terms);
    }

    /** A job that is judged by its fastest length in the size it asks for. */
    public static TraceJob of(int id, String name, Sizes sizes, double arrivalHours, Terms terms) {
        double fair = sizes.asked().lengths().fastest();
        return new TraceJob(id, name, sizes, arrivalHours, terms, fair, Optional.empty());
    }
}
