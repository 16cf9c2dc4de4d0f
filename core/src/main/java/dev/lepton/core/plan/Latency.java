package dev.lepton.core.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A measure of latency: which wait, and what of its distribution. Its values are in milliseconds. */
public record Latency(Phase phase, Statistic statistic) implements Comparable<Latency> {
    private static final Pattern NAME = Pattern.compile("(ttft|tpot|itl|e2e)_(mean|p50|p90|p95|p99)_ms");

    /** What is waited for. */
    public enum Phase {
        /** Until the first token. */
        TTFT,
        /** Time per output token, over a request. */
        TPOT,
        /** Between one token and the next. */
        ITL,
        /** Until the whole answer. */
        E2E
    }

    /** Mean or percentile. */
    public enum Statistic {
        MEAN,
        P50,
        P90,
        P95,
        P99
    }

    /** What {@code name} means, for instance {@code itl_p90_ms}; empty when it is no measure. */
    public static Optional<Latency> named(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new Latency(
                        Phase.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                        Statistic.valueOf(matcher.group(2).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Latency other) {
        int byPhase = phase.compareTo(other.phase);
        return byPhase != 0 ? byPhase : statistic.compareTo(other.statistic);
    }

    /** The name with its unit, as {@link #named} reads it. */
    @Override
    public String toString() {
        return (phase + "_" + statistic + "_ms").toLowerCase(Locale.ROOT);
    }
}
