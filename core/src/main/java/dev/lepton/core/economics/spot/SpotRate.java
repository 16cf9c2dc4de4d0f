package dev.lepton.core.economics.spot;

import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;

/** What an hour of work costs on spot capacity, interruptions counted, beside an hour on demand. */
public final class SpotRate {
    private SpotRate() {}

    /**
     * What an hour of work in a batch costs: every hour takes {@link Checkpointing#factor} hours at the best interval. Waiting for
     * capacity costs nothing here; where time matters, a deadline policy decides.
     */
    public static Price batch(Price spot, Checkpointing checkpointing) {
        return times(spot, BigDecimal.valueOf(checkpointing.factor(checkpointing.exact())));
    }

    /**
     * What an hour of a replica that is always served costs: A·s(1 + λd) + (1 − A)·p, where machines start anew λ times an
     * hour and are paid for d hours each time before they serve.
     *
     * @param available share of the time that spot capacity can be had, 0 to 1
     * @param interruptionsPerHour λ, while on spot
     * @param startHours d, paid beside the capacity that stands in
     */
    public static Price serving(
            Price spot, Price onDemand, BigDecimal available, BigDecimal interruptionsPerHour, BigDecimal startHours) {
        if (available.signum() < 0
                || available.compareTo(BigDecimal.ONE) > 0
                || interruptionsPerHour.signum() < 0
                || startHours.signum() < 0) {
            throw new IllegalArgumentException(
                    "A share available is 0 to 1, interruptions and starts are not negative: " + available + ", "
                            + interruptionsPerHour + " an hour, " + startHours + " h.");
        }
        BigDecimal onSpot = available.multiply(
                BigDecimal.ONE.add(interruptionsPerHour.multiply(startHours)).multiply(spot.amount()));
        BigDecimal rest = BigDecimal.ONE.subtract(available).multiply(onDemand.amount());
        sameCurrency(spot, onDemand);
        return new Price(
                onSpot.multiply(onDemand.per()).add(rest.multiply(spot.per())),
                onDemand.currency(),
                onDemand.per().multiply(spot.per()));
    }

    /** Whether work that costs {@code withInterruptions} an hour is cheaper than {@code onDemand}. */
    public static boolean pays(Price withInterruptions, Price onDemand) {
        return withInterruptions.compareRate(onDemand) < 0;
    }

    /** Hours on spot that an hour on demand pays for: the largest overhead at which spot still pays. */
    public static BigDecimal mostOverhead(Price spot, Price onDemand) {
        sameCurrency(spot, onDemand);
        return onDemand.perUnit().divide(spot.perUnit(), MathContext.DECIMAL128);
    }

    private static Price times(Price price, BigDecimal factor) {
        return new Price(price.amount().multiply(factor), price.currency(), price.per());
    }

    private static void sameCurrency(Price spot, Price onDemand) {
        if (!spot.currency().equals(onDemand.currency())) {
            throw new IllegalArgumentException("Prices of two currencies: " + spot + " and " + onDemand + ".");
        }
    }
}
