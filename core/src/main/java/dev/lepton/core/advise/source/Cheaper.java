package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Alternative;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Machines;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The cheapest other price for what a machine does, as a share of what it costs. */
record Cheaper(Alternative alternative, BigDecimal ratio) {
    /** The cheapest of {@code others} that costs less than {@code machines}; ties go to the first by name. */
    static Optional<Cheaper> of(Machines machines, Collection<Alternative> others) {
        return others.stream()
                .filter(a -> a.hourly().compareRate(machines.hourly()) < 0)
                .min(Comparator.comparing((Alternative a) -> a.hourly().perUnit())
                        .thenComparing(Alternative::what))
                .map(a -> new Cheaper(a, ratio(a.hourly(), machines.hourly())));
    }

    static BigDecimal ratio(Price of, Price to) {
        return of.perUnit().divide(to.perUnit(), MathContext.DECIMAL64);
    }

    /** A line of the working: what both cost. */
    String line(Machines machines) {
        return alternative.what() + " for " + hour(alternative.hourly()) + " in place of "
                + hour(machines.hourly()) + ": " + Figures.percent(ratio) + " of it ("
                + alternative.provenance().source() + ")";
    }

    static String hour(Price price) {
        return Figures.number(price.perUnit(), 4) + " " + price.currency().getCurrencyCode() + " an hour";
    }
}
