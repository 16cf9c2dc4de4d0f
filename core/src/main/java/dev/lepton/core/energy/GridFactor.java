package dev.lepton.core.energy;

import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;

/**
 * What the grid of a place emits for a kilowatt-hour, averaged.
 *
 * @param provider whose region, lower case
 * @param region the provider's name of it, as its price list writes it
 * @param kgPerKwh kilograms of CO₂ equivalent per kWh, 0 to {@link #MOST_KG_PER_KWH}
 */
public record GridFactor(String provider, String region, BigDecimal kgPerKwh, Provenance provenance) {
    /** Above what any grid emits: burning lignite for all of it emits some 1.2. A larger figure is in another unit. */
    public static final BigDecimal MOST_KG_PER_KWH = BigDecimal.valueOf(2);

    public GridFactor {
        if (kgPerKwh.signum() < 0 || kgPerKwh.compareTo(MOST_KG_PER_KWH) > 0) {
            throw new IllegalArgumentException(
                    "A grid emits 0 to " + MOST_KG_PER_KWH + " kg a kWh, not " + kgPerKwh.toPlainString() + ".");
        }
    }

    /** Grams for {@code kwh}. */
    public BigDecimal grams(BigDecimal kwh) {
        return kgPerKwh.multiply(kwh).movePointRight(3);
    }
}
