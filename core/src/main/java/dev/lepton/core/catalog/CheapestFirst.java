package dev.lepton.core.catalog;

import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * An order of offerings by price, cheapest first: per accelerator-hour for machines that have accelerators, per
 * machine-hour for the others. Prices that no rate brings into {@code currency} come after all others, currency by
 * currency: prices of two currencies are never compared as if they were one.
 *
 * @param currency the currency to compare in
 * @param rates exchange rates
 * @param day the day whose rates apply
 */
public record CheapestFirst(Currency currency, FxRates rates, LocalDate day) {
    private record Ranked(Offering offering, Optional<BigDecimal> comparable) {}

    /** The offerings in order; equal prices stand by provider, machine, region and terms. */
    public List<Offering> order(List<Offering> offerings) {
        return offerings.stream()
                .map(o -> new Ranked(o, inCurrency(unitPrice(o))))
                .sorted(Comparator.comparing((Ranked r) -> r.comparable().isPresent()
                                ? ""
                                : unitPrice(r.offering()).currency().getCurrencyCode())
                        .thenComparing(r -> r.comparable()
                                .orElseGet(() -> unitPrice(r.offering()).perUnit()))
                        .thenComparing(r -> r.offering().shape().provider())
                        .thenComparing(r -> r.offering().shape().instanceType())
                        .thenComparing(r -> r.offering().region())
                        .thenComparing(r -> r.offering().terms().word()))
                .map(Ranked::offering)
                .toList();
    }

    /** The price in {@link #currency} for one unit, to 34 digits; empty when no rate is known. */
    public Optional<BigDecimal> inCurrency(Price price) {
        if (price.currency().equals(currency)) {
            return Optional.of(price.perUnit());
        }
        return rates.convert(new Money(BigDecimal.ONE, price.currency()), currency, day)
                .map(one -> price.perUnit().multiply(one.amount(), MathContext.DECIMAL128));
    }

    /** What is compared: the price of one accelerator, or of the machine when it has none. */
    public static Price unitPrice(Offering offering) {
        return offering.hourlyPerDevice().orElse(offering.hourly());
    }
}
