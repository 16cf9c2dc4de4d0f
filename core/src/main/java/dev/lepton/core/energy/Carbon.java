package dev.lepton.core.energy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Greenhouse gas of some work, grams of CO₂ equivalent. Energy is counted twice, as the GHG Protocol's scope 2 guidance asks,
 * and the two are never added: by what the place's grid emits, and by what was bought.
 *
 * @param locationGrams energy times the grid's factor
 * @param marketGrams energy by the contracts it was bought under; empty where nothing is known of them
 * @param embodiedGrams the share of making the machines that falls on the work
 */
public record Carbon(BigDecimal locationGrams, Optional<BigDecimal> marketGrams, BigDecimal embodiedGrams) {
    /**
     * Energy that was bought with its origin: certificates, a supplier's own plants.
     *
     * @param share of all energy, 0 to 1
     * @param kgPerKwh what it emits, 0 for wind and sun
     */
    public record Contract(BigDecimal share, BigDecimal kgPerKwh) {
        public Contract {
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0 || kgPerKwh.signum() < 0) {
                throw new IllegalArgumentException("A contract covers 0 to 1 of the energy, not "
                        + share.toPlainString() + " at " + kgPerKwh.toPlainString() + " kg a kWh.");
            }
        }
    }

    /**
     * What making a machine emitted, spread evenly over its life.
     *
     * @param grams of the whole machine
     * @param lifeHours hours it is in use, above 0
     */
    public record Embodied(BigDecimal grams, BigDecimal lifeHours) {
        public Embodied {
            if (grams.signum() < 0 || lifeHours.signum() <= 0) {
                throw new IllegalArgumentException("What making emitted is not negative, over a life above 0 h: "
                        + grams.toPlainString() + " g over " + lifeHours.toPlainString() + " h.");
            }
        }

        /** Grams that fall on {@code share} of it for {@code hours}. */
        public BigDecimal grams(BigDecimal hours, BigDecimal share) {
            return grams.multiply(hours).multiply(share).divide(lifeHours, MathContext.DECIMAL128);
        }
    }

    public Carbon {
        if (locationGrams.signum() < 0
                || embodiedGrams.signum() < 0
                || marketGrams.orElse(BigDecimal.ZERO).signum() < 0) {
            throw new IllegalArgumentException("Emissions are not negative.");
        }
    }

    /** Of {@code kwh} of a site's energy where nothing is known of contracts. */
    public static Carbon of(BigDecimal kwh, GridFactor grid, BigDecimal embodiedGrams) {
        return new Carbon(grid.grams(kwh), Optional.empty(), embodiedGrams);
    }

    /**
     * Of {@code kwh} of a site's energy under a contract; the rest of it is taken at {@code residualKgPerKwh}, what the grid emits
     * without what others have bought out of it.
     */
    public static Carbon of(
            BigDecimal kwh, GridFactor grid, Contract contract, BigDecimal residualKgPerKwh, BigDecimal embodiedGrams) {
        BigDecimal bought = contract.share().multiply(contract.kgPerKwh());
        BigDecimal rest = BigDecimal.ONE.subtract(contract.share()).multiply(residualKgPerKwh);
        return new Carbon(
                grid.grams(kwh), Optional.of(bought.add(rest).multiply(kwh).movePointRight(3)), embodiedGrams);
    }

    public Carbon plus(Carbon other) {
        return new Carbon(
                locationGrams.add(other.locationGrams),
                marketGrams.flatMap(m -> other.marketGrams.map(m::add)),
                embodiedGrams.add(other.embodiedGrams));
    }

    /**
     * Software carbon intensity, (E·I + M) ÷ R of ISO/IEC 21031, by the place's grid: grams for each of {@code units}, above 0, of
     * work (tokens, requests, runs).
     */
    public BigDecimal perUnit(BigDecimal units) {
        if (units.signum() <= 0) {
            throw new IllegalArgumentException(
                    "An intensity is per unit of work, not per " + units.toPlainString() + ".");
        }
        return locationGrams.add(embodiedGrams).divide(units, MathContext.DECIMAL128);
    }
}
