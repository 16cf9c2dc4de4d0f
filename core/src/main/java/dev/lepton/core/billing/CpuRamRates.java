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
 * <p>The rates are those for which {@code vcpus × cpu + GiB × ram} comes closest to the list prices in the median machine:
 * least absolute relative deviations, by iteratively reweighted least squares (Schlossmacher, 1973). Relative, so that a
 * machine of 200 USD an hour weighs no more than one of 0.20; absolute, so that machines priced for something else, local
 * disks or burst credit, do not bend the rates. Neither rate is negative: one that comes out so is set to zero and the
 * other fitted alone.
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
    private static final int ROUNDS = 60;
    private static final double SMALLEST = 1e-9;
    private static final double SMALLEST_ERROR = 1e-3;
    private static final double SINGULAR = 1e-6;

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
        double[][] machines = usable.stream().map(CpuRamRates::sizeAndPrice).toArray(double[][]::new);
        return robust(machines).flatMap(rates -> of(rates, machines, currency));
    }

    private static Optional<CpuRamRates> of(double[] rates, double[][] machines, Currency currency) {
        BigDecimal cpu = BigDecimal.valueOf(rates[0]).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal ram = BigDecimal.valueOf(rates[1]).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        if (cpu.signum() + ram.signum() == 0) {
            return Optional.empty();
        }
        double[] errors = Arrays.stream(machines)
                .mapToDouble(m -> Math.abs(fitted(rates, m) / m[2] - 1))
                .sorted()
                .toArray();
        BigDecimal median = new BigDecimal(errors[errors.length / 2], new MathContext(4));
        return Optional.of(new CpuRamRates(cpu, ram, currency, machines.length, median));
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

    private static double[] sizeAndPrice(Offering offering) {
        return new double[] {
            offering.shape().vcpus().orElseThrow().doubleValue(),
            offering.shape().memoryGib().orElseThrow().doubleValue(),
            offering.hourly().perUnit().doubleValue()
        };
    }

    private static double fitted(double[] rates, double[] machine) {
        return rates[0] * machine[0] + rates[1] * machine[1];
    }

    /** The rates of least absolute relative deviation; empty when CPU and memory grow together in every machine. */
    private static Optional<double[]> robust(double[][] machines) {
        double[] weights = Arrays.stream(machines).mapToDouble(m -> 1 / m[2]).toArray();
        Optional<double[]> rates = leastSquares(machines, weights);
        for (int round = 0; round < ROUNDS && rates.isPresent(); round++) {
            double[] now = rates.get();
            for (int i = 0; i < weights.length; i++) {
                double fitted = Math.max(fitted(now, machines[i]), SMALLEST);
                double error = Math.max(Math.abs(machines[i][2] / fitted - 1), SMALLEST_ERROR);
                weights[i] = 1 / (fitted * Math.sqrt(error));
            }
            rates = leastSquares(machines, weights);
        }
        return rates;
    }

    /** The non-negative rates of least weighted squares; a row and its price are multiplied by the row's weight. */
    private static Optional<double[]> leastSquares(double[][] machines, double[] weights) {
        double[][] sizes = new double[machines.length][];
        double[] prices = new double[machines.length];
        for (int i = 0; i < machines.length; i++) {
            sizes[i] = new double[] {machines[i][0] * weights[i], machines[i][1] * weights[i]};
            prices[i] = machines[i][2] * weights[i];
        }
        try {
            OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression(SINGULAR);
            regression.setNoIntercept(true);
            regression.newSampleData(prices, sizes);
            double[] both = regression.estimateRegressionParameters();
            return Optional.of(both[0] >= 0 && both[1] >= 0 ? both : better(sizes, prices));
        } catch (MathRuntimeException singular) {
            return Optional.empty();
        }
    }

    private static double[] better(double[][] sizes, double[] prices) {
        double[] cpu = {alone(sizes, prices, 0), 0};
        double[] ram = {0, alone(sizes, prices, 1)};
        return squaredError(sizes, prices, cpu) <= squaredError(sizes, prices, ram) ? cpu : ram;
    }

    private static double alone(double[][] sizes, double[] prices, int column) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i < sizes.length; i++) {
            products += sizes[i][column] * prices[i];
            squares += sizes[i][column] * sizes[i][column];
        }
        return products / squares;
    }

    private static double squaredError(double[][] sizes, double[] prices, double[] rates) {
        double sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            double error = fitted(rates, sizes[i]) - prices[i];
            sum += error * error;
        }
        return sum;
    }
}
