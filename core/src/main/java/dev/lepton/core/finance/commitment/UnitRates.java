package dev.lepton.core.finance.commitment;

import dev.lepton.core.catalog.BreakEven;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one unit costs an hour.
 *
 * @param onDemand paid while it runs
 * @param spot capacity for what is above the commitment; empty where it is not counted on
 * @param commitments always paid; shortest first, each length once, in one currency with the rest
 */
public record UnitRates(Price onDemand, Optional<Spot> spot, List<Commitment> commitments) {
    /** A unit for {@code years} years at {@code hourly}, paid whether it runs or not. */
    public record Commitment(int years, Price hourly) {
        public Commitment {
            if (years < 1 || years > 10) {
                throw new IllegalArgumentException("A commitment runs for 1 to 10 years, not " + years + ".");
            }
        }
    }

    /**
     * Spot capacity in place of on demand.
     *
     * @param hourly its price
     * @param share of the overflow that can run on it, 0 to 1
     * @param overhead hours paid for each hour of work, at least 1: restarts, work done twice
     */
    public record Spot(Price hourly, BigDecimal share, BigDecimal overhead) {
        public Spot {
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0 || overhead.compareTo(BigDecimal.ONE) < 0) {
                throw new IllegalArgumentException("A share on spot is 0 to 1 and its overhead at least 1, not "
                        + share.toPlainString() + " and " + overhead.toPlainString() + ".");
            }
        }
    }

    public UnitRates {
        commitments = commitments.stream()
                .sorted(Comparator.comparingInt(Commitment::years))
                .toList();
        if (onDemand.amount().signum() == 0) {
            throw new IllegalArgumentException("What costs nothing on demand needs no commitment.");
        }
        for (int i = 0; i < commitments.size(); i++) {
            commitments.get(i).hourly().compareRate(onDemand);
            if (i > 0 && commitments.get(i).years() == commitments.get(i - 1).years()) {
                throw new IllegalArgumentException(
                        "Two commitments of " + commitments.get(i).years() + " years.");
            }
        }
    }

    /** What an hour above the commitment costs in the mean: q·s·φ + (1 − q)·p, an exact ratio. */
    public Price overflow() {
        if (spot.isEmpty()) {
            return onDemand;
        }
        Spot s = spot.get();
        BigDecimal onSpot = s.share().multiply(s.overhead()).multiply(s.hourly().amount());
        BigDecimal rest = BigDecimal.ONE.subtract(s.share()).multiply(onDemand.amount());
        return new Price(
                onSpot.multiply(onDemand.per()).add(rest.multiply(s.hourly().per())),
                onDemand.currency(),
                onDemand.per().multiply(s.hourly().per()));
    }

    /** The share of the time above which {@code commitment} costs less than paying for what runs. */
    public BigDecimal breakEven(Commitment commitment) {
        return BreakEven.runningShare(commitment.hourly(), overflow());
    }

    /** Years of the longest commitment, at least 1. */
    public int horizonYears() {
        return commitments.isEmpty()
                ? 1
                : commitments.get(commitments.size() - 1).years();
    }
}
