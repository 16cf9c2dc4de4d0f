package dev.lepton.app.cli;

import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What inferences cost one after the other on one thread of a machine, every thread at work all the time.
 *
 * @param hourly of one thread
 * @param words the machine, its price and the list's day
 */
record InferencePrice(Price hourly, String words) {
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** Of the machine of that type on demand, as the catalog has it at {@code at}; empty where it has none, or not its threads. */
    static Optional<InferencePrice> of(Catalog catalog, String provider, String type, String region, Instant at) {
        Optional<Shape> shape = catalog.shape(provider, type);
        return shape.flatMap(s -> catalog.current(s, at).stream()
                .filter(o -> o.terms() instanceof Terms.OnDemand && o.holdsIn(region))
                .findFirst()
                .flatMap(o -> s.vcpus().map(threads -> of(o, threads))));
    }

    private static InferencePrice of(Offering offering, BigDecimal threads) {
        Price hourly = offering.hourly().spreadOver(threads);
        return new InferencePrice(
                hourly,
                offering.shape().provider() + " " + offering.shape().instanceType() + " in " + offering.region()
                        + ", on demand, "
                        + offering.hourly().perUnit().stripTrailingZeros().toPlainString() + " "
                        + hourly.currency().getCurrencyCode() + " an hour for " + threads.toPlainString()
                        + " threads, listed "
                        + offering.validFrom().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /** What a million inferences of {@code millis} each cost. */
    Money perMillion(double millis) {
        return perMillion(hourly, millis);
    }

    /** The same at {@code hourly}. */
    static Money perMillion(Price hourly, double millis) {
        return hourly.times(
                BigDecimal.valueOf(millis).multiply(MILLION).divide(MILLIS_PER_HOUR, 12, RoundingMode.HALF_EVEN));
    }
}
