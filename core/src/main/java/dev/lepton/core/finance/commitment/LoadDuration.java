package dev.lepton.core.finance.commitment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many units were in use for how long: the load-duration curve. Exact; a unit level that is used in part of an hour
 * counts for that part. Level l is the l-th unit: it is used while more than l − 1 are.
 */
public final class LoadDuration {
    /** {@code units} in use for {@code hours}. */
    public record Spell(BigDecimal units, BigDecimal hours) {
        public Spell {
            if (units.signum() < 0 || hours.signum() <= 0) {
                throw new IllegalArgumentException("Units in use are 0 or more, for longer than nothing: "
                        + units.toPlainString() + " for " + hours.toPlainString() + " h.");
            }
        }
    }

    private final List<Spell> rising;
    private final List<BigDecimal> hoursUpTo = new ArrayList<>();
    private final List<BigDecimal> unitHoursUpTo = new ArrayList<>();

    /** The curve of {@code spells}, at least one, in any order. */
    public LoadDuration(List<Spell> spells) {
        if (spells.isEmpty()) {
            throw new IllegalArgumentException("A load-duration curve needs an hour.");
        }
        rising = spells.stream().sorted(Comparator.comparing(Spell::units)).toList();
        BigDecimal hours = BigDecimal.ZERO;
        BigDecimal unitHours = BigDecimal.ZERO;
        for (Spell spell : rising) {
            hours = hours.add(spell.hours());
            unitHours = unitHours.add(spell.units().multiply(spell.hours()));
            hoursUpTo.add(hours);
            unitHoursUpTo.add(unitHours);
        }
    }

    /** One hour for each of {@code hourly}. */
    public static LoadDuration hourly(List<BigDecimal> hourly) {
        return new LoadDuration(
                hourly.stream().map(u -> new Spell(u, BigDecimal.ONE)).toList());
    }

    /** This usage at {@code factor} times its units, for {@code weight} times its hours; both above 0. */
    public LoadDuration scaled(BigDecimal factor, BigDecimal weight) {
        return new LoadDuration(rising.stream()
                .map(s -> new Spell(s.units().multiply(factor), s.hours().multiply(weight)))
                .toList());
    }

    /** All the hours of {@code curves} together: a mixture. */
    public static LoadDuration mixed(List<LoadDuration> curves) {
        return new LoadDuration(curves.stream().flatMap(c -> c.rising.stream()).toList());
    }

    /** Hours that the curve is of. */
    public BigDecimal hours() {
        return hoursUpTo.get(hoursUpTo.size() - 1);
    }

    /** Most units in use. */
    public BigDecimal peak() {
        return rising.get(rising.size() - 1).units();
    }

    /** Fewest units in use. */
    public BigDecimal least() {
        return rising.get(0).units();
    }

    /** Units in use in the mean, to 34 digits. */
    public BigDecimal mean() {
        return unitHoursUpTo.get(rising.size() - 1).divide(hours(), MathContext.DECIMAL128);
    }

    /** Unit-hours used of the first {@code units}: the sum of min(U, units). */
    public BigDecimal usedOf(BigDecimal units) {
        int below = firstAbove(units);
        BigDecimal rest = hours().subtract(below == 0 ? BigDecimal.ZERO : hoursUpTo.get(below - 1));
        BigDecimal full = below == 0 ? BigDecimal.ZERO : unitHoursUpTo.get(below - 1);
        return full.add(rest.multiply(units));
    }

    /** Hours in which the {@code level}-th unit is used, level from 1. */
    public BigDecimal usedHours(int level) {
        return usedOf(BigDecimal.valueOf(level)).subtract(usedOf(BigDecimal.valueOf(level - 1L)));
    }

    /** The share of the time that the {@code level}-th unit is used; never rises with the level. */
    public BigDecimal usedShare(int level) {
        return usedHours(level).divide(hours(), MathContext.DECIMAL128);
    }

    /** F⁻¹: the fewest units that were enough for {@code share} of the time, 0 to 1. */
    public BigDecimal enoughFor(BigDecimal share) {
        BigDecimal wanted = share.multiply(hours());
        for (int i = 0; i < rising.size(); i++) {
            if (hoursUpTo.get(i).compareTo(wanted) >= 0) {
                return rising.get(i).units();
            }
        }
        return peak();
    }

    /** Whole units that cover the peak. */
    public int levels() {
        return peak().setScale(0, java.math.RoundingMode.CEILING).intValueExact();
    }

    /** The first spell of more than {@code units}. */
    private int firstAbove(BigDecimal units) {
        int low = 0;
        int high = rising.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rising.get(middle).units().compareTo(units) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
