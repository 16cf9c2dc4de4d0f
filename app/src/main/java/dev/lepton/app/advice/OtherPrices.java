package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Alternative;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.formats.profiles.Profiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What else the work of a kind of machine could be bought as, by the price lists and by operating points. */
final class OtherPrices {
    private final Session session;
    private final Instant at;
    private final List<OperatingPoint> points;

    OtherPrices(Session session, Instant at) {
        this.session = session;
        this.at = at;
        points = new ArrayList<>(Profiles.bundled());
        points.addAll(session.profiles().points());
    }

    /** Every alternative to {@code market}; {@code models} are those it is known to serve. */
    List<Alternative> of(MarketKey market, Collection<String> models) {
        if (market.known(market.provider()).isEmpty()
                || market.known(market.instanceType()).isEmpty()) {
            return List.of();
        }
        Catalog catalog = session.catalog();
        Optional<Shape> shape = catalog.shape(market.provider(), market.instanceType());
        if (shape.isEmpty()) {
            return List.of();
        }
        List<Alternative> found = new ArrayList<>();
        for (Offering offering : catalog.current(shape.get(), at)) {
            same(market, offering).ifPresent(found::add);
        }
        if (shape.get().accelerated() && shape.get().device().isPresent()) {
            others(market, shape.get(), catalog, models, found);
        }
        return found;
    }

    /** The same machine on other terms, or in another region of the same continent. */
    private Optional<Alternative> same(MarketKey market, Offering offering) {
        boolean here = offering.region().equals(market.region());
        Optional<Price> price = inCurrency(offering.hourly());
        String place = market.machine() + " in " + offering.region();
        return price.flatMap(p -> switch (offering.terms()) {
            case Terms.Spot s
            when here -> Optional.of(alternative(Strategy.SPOT, "spot", 0, p, Optional.empty(), offering));
            case Terms.Commitment c
            when here ->
                Optional.of(alternative(
                        Strategy.COMMITMENT, c.years() + "-year commitment", c.years(), p, Optional.empty(), offering));
            case Terms.OnDemand o
            when !here && continent(offering.region()).equals(continent(market.region())) ->
                Optional.of(alternative(Strategy.REGION, place, 0, p, Optional.empty(), offering));
            case Terms.Spot s -> Optional.empty();
            case Terms.Commitment c -> Optional.empty();
            case Terms.OnDemand o -> Optional.empty();
            case Terms.Owned o -> Optional.empty();
        });
    }

    /** Other machines on demand: with as many of the same device, and per model with other devices that were measured. */
    private void others(
            MarketKey market, Shape shape, Catalog catalog, Collection<String> models, List<Alternative> found) {
        String device = shape.device().orElseThrow();
        BigDecimal count = shape.deviceCount().orElseThrow();
        Map<String, Offering> cheapest = new TreeMap<>();
        for (Shape other : catalog.machines()) {
            if (!other.accelerated() || other.device().isEmpty() || other.equals(shape)) {
                continue;
            }
            for (Offering o : catalog.current(other, at)) {
                if (o.terms() instanceof Terms.OnDemand
                        && continent(o.region()).equals(continent(market.region()))
                        && inCurrency(o.hourly()).isPresent()) {
                    boolean equal = other.device().get().equals(device);
                    if (!equal || other.deviceCount().orElseThrow().compareTo(count) == 0) {
                        cheapest.merge(other.device().get(), o, this::cheaper);
                    }
                }
            }
        }
        Optional.ofNullable(cheapest.remove(device))
                .ifPresent(o -> found.add(alternative(
                        Strategy.MACHINE, place(o), 0, inCurrency(o.hourly()).orElseThrow(), Optional.empty(), o)));
        models.forEach(m -> cheapest.forEach((d, o) -> speed(m, device, d).ifPresent(s -> {
            // As many of the other device as do what the machine's devices do.
            Price one = inCurrency(o.hourlyPerDevice().orElseThrow()).orElseThrow();
            Price hourly = new Price(one.amount().multiply(count).multiply(s), one.currency(), one.per());
            found.add(new Alternative(
                    Strategy.DEVICE,
                    d + " (" + place(o) + ")",
                    0,
                    hourly,
                    Optional.of(m),
                    measured(o.provenance(), device, d, s)));
        })));
    }

    private Offering cheaper(Offering a, Offering b) {
        Comparator<Offering> order = Comparator.comparing(
                        (Offering o) -> inCurrency(o.hourlyPerDevice().orElseThrow())
                                .orElseThrow()
                                .perUnit())
                .thenComparing(OtherPrices::place);
        return order.compare(a, b) <= 0 ? a : b;
    }

    /** How many of device {@code to} do the work of one {@code from} on {@code model}, by the most that both were measured to do of one workload. */
    private Optional<BigDecimal> speed(String model, String from, String to) {
        Map<String, Double> here = most(model, from);
        Map<String, Double> there = most(model, to);
        return here.entrySet().stream()
                .filter(e -> there.getOrDefault(e.getKey(), 0.0) > 0)
                .map(e -> e.getValue() / there.getOrDefault(e.getKey(), 1.0))
                .max(Comparator.naturalOrder())
                .map(BigDecimal::valueOf);
    }

    /** Tokens a second of one device, the most seen, by workload and number format. */
    private Map<String, Double> most(String model, String device) {
        Map<String, Double> most = new TreeMap<>();
        for (OperatingPoint point : points) {
            String name = session.bundled()
                    .devices()
                    .named(point.hardware().device())
                    .map(d -> d.name())
                    .orElse(point.hardware().device());
            if (name.equals(device)
                    && shortName(point.variant().model()).equals(shortName(model))
                    && point.throughput().work() == Throughput.Work.OUTPUT_TOKENS) {
                most.merge(
                        point.workload().orElse("") + "|"
                                + point.variant().precision().orElse(""),
                        point.perDevice(),
                        Math::max);
            }
        }
        return most;
    }

    private static Provenance measured(Provenance price, String from, String to, BigDecimal needed) {
        BigDecimal times = BigDecimal.ONE.divide(needed, MathContext.DECIMAL64).setScale(2, RoundingMode.HALF_EVEN);
        return new Provenance(
                price.source() + "; one " + to + " was measured to make " + times.toPlainString()
                        + " times the tokens of one " + from,
                price.confidence());
    }

    private static String shortName(String model) {
        return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static Alternative alternative(
            Strategy strategy, String what, int years, Price hourly, Optional<String> model, Offering offering) {
        return new Alternative(strategy, what, years, hourly, model, offering.provenance());
    }

    private static String place(Offering offering) {
        return offering.shape().provider() + " " + offering.shape().instanceType() + " in " + offering.region();
    }

    private Optional<Price> inCurrency(Price price) {
        if (price.currency().equals(session.settings().currency())) {
            return Optional.of(price);
        }
        return session.settings()
                .rates()
                .convert(
                        new Money(BigDecimal.ONE, price.currency()),
                        session.settings().currency(),
                        at.atOffset(ZoneOffset.UTC).toLocalDate())
                .map(one -> new Price(
                        price.amount().multiply(one.amount()),
                        session.settings().currency(),
                        price.per()));
    }

    /** What has to do for a border that data does not cross: the part of the world that the region's name tells. */
    static String continent(String region) {
        String name = region.toLowerCase(Locale.ROOT);
        if (name.contains("gov")) {
            return name;
        }
        if (name.startsWith("us") || name.matches(".*(east|west|central)us\\d?")) {
            return "us";
        }
        return name.startsWith("eu-") || name.contains("europe") ? "europe" : name;
    }
}
