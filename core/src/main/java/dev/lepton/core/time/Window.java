package dev.lepton.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A half-open span of time, never empty: {@code from} is in it, {@code to} is not.
 *
 * <p>Two windows that touch share no instant, so their amounts can be added.
 */
public record Window(Instant from, Instant to) {
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "A window must end after it starts, but " + from + " is not before " + to + ".");
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** What both windows cover, or empty when they share no instant. */
    public Optional<Window> overlap(Window other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return start.isBefore(end) ? Optional.of(new Window(start, end)) : Optional.empty();
    }

    /** The smallest window that holds both. */
    public Window span(Window other) {
        return new Window(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }

    /** ISO 8601 interval: {@code 2026-01-01T00:00:00Z/2026-02-01T00:00:00Z}. */
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
