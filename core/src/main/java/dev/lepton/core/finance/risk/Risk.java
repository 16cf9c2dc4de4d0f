package dev.lepton.core.finance.risk;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;

/**
 * What the net present value came to over many draws. Amounts are drawn, so they are estimates to the nearest millionth.
 *
 * @param paths how many draws
 * @param mean the mean
 * @param deviation the standard deviation
 * @param p5 5 % of the draws are below it
 * @param p50 the median
 * @param p95 95 % of the draws are below it
 * @param probabilityOfLoss share of draws below zero
 * @param tornado the inputs, those that matter most first
 * @param bars counts of draws in bars of equal width between {@code from} and {@code to}
 */
public record Risk(
        int paths,
        Money mean,
        Money deviation,
        Money p5,
        Money p50,
        Money p95,
        double probabilityOfLoss,
        List<Sway> tornado,
        List<Integer> bars,
        Money from,
        Money to) {
    private static final int BARS = 40;
    private static final int DECIMALS = 6;

    /**
     * What one input alone does, the others at their means.
     *
     * @param atLow net present value at the input's own 5 % quantile
     * @param atHigh net present value at its 95 % quantile
     */
    public record Sway(String input, Money atLow, Money atHigh) {
        Money width() {
            Money difference = atHigh.minus(atLow);
            return difference.isNegative() ? difference.negated() : difference;
        }
    }

    public Risk {
        tornado = tornado.stream()
                .sorted((a, b) -> b.width().compareTo(a.width()))
                .toList();
        bars = List.copyOf(bars);
    }

    static Risk of(double[] values, List<Sway> tornado, Currency currency) {
        Arrays.parallelSort(values);
        int n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        int below = Arrays.binarySearch(values, -Double.MIN_VALUE);
        int losses = below < 0 ? -below - 1 : below + 1;
        double low = values[0];
        double width = (values[n - 1] - low) / BARS;
        Integer[] bars = new Integer[width > 0 ? BARS : 1];
        Arrays.fill(bars, 0);
        for (double value : values) {
            bars[width > 0 ? Math.min(BARS - 1, (int) ((value - low) / width)) : 0]++;
        }
        return new Risk(
                n,
                money(mean, currency),
                money(Math.sqrt(squares / Math.max(1, n - 1)), currency),
                money(quantile(values, 0.05), currency),
                money(quantile(values, 0.5), currency),
                money(quantile(values, 0.95), currency),
                (double) losses / n,
                tornado,
                List.of(bars),
                money(low, currency),
                money(values[n - 1], currency));
    }

    private static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    private static Money money(double value, Currency currency) {
        return new Money(BigDecimal.valueOf(value).setScale(DECIMALS, java.math.RoundingMode.HALF_EVEN), currency);
    }
}
