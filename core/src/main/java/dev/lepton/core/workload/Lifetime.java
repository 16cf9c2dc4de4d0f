package dev.lepton.core.workload;

import dev.lepton.core.time.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a job came, started and ended, as far as each is known; never out of order.
 *
 * @param submitted when it was handed in
 * @param started when it first held its resources
 * @param ended when it gave them back, or was withdrawn
 */
public record Lifetime(Optional<Instant> submitted, Optional<Instant> started, Optional<Instant> ended) {
    /** Nothing is known. */
    public static final Lifetime UNKNOWN = new Lifetime(Optional.empty(), Optional.empty(), Optional.empty());

    public Lifetime {
        inOrder(submitted, started, "started", "submitted");
        inOrder(started, ended, "ended", "started");
        inOrder(submitted, ended, "ended", "submitted");
    }

    private static void inOrder(Optional<Instant> first, Optional<Instant> then, String what, String before) {
        if (first.isPresent() && then.isPresent() && then.get().isBefore(first.get())) {
            throw new IllegalArgumentException(
                    "It " + what + " at " + then.get() + ", before it " + before + " at " + first.get() + ".");
        }
    }

    /** The span in which resources were held, up to {@code asOf} while it has no end; empty when there is none. */
    public Optional<Window> held(Instant asOf) {
        if (started.isEmpty()) {
            return Optional.empty();
        }
        Instant end = ended.filter(e -> e.isBefore(asOf)).orElse(asOf);
        return started.get().isBefore(end) ? Optional.of(new Window(started.get(), end)) : Optional.empty();
    }

    /** How long it waited to start; empty unless both times are known. */
    public Optional<Duration> waited() {
        return submitted.flatMap(s -> started.map(t -> Duration.between(s, t)));
    }
}
