package dev.lepton.core.placement.share;

import java.util.Arrays;

/** Hours that a whole job takes on each type of GPU with its gang complete; infinite where it cannot run. At least one is finite. */
public final class Lengths {
    private final double[] hours;
    private final double fastest;

    private Lengths(double[] hours) {
        this.hours = hours;
        this.fastest = Arrays.stream(hours).min().orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Hours by type, each positive or infinite.
     *
     * @throws IllegalArgumentException if one is not, or if all are infinite
     */
    public static Lengths of(double... hours) {
        for (double h : hours) {
            if (!(h > 0)) {
                throw new IllegalArgumentException("A job cannot take " + h + " h.");
            }
        }
        Lengths lengths = new Lengths(hours.clone());
        if (Double.isInfinite(lengths.fastest)) {
            throw new IllegalArgumentException("The job can run on no type of GPU.");
        }
        return lengths;
    }

    public int types() {
        return hours.length;
    }

    public double hours(int type) {
        return hours[type];
    }

    public boolean runsOn(int type) {
        return Double.isFinite(hours[type]);
    }

    /** On the type where the job is done soonest. */
    public double fastest() {
        return fastest;
    }

    /** The type where the job is done soonest; the first of several. */
    public int fastestType() {
        int best = 0;
        for (int t = 1; t < hours.length; t++) {
            if (hours[t] < hours[best]) {
                best = t;
            }
        }
        return best;
    }

    /** Each length times {@code factor}. */
    public Lengths times(double factor) {
        return of(Arrays.stream(hours).map(h -> h * factor).toArray());
    }

    /**
     * These, infinite where a type has fewer than {@code gpus}: a gang is whole or does not run.
     *
     * @throws IllegalArgumentException if no type has that many
     */
    public Lengths fitting(int gpus, Pools pools) {
        double[] fitting = hours.clone();
        for (int t = 0; t < fitting.length; t++) {
            fitting[t] = pools.count(t) < gpus ? Double.POSITIVE_INFINITY : fitting[t];
        }
        return of(fitting);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lengths o && Arrays.equals(hours, o.hours);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hours);
    }

    @Override
    public String toString() {
        return Arrays.toString(hours) + " h";
    }
}
