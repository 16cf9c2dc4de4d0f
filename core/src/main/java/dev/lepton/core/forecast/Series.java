package dev.lepton.core.forecast;

import dev.lepton.core.forecast.method.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Observations at even steps, the gaps between them filled. */
public final class Series {
    private static final int MOST_CYCLES = 4;
    private static final int MOST_STEPS = 2_000_000;

    private final String id;
    private final Cadence cadence;
    private final Instant start;
    private final Duration step;
    private final double[] values;
    private final List<Integer> filled;

    private Series(String id, Cadence cadence, Instant start, Duration step, double[] values, List<Integer> filled) {
        this.id = id;
        this.cadence = cadence;
        this.start = start;
        this.step = step;
        this.values = values;
        this.filled = List.copyOf(filled);
    }

    public String id() {
        return id;
    }

    /** How far apart observations are; {@link Cadence#OTHER} for an even step that has no name. */
    public Cadence cadence() {
        return cadence;
    }

    /** Finite, the oldest first. */
    public double[] values() {
        return values.clone();
    }

    /** The value of step {@code i}. */
    public double value(int i) {
        return values[i];
    }

    /** How many steps there are. */
    public int size() {
        return values.length;
    }

    /** The indices of values that were not observed. */
    public List<Integer> filled() {
        return filled;
    }

    /** Of each step whether its value was not observed. */
    boolean[] filledSteps() {
        boolean[] steps = new boolean[values.length];
        filled.forEach(i -> steps[i] = true);
        return steps;
    }

    /** This series as it was when {@code n} of its steps were known. */
    public Series until(int n) {
        return new Series(
                id,
                cadence,
                start,
                step,
                Arrays.copyOf(values, n),
                filled.stream().filter(i -> i < n).toList());
    }

    /** This series under another name. */
    public Series named(String other) {
        return new Series(other, cadence, start, step, values, filled);
    }

    /**
     * This series from {@code first} to {@code last}, both included, with 0 where it has not begun or has ended: what it
     * spent then.
     *
     * @throws IllegalArgumentException if these are not a whole number of steps away from it
     */
    Series spanning(Instant first, Instant last) {
        int before = steps(first, start);
        int after = steps(at(values.length - 1), last);
        double[] longer = new double[before + values.length + after];
        System.arraycopy(values, 0, longer, before, values.length);
        return new Series(
                id,
                cadence,
                first,
                step,
                longer,
                filled.stream().map(i -> i + before).toList());
    }

    private int steps(Instant from, Instant to) {
        long steps = index(cadence, from, step, to);
        Instant there = cadence == Cadence.MONTHLY
                ? from.atOffset(ZoneOffset.UTC).plusMonths(steps).toInstant()
                : from.plus(step.multipliedBy(steps));
        if (steps < 0 || steps > MOST_STEPS || !there.equals(to)) {
            throw new IllegalArgumentException(
                    "The series '" + id + "' is not in step with the others: from " + from + " to " + to + ".");
        }
        return (int) steps;
    }

    /** The sum of {@code parts}, which have the same steps; a step is filled where one of its parts is. */
    static Series sum(String id, List<Series> parts) {
        Series first = parts.get(0);
        double[] values = new double[first.size()];
        boolean[] filled = new boolean[values.length];
        for (Series part : parts) {
            boolean[] own = part.filledSteps();
            for (int i = 0; i < values.length; i++) {
                values[i] += part.values[i];
                filled[i] |= own[i];
            }
        }
        List<Integer> steps = java.util.stream.IntStream.range(0, values.length)
                .filter(i -> filled[i])
                .boxed()
                .toList();
        return new Series(id, first.cadence, first.start, first.step, values, steps);
    }

    /**
     * The series of {@code observed}. The step is the median distance; observations are put on the nearest step, so that a
     * day of 23 or 25 hours is a day. A gap gets the median of the same moment of the four cycles before; values on one step add up.
     *
     * @throws IllegalArgumentException if there are none, or they are spread over more than two million steps
     */
    public static Series of(String id, SortedMap<Instant, Double> observed) {
        if (observed.isEmpty()) {
            throw new IllegalArgumentException("The series '" + id + "' has no observations.");
        }
        List<Instant> times = List.copyOf(observed.keySet());
        long[] gaps = new long[Math.max(0, times.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Duration.between(times.get(i), times.get(i + 1)).toSeconds();
        }
        Arrays.sort(gaps);
        Duration step = Duration.ofSeconds(gaps.length == 0 ? 86_400 : Math.max(1, gaps[gaps.length / 2]));
        Cadence cadence = cadence(step, times);
        Instant first = times.get(0);
        long last = index(cadence, first, step, times.get(times.size() - 1));
        if (last >= MOST_STEPS) {
            throw new IllegalArgumentException("The series '" + id + "' has " + last + " steps of " + step
                    + " between its first and its last value.");
        }
        double[] values = new double[(int) last + 1];
        Arrays.fill(values, Double.NaN);
        for (Map.Entry<Instant, Double> e : observed.entrySet()) {
            int at = (int) index(cadence, first, step, e.getKey());
            values[at] = Double.isNaN(values[at]) ? e.getValue() : values[at] + e.getValue();
        }
        return new Series(id, cadence, first, even(cadence, step), values, fill(values, cadence.season()));
    }

    /** When observation {@code i} is, from 0 on; beyond the last for what is ahead. */
    public Instant at(int i) {
        return cadence == Cadence.MONTHLY
                ? start.atOffset(ZoneOffset.UTC).plusMonths(i).toInstant()
                : start.plus(step.multipliedBy(i));
    }

    private static Cadence cadence(Duration step, List<Instant> times) {
        double hours = step.toSeconds() / 3600.0;
        if (hours == 1) {
            return Cadence.HOURLY;
        }
        if (hours >= 23 && hours <= 25) {
            return Cadence.DAILY;
        }
        if (hours >= 167 && hours <= 169) {
            return Cadence.WEEKLY;
        }
        long months = times.stream()
                .map(t -> YearMonth.from(t.atOffset(ZoneOffset.UTC)))
                .distinct()
                .count();
        boolean monthly = hours >= 28 * 24 && hours <= 31 * 24 && months == times.size();
        return monthly ? Cadence.MONTHLY : Cadence.OTHER;
    }

    private static long index(Cadence cadence, Instant first, Duration step, Instant time) {
        if (cadence == Cadence.MONTHLY) {
            var from = first.atOffset(ZoneOffset.UTC);
            var to = time.atOffset(ZoneOffset.UTC);
            return 12L * (to.getYear() - from.getYear()) + to.getMonthValue() - from.getMonthValue();
        }
        return Math.round((double) Duration.between(first, time).toSeconds()
                / even(cadence, step).toSeconds());
    }

    private static Duration even(Cadence cadence, Duration step) {
        return switch (cadence) {
            case DAILY -> Duration.ofDays(1);
            case WEEKLY -> Duration.ofDays(7);
            case HOURLY, MONTHLY, OTHER -> step;
        };
    }

    /** Fills each gap from what came before it, so that a look back sees nothing of what came after. */
    private static List<Integer> fill(double[] values, int season) {
        List<Integer> filled = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                values[i] = i < season ? values[i - 1] : median(values, i, season);
                filled.add(i);
            }
        }
        return filled;
    }

    private static double median(double[] values, int i, int season) {
        double[] before = new double[Math.min(MOST_CYCLES, i / season)];
        for (int c = 1; c <= before.length; c++) {
            before[c - 1] = values[i - c * season];
        }
        Arrays.sort(before);
        int middle = before.length / 2;
        return before.length % 2 == 1 ? before[middle] : (before[middle - 1] + before[middle]) / 2;
    }
}
