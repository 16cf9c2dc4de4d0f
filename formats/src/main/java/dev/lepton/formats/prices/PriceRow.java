package dev.lepton.formats.prices;

import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.evidence.Failure;
import java.util.List;

/** What one data line of a price list gave. Every line gives exactly one. */
public sealed interface PriceRow {
    /** Prices: one line can carry several, on-demand beside spot, say. At least one of the lists is not empty. */
    record Priced(List<Offering> offerings, List<ComponentPrice> components) implements PriceRow {
        public Priced {
            offerings = List.copyOf(offerings);
            components = List.copyOf(components);
        }
    }

    /** No price, and why. */
    record Refused(Failure failure) implements PriceRow {}
}
