package dev.lepton.core.workload;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One batch job, training run or pod: whose it is, when it ran, what it held and what became of it. What the source
 * does not say is empty, never 0.
 *
 * @param id unique within its source
 * @param name what its owner calls it; the id when it has no name
 * @param owner who it is for
 * @param partition queue or partition it was handed to
 * @param state where it stands; empty when the source does not say
 * @param lifetime when it came, started and ended
 * @param resources what it held, or asked for while it has not started; for all its machines together
 * @param nodes names of the machines it ran on, one by one
 * @param exit what its script left behind
 * @param labels anything else that says whose it is
 * @param utilisation how much of its resources it used
 */
public record Job(
        String id,
        String name,
        Owner owner,
        Optional<String> partition,
        Optional<JobState> state,
        Lifetime lifetime,
        Resources resources,
        List<String> nodes,
        Optional<ExitStatus> exit,
        Labels labels,
        Utilisation utilisation) {
    private static final BigDecimal NANOS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toNanos());

    public Job {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A job needs an id.");
        }
        boolean waiting =
                state.equals(Optional.of(JobState.PENDING)) || state.equals(Optional.of(JobState.NEVER_STARTED));
        if (waiting && lifetime.started().isPresent()) {
            throw new IllegalArgumentException("Job " + id + " started at "
                    + lifetime.started().get() + ", so it is not " + state.get().word() + ".");
        }
        if (state.isPresent() && !state.get().isOver() && lifetime.ended().isPresent()) {
            throw new IllegalArgumentException("Job " + id + " ended at "
                    + lifetime.ended().get() + ", so it is not " + state.get().word() + ".");
        }
        nodes = List.copyOf(nodes);
    }

    /** GPUs × hours held, up to {@code asOf} while it runs; empty when its GPUs or its start are not known. */
    public Optional<BigDecimal> gpuHours(Instant asOf) {
        if (resources.gpus().isEmpty() || lifetime.started().isEmpty()) {
            return Optional.empty();
        }
        Duration held = lifetime.held(asOf).map(window -> window.length()).orElse(Duration.ZERO);
        BigDecimal nanos = BigDecimal.valueOf(held.getSeconds())
                .multiply(BigDecimal.valueOf(1_000_000_000L))
                .add(BigDecimal.valueOf(held.getNano()));
        return Optional.of(resources.gpus().get().multiply(nanos).divide(NANOS_PER_HOUR, MathContext.DECIMAL128));
    }

    /** This job, with what it used. */
    public Job withUtilisation(Utilisation used) {
        return new Job(id, name, owner, partition, state, lifetime, resources, nodes, exit, labels, used);
    }
}
