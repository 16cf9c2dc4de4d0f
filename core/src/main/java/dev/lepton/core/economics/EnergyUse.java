package dev.lepton.core.economics;

import dev.lepton.core.energy.Electricity;
import dev.lepton.core.energy.PowerDraw;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Hours;
import java.math.BigDecimal;

/**
 * What a machine's energy costs each year.
 *
 * @param draw its power when it is fully used
 * @param electricity what the site pays
 * @param cooling yearly cost of cooling that is not in the PUE: water, chillers' upkeep
 */
public record EnergyUse(PowerDraw draw, Electricity electricity, Money cooling) {
    public EnergyUse {
        if (cooling.isNegative()) {
            throw new IllegalArgumentException("Cooling cannot cost less than nothing: " + cooling + ".");
        }
    }

    Explanation powerPerYear(BigDecimal utilisation, PowerMode mode) {
        BigDecimal share = switch (mode) {
            case HELD -> BigDecimal.ONE;
            case FOLLOWS_LOAD -> utilisation;
        };
        Price perKwh = electricity.perKwh();
        BigDecimal kwh = electricity.siteKwh(draw, Hours.PER_YEAR.multiply(share));
        String working = draw.words()
                + (share.compareTo(BigDecimal.ONE) == 0
                        ? ""
                        : " × " + share.stripTrailingZeros().toPlainString() + " utilisation")
                + " × 8760 h × PUE " + electricity.pue().toPlainString() + " = "
                + kwh.stripTrailingZeros().toPlainString() + " kWh at " + perKwh;
        return Explanation.leaf("power", perKwh.times(kwh), working);
    }
}
