package dev.lepton.report.model;

import java.time.LocalDate;

/** A list of prices that was used: its name, the day its prices were true, and how many usage lines they priced. */
public record PriceList(String name, LocalDate asOf, long linesPriced) {
    public PriceList {
        Check.named("A price list", name);
        Check.that(linesPriced >= 0, "'" + name + "' cannot price a negative number of lines.");
    }
}
