package dev.lepton.core.billing;

import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * What a virtual CPU and a GiB of memory cost at one provider in one region, read off its machines without accelerators.
 *
 * <p>The rates are those that make {@code vcpus × cpu + GiB × ram} come closest to the list prices in relative terms:
 * ordinary least squares on {@code 1 = cpu × (vcpus/p) + ram × (GiB/p)}, so that a machine of 200 USD an hour weighs no
 * more than one of 0.20. Neither rate is negative: one that comes out so is set to zero and the other fitted alone.
 *
 * @param cpuHourly rate of one virtual CPU for an hour
 * @param ramHourly rate of one GiB for an hour
 * @param currency currency of the rates
 * @param machines prices the rates were fitted to
 * @param medianError median of |fitted − listed| ÷ listed over those prices
 */
public record CpuRamRates(
        BigDecimal cpuHourly, BigDecimal ramHourly, Currency currency, int machines, BigDecimal medianError) {
    /** Fewer prices than this do not make a rate. */
    public static final int MIN_MACHINES = 10;

    private static final int DECIMALS = 9;

    public CpuRamRates {
        if (cpuHourly.signum() < 0 || ramHourly.signum() < 0 || cpuHourly.signum() + ramHourly.signum() == 0) {
            throw new IllegalArgumentException(
                    "Rates must not be negative nor both zero: " + cpuHourly + ", " + ramHourly + ".");
        }
    }

    /**
     * Fits the rates to offerings of one provider, region and kind of terms. Machines with accelerators, of unknown size,
     * without a price or in another currency than {@code currency} are passed over.
     *
     * @return the rates, or empty when fewer than {@link #MIN_MACHINES} prices are left or they do not tell CPU from memory
     */
    public static Optional<CpuRamRates> fit(List<Offering> offerings, Currency currency) {
        List<Offering> usable = offerings.stream()
                .filter(o -> o.hourly().currency().equals(currency))
                .filter(o -> o.hourly().amount().signum() > 0)
                .filter(o -> usable(o.shape()))
                .toList();
        if (usable.size() < MIN_MACHINES) {
            return Optional.empty();
        }
        double[][] sizes = usable.stream().map(CpuRamRates::sizePerPrice).toArray(double[][]::new);
        double[] fitted = nonNegative(sizes);
        BigDecimal cpu = BigDecimal.valueOf(fitted[0]).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal ram = BigDecimal.valueOf(fitted[1]).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        if (cpu.signum() + ram.signum() == 0) {
            return Optional.empty();
        }
        double[] errors = Arrays.stream(sizes)
                .mapToDouble(s -> Math.abs(fitted[0] * s[0] + fitted[1] * s[1] - 1))
                .sorted()
                .toArray();
        BigDecimal median = new BigDecimal(errors[errors.length / 2], new MathContext(4));
        return Optional.of(new CpuRamRates(cpu, ram, currency, usable.size(), median));
    }

    /** What the rates say a machine of this size costs without accelerators, an hour. */
    BigDecimal hourly(BigDecimal vcpus, BigDecimal memoryGib) {
        return cpuHourly.multiply(vcpus).add(ramHourly.multiply(memoryGib));
    }

    private static boolean usable(Shape shape) {
        return shape.cpuOnly()
                && shape.vcpus().map(v -> v.signum() > 0).orElse(false)
                && shape.memoryGib().map(m -> m.signum() > 0).orElse(false);
    }

    private static double[] sizePerPrice(Offering offering) {
        double hourly = offering.hourly().perUnit().doubleValue();
        return new double[] {
            offering.shape().vcpus().orElseThrow().doubleValue() / hourly,
            offering.shape().memoryGib().orElseThrow().doubleValue() / hourly
        };
    }

    /** The least-squares solution for a right-hand side of ones with no negative entry. */
    private static double[] nonNegative(double[][] sizes) {
        try {
            double[] ones = new double[sizes.length];
            Arrays.fill(ones, 1);
            OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
            regression.setNoIntercept(true);
            regression.newSampleData(ones, sizes);
            double[] both = regression.estimateRegressionParameters();
            if (both[0] >= 0 && both[1] >= 0) {
                return both;
            }
        } catch (MathRuntimeException singular) {
            // Memory is a fixed multiple of CPU in every row: either alone explains as much as both.
            return new double[] {alone(sizes, 0), 0};
        }
        double cpu = alone(sizes, 0);
        double ram = alone(sizes, 1);
        return squaredError(sizes, cpu, 0) <= squaredError(sizes, 0, ram)
                ? new double[] {cpu, 0}
                : new double[] {0, ram};
    }

    private static double alone(double[][] sizes, int column) {
        double sum = Arrays.stream(sizes).mapToDouble(s -> s[column]).sum();
        double squares =
                Arrays.stream(sizes).mapToDouble(s -> s[column] * s[column]).sum();
        return sum / squares;
    }

    private static double squaredError(double[][] sizes, double cpu, double ram) {
        return Arrays.stream(sizes)
                .mapToDouble(s -> Math.pow(cpu * s[0] + ram * s[1] - 1, 2))
                .sum();
    }
}
