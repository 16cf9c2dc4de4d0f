package dev.lepton.core.forecast.anomaly;

import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Jobs that are out of the ordinary: that ran much longer than their like before them, wait or run on and get nowhere, or hold
 * GPUs and do not use them. A job is held against the last 500 of its kind that had ended before it did: the same name but for
 * numbers, the same team, the same number of GPUs.
 */
public final class JobWatch {
    private static final int LEAST_LIKE = 8;
    private static final int MOST_LIKE = 500;
    private static final double LINE = 3.5;
    private static final double LEAST_TIMES = 1.5;
    private static final double LEAST_SPREAD = 0.1;

    /** From a median absolute deviation to a standard deviation, of a normal distribution. */
    private static final double DEVIATION = 1.4826;

    private static final BigDecimal IDLE = new BigDecimal("0.05");
    private static final Duration LEAST_IDLE = Duration.ofMinutes(30);
    private static final Duration LEAST_STUCK = Duration.ofHours(6);
    private static final double LONGEST_WAITS = 0.99;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** What is out of the ordinary. */
    public enum Kind {
        /** It ran much longer than its like. */
        DURATION("ran longer than its like"),
        /** It waits longer than almost all that ever waited. */
        STUCK_WAITING("waits longer than 99 % of jobs waited"),
        /** It still runs, much longer than its like, or for hours with its GPUs unused. */
        STUCK_RUNNING("runs on longer than its like, or with its GPUs unused"),
        /** It held GPUs and hardly used them. */
        IDLE("held GPUs that it hardly used");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * One job that is out of the ordinary.
     *
     * @param expected how long its like ran or waited, the median; empty where that is not what it is held against
     * @param actual how long it ran or waits
     * @param gpuHours GPU-hours above what was expected, or not used; empty where its GPUs are not known
     */
    public record Found(
            Job job, Kind kind, Optional<Duration> expected, Duration actual, Optional<BigDecimal> gpuHours) {}

    private record Ended(Instant at, double logSeconds) {}

    private final Instant asOf;
    private final Map<String, List<Ended>> past = new HashMap<>();
    private final List<Double> waits = new ArrayList<>();

    private JobWatch(Instant asOf) {
        this.asOf = asOf;
    }

    /** What is out of the ordinary among {@code jobs} at {@code asOf}, by kind and then GPU-hours, the most first. */
    public static List<Found> of(List<Job> jobs, Instant asOf) {
        JobWatch watch = new JobWatch(asOf);
        List<Found> found = new ArrayList<>();
        jobs.stream()
                .filter(j -> j.lifetime().held(asOf).isPresent())
                .sorted(Comparator.comparing((Job j) -> watch.held(j).to()).thenComparing(Job::id))
                .forEach(j -> watch.ran(j).ifPresent(found::add));
        jobs.forEach(j -> watch.waits(j).ifPresent(found::add));
        found.sort(Comparator.comparing(Found::kind)
                .thenComparing(f -> f.gpuHours().map(BigDecimal::negate).orElse(BigDecimal.ZERO))
                .thenComparing(f -> f.job().id()));
        return found;
    }

    private Window held(Job job) {
        return job.lifetime().held(asOf).orElseThrow();
    }

    private Optional<Found> ran(Job job) {
        Window held = held(job);
        job.lifetime().waited().ifPresent(w -> waits.add((double) w.toSeconds()));
        boolean runs = job.lifetime().ended().map(asOf::isBefore).orElse(true)
                && !job.state().map(JobState::isOver).orElse(false);
        List<Ended> like = past.computeIfAbsent(kind(job), k -> new ArrayList<>());
        double log = Math.log((double) Math.max(1, held.length().toSeconds()));
        Optional<Found> found = longer(job, held, log, runs, like).or(() -> unused(job, held, runs));
        if (!runs) {
            like.add(new Ended(held.to(), log));
        }
        return found;
    }

    private Optional<Found> longer(Job job, Window held, double log, boolean runs, List<Ended> like) {
        double[] before = before(like, held.to());
        if (before.length < LEAST_LIKE) {
            return Optional.empty();
        }
        double middle = median(before);
        double spread = DEVIATION
                * median(Arrays.stream(before).map(b -> Math.abs(b - middle)).toArray());
        double times = Math.exp(log - middle);
        if (times < LEAST_TIMES || (log - middle) / Math.max(LEAST_SPREAD, spread) < LINE) {
            return Optional.empty();
        }
        Duration expected = Duration.ofSeconds(Math.round(Math.exp(middle)));
        return Optional.of(new Found(
                job,
                runs ? Kind.STUCK_RUNNING : Kind.DURATION,
                Optional.of(expected),
                held.length(),
                job.resources().gpus().map(g -> hours(g, held.length().minus(expected)))));
    }

    /** The last of {@code like}, which are in order of time, that ended before {@code at}. */
    private static double[] before(List<Ended> like, Instant at) {
        int to = like.size();
        while (to > 0 && !like.get(to - 1).at().isBefore(at)) {
            to--;
        }
        return like.subList(Math.max(0, to - MOST_LIKE), to).stream()
                .mapToDouble(Ended::logSeconds)
                .toArray();
    }

    private static Optional<Found> unused(Job job, Window held, boolean runs) {
        Optional<BigDecimal> gpus = job.resources().gpus().filter(g -> g.signum() > 0);
        Optional<BigDecimal> used = job.utilisation().gpu();
        if (gpus.isEmpty()
                || used.isEmpty()
                || used.get().compareTo(IDLE) >= 0
                || held.length().compareTo(LEAST_IDLE) < 0) {
            return Optional.empty();
        }
        boolean stuck = runs && held.length().compareTo(LEAST_STUCK) >= 0;
        BigDecimal lost = hours(gpus.get(), held.length()).multiply(BigDecimal.ONE.subtract(used.get()));
        return Optional.of(new Found(
                job, stuck ? Kind.STUCK_RUNNING : Kind.IDLE, Optional.empty(), held.length(), Optional.of(lost)));
    }

    private Optional<Found> waits(Job job) {
        Optional<Instant> since = job.lifetime().submitted();
        if (!job.state().equals(Optional.of(JobState.PENDING)) || since.isEmpty() || waits.size() < LEAST_LIKE) {
            return Optional.empty();
        }
        Duration waited = Duration.between(since.get(), asOf);
        double[] all = waits.stream().mapToDouble(w -> w).sorted().toArray();
        double most = all[Math.min(all.length - 1, (int) Math.ceil(LONGEST_WAITS * all.length))];
        return waited.compareTo(LEAST_STUCK) < 0 || waited.toSeconds() <= most
                ? Optional.empty()
                : Optional.of(new Found(
                        job,
                        Kind.STUCK_WAITING,
                        Optional.of(Duration.ofSeconds((long) median(all))),
                        waited,
                        Optional.empty()));
    }

    private static String kind(Job job) {
        Map<String, String> parts = new TreeMap<>();
        parts.put("name", NUMBER.matcher(job.name()).replaceAll("#"));
        parts.put("team", job.owner().team().or(job.owner()::user).orElse(""));
        parts.put("gpus", job.resources().gpus().map(BigDecimal::toPlainString).orElse(""));
        return parts.toString();
    }

    private static BigDecimal hours(BigDecimal gpus, Duration time) {
        return gpus.multiply(BigDecimal.valueOf(time.toSeconds()))
                .divide(BigDecimal.valueOf(3600), 6, java.math.RoundingMode.HALF_EVEN);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
