package dev.lepton.core.energy;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;

/**
 * What a site pays for the energy of its machines.
 *
 * @param pue power usage effectiveness, site energy over machine energy (ISO/IEC 30134-2), at least 1
 * @param perKwh the tariff, for one kilowatt-hour
 */
public record Electricity(BigDecimal pue, Price perKwh) {
    public Electricity {
        if (pue.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("A PUE is at least 1, not " + pue.toPlainString() + ".");
        }
    }

    /** Energy that the site draws for {@code hours} of {@code draw}, kWh. */
    public BigDecimal siteKwh(PowerDraw draw, BigDecimal hours) {
        return draw.watts().multiply(hours).multiply(pue).movePointLeft(3);
    }

    /** What that energy costs. */
    public Money cost(PowerDraw draw, BigDecimal hours) {
        return perKwh.times(siteKwh(draw, hours));
    }
}
