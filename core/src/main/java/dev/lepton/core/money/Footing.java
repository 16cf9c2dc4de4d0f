package dev.lepton.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rounds numbers for show so that the shown parts add up to the shown total.
 *
 * <p>Largest remainder (Hamilton's method): every part is rounded down, and the units still missing from the rounded
 * total go to the parts that lost most, earlier parts first. No part moves by a whole unit or more.
 */
public final class Footing {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Footing() {}

    /** The {@code parts} rounded to {@code decimals} so that they add up to their exact sum rounded half-even. */
    public static List<BigDecimal> foot(List<BigDecimal> parts, int decimals) {
        BigDecimal exact = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return footTo(parts, exact.setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /**
     * The {@code parts} rounded so that they add up to {@code total}, to its number of decimals.
     *
     * @throws IllegalArgumentException if {@code total} is not the sum of the parts rounded in some way
     */
    public static List<BigDecimal> footTo(List<BigDecimal> parts, BigDecimal total) {
        List<BigDecimal> shown = new ArrayList<>(parts.size());
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal part : parts) {
            BigDecimal floor = part.setScale(total.scale(), RoundingMode.FLOOR);
            shown.add(floor);
            sum = sum.add(floor);
        }
        int missing = total.subtract(sum).movePointRight(total.scale()).intValueExact();
        if (missing < 0 || missing > parts.size()) {
            throw new IllegalArgumentException("The parts do not add up to " + total.toPlainString() + ".");
        }
        List<Integer> byLoss = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            byLoss.add(i);
        }
        byLoss.sort(Comparator.comparing((Integer i) -> parts.get(i).subtract(shown.get(i)))
                .reversed());
        BigDecimal unit = BigDecimal.ONE.movePointLeft(total.scale());
        for (int k = 0; k < missing; k++) {
            int i = byLoss.get(k);
            shown.set(i, shown.get(i).add(unit));
        }
        return shown;
    }

    /** Each part's share of the whole in percent to {@code decimals}, adding up to exactly 100; all zero when the whole is. */
    public static List<BigDecimal> percentages(List<BigDecimal> parts, int decimals) {
        BigDecimal whole = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (whole.signum() == 0) {
            return parts.stream().map(p -> BigDecimal.ZERO.setScale(decimals)).toList();
        }
        List<BigDecimal> shares = parts.stream()
                .map(p -> p.multiply(HUNDRED).divide(whole, decimals + 12, RoundingMode.FLOOR))
                .toList();
        return footTo(shares, HUNDRED.setScale(decimals));
    }
}
