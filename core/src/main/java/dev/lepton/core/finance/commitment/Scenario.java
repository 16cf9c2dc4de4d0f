package dev.lepton.core.finance.commitment;

import java.math.BigDecimal;

/**
 * A way that usage may go on: every hour of year y, from 1, has (1 + growth)^y times the units of the hour that was seen.
 *
 * @param name what it is called
 * @param weight how likely it is beside the others, above 0
 * @param growth a year as a share, above −1
 */
public record Scenario(String name, BigDecimal weight, BigDecimal growth) {
    /** Usage stays as it was. */
    public static final Scenario SAME = new Scenario("as seen", BigDecimal.ONE, BigDecimal.ZERO);

    public Scenario {
        if (weight.signum() <= 0
                || growth.compareTo(BigDecimal.ONE.negate()) <= 0
                || growth.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("A scenario's weight is above 0 and its growth above −100 % and at most"
                    + " 10,000 % a year: '" + name + "'.");
        }
    }

    BigDecimal factor(int year) {
        return growth.add(BigDecimal.ONE).pow(year);
    }
}
