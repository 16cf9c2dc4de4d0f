package dev.lepton.core.economics;

import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * A bill for time, split into what was used and what stood idle: C = U × P. The bill is the same either way.
 *
 * @param bill what the whole time costs
 * @param utilisation effective time ÷ total time, 0 to 1
 */
public record TimeUse(Money bill, BigDecimal utilisation) {
    public TimeUse {
        if (utilisation.signum() < 0 || utilisation.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("A share of time is 0 to 1, not " + utilisation.toPlainString() + ".");
        }
    }

    public Money useful() {
        return bill.times(utilisation);
    }

    public Money idle() {
        return bill.minus(useful());
    }

    /** The bill and its two parts. */
    public Explanation explained(String label) {
        return new Explanation(
                label,
                bill,
                "",
                List.of(
                        Explanation.leaf("useful", useful(), bill + " × " + utilisation.toPlainString()),
                        Explanation.leaf("idle", idle(), "the rest")));
    }
}
