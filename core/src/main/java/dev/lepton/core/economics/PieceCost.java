package dev.lepton.core.economics;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The cost of one job, request or other piece of which many were made together.
 *
 * @param cost what all of them cost
 * @param made how many were made or tried, above 0
 * @param failed how many of these came to nothing; their cost falls on the others
 */
public record PieceCost(Money cost, BigDecimal made, BigDecimal failed) {
    public PieceCost {
        if (cost.isNegative() || made.signum() <= 0 || failed.signum() < 0 || failed.compareTo(made) > 0) {
            throw new IllegalArgumentException("There must be pieces, of which at most all failed: "
                    + made.toPlainString() + " made, " + failed.toPlainString() + " failed, at " + cost + ".");
        }
    }

    /** What one piece cost, finished or not. */
    public Price perMade() {
        return new Price(cost.amount(), cost.currency(), made);
    }

    /** What one finished piece cost, the failed ones borne by it; empty when none was finished. */
    public Optional<Price> perFinished() {
        BigDecimal finished = made.subtract(failed);
        return finished.signum() == 0
                ? Optional.empty()
                : Optional.of(new Price(cost.amount(), cost.currency(), finished));
    }
}
