package dev.lepton.app.wiring;

import dev.lepton.core.billing.CpuRamRates;
import dev.lepton.core.billing.GpuSplit;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Component;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.OfferingQuery;
import dev.lepton.core.catalog.Quote;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Pool;
import dev.lepton.core.workload.Resources;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.BilledMachines;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gives every pool of the fleet its price and takes that apart into CPU, memory and GPU.
 *
 * <p>A price that the fleet states comes first, then the catalog's as of each hour. Hours before the first known price
 * take that first price and say so. A pool whose price is not known becomes an asset without rates: what it holds is
 * counted, its cost is not.
 */
final class FleetPricing {
    private final Supplier<Catalog> lists;
    private Optional<Catalog> catalog = Optional.empty();
    private final Devices devices;
    private final FxRates fx;
    private final Currency currency;
    private final BigDecimal share;
    private final boolean openCost;
    private final Optional<Set<String>> processorsRecorded;
    private final Map<String, Optional<CpuRamRates>> rates = new HashMap<>();

    FleetPricing(
            Supplier<Catalog> lists,
            Devices devices,
            FxRates fx,
            Currency currency,
            Optional<BigDecimal> share,
            boolean openCost,
            Optional<Set<String>> processorsRecorded) {
        this.lists = lists;
        this.devices = devices;
        this.fx = fx;
        this.currency = currency;
        this.share = share.orElse(GpuSplit.Knowledge.DEFAULT_SHARE);
        this.openCost = openCost;
        this.processorsRecorded = processorsRecorded;
    }

    /** A price for a span of time, and where it is from. */
    private record Dated(Window window, Price hourly, String source, Confidence confidence) {}

    /**
     * The assets of {@code pool}: what the bill charges for it, period by period, and within {@code span} where the bill
     * says nothing, one for each price it has there.
     */
    List<Asset> assets(Pool pool, Window span, List<BilledMachines.Billed> billed) {
        if (billed.isEmpty()) {
            return assets(pool, span);
        }
        Has has = has(pool);
        List<Asset> all = new ArrayList<>();
        Instant at = span.from();
        for (BilledMachines.Billed b : billed) {
            if (at.isBefore(b.window().from())) {
                all.addAll(assets(pool, new Window(at, b.window().from())));
            }
            BigDecimal hours = BigDecimal.valueOf(b.window().length().toSeconds())
                    .divide(BigDecimal.valueOf(3_600), java.math.MathContext.DECIMAL128);
            Price hourly = Price.of(b.cost().amount().divide(hours, java.math.MathContext.DECIMAL128), currency);
            Asset priced =
                    priced(pool, has, new Dated(b.window(), hourly, "amortised cost of the bill", Confidence.BILLED));
            all.add(priced.billedAs(pool.providerId().orElseThrow()));
            at = b.window().to().isAfter(at) ? b.window().to() : at;
        }
        if (at.isBefore(span.to())) {
            all.addAll(assets(pool, new Window(at, span.to())));
        }
        return all;
    }

    private List<Asset> assets(Pool pool, Window span) {
        Instant from = pool.from().filter(f -> f.isAfter(span.from())).orElse(span.from());
        Instant to = pool.to().filter(t -> t.isBefore(span.to())).orElse(span.to());
        if (!from.isBefore(to)) {
            return List.of();
        }
        Window there = new Window(from, to);
        Has has = has(pool);
        List<Dated> prices = prices(pool, has, there);
        if (prices.isEmpty()) {
            return List.of(asset(pool, has, there, Map.of(), "no price is known", Confidence.GUESS));
        }
        return prices.stream().map(p -> priced(pool, has, p)).toList();
    }

    /** What one machine of a pool has, from the fleet itself or the catalog's shape; zero where neither says. */
    private record Has(
            Optional<BigDecimal> vcpus, Optional<BigDecimal> memoryGib, BigDecimal gpus, Optional<String> device) {}

    private Has has(Pool pool) {
        Optional<Shape> shape = saysWhatItHas(pool)
                ? Optional.empty()
                : pool.place()
                        .provider()
                        .flatMap(p -> pool.place()
                                .instanceType()
                                .flatMap(t -> catalog().shape(p, t)));
        Optional<String> model = pool.each().gpuModel();
        return new Has(
                pool.each().vcpus().or(() -> shape.flatMap(Shape::vcpus)),
                pool.each().memoryGib().or(() -> shape.flatMap(Shape::memoryGib)),
                pool.each().gpus().or(() -> shape.flatMap(Shape::deviceCount)).orElse(BigDecimal.ZERO),
                model.map(m -> devices.named(m).map(d -> d.name()).orElse(m)).or(() -> shape.flatMap(Shape::device)));
    }

    /** Whether a machine's size would tell nothing that the fleet does not. */
    private static boolean saysWhatItHas(Pool pool) {
        Resources each = pool.each();
        boolean gpus = each.gpus().map(g -> g.signum() == 0).orElse(false)
                || each.gpuModel().isPresent();
        return each.vcpus().isPresent()
                && each.memoryGib().isPresent()
                && each.gpus().isPresent()
                && gpus;
    }

    /** The price lists; reading them takes longer than most questions, so only where the fleet does not say enough. */
    private Catalog catalog() {
        if (catalog.isEmpty()) {
            catalog = Optional.of(lists.get());
        }
        return catalog.get();
    }

    private List<Dated> prices(Pool pool, Has has, Window there) {
        Optional<Price> stated = pool.rates().machine().or(() -> sumOfParts(pool, has));
        if (stated.isPresent()) {
            return inCurrency(stated.get(), there.from())
                    .map(p -> List.of(new Dated(there, p, "stated in the fleet", Confidence.MEASURED)))
                    .orElse(List.of());
        }
        if (pool.place().provider().isEmpty() || pool.place().instanceType().isEmpty()) {
            return List.of();
        }
        String provider = pool.place().provider().get();
        String type = pool.place().instanceType().get();
        String region = pool.place().region().orElse("");
        Terms terms = pool.place().terms().orElse(new Terms.OnDemand());
        List<Instant> changes = catalog().changes(provider, region, type, terms);
        List<Dated> dated = new ArrayList<>();
        Instant at = there.from();
        while (at.isBefore(there.to())) {
            Instant start = at;
            Instant next = changes.stream()
                    .filter(c -> c.isAfter(start))
                    .findFirst()
                    .filter(c -> c.isBefore(there.to()))
                    .orElse(there.to());
            boolean before = !changes.isEmpty() && start.isBefore(changes.get(0));
            if (catalog().price(provider, region, type, terms, before ? changes.get(0) : start)
                    instanceof Quote.Known known) {
                Offering o = known.offering();
                String source = o.provenance().source()
                        + (before ? ", before its first day: assumed to have been the same" : "");
                Confidence confidence =
                        before ? Confidence.GUESS : o.provenance().confidence();
                inCurrency(o.hourly(), start)
                        .ifPresent(p -> dated.add(new Dated(new Window(start, next), p, source, confidence)));
            }
            at = next;
        }
        return dated;
    }

    private Optional<Price> inCurrency(Price price, Instant at) {
        if (price.currency().equals(currency)) {
            return Optional.of(price);
        }
        return fx.convert(
                        new Money(price.perUnit(), price.currency()),
                        currency,
                        at.atOffset(ZoneOffset.UTC).toLocalDate())
                .map(m -> Price.of(m.amount(), currency));
    }

    /** The machine's price when only its parts have one. */
    private static Optional<Price> sumOfParts(Pool pool, Has has) {
        if (pool.rates().core().isEmpty()
                && pool.rates().memory().isEmpty()
                && pool.rates().gpu().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal sum = part(pool.rates().core(), has.vcpus().orElse(BigDecimal.ZERO))
                .add(part(pool.rates().memory(), has.memoryGib().orElse(BigDecimal.ZERO)))
                .add(part(pool.rates().gpu(), has.gpus()));
        Currency currency = List.of(
                        pool.rates().core(), pool.rates().memory(), pool.rates().gpu())
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .currency();
        return Optional.of(Price.of(sum, currency));
    }

    private static BigDecimal part(Optional<Price> price, BigDecimal quantity) {
        return price.map(p -> p.perUnit().multiply(quantity)).orElse(BigDecimal.ZERO);
    }

    private Asset priced(Pool pool, Has has, Dated price) {
        BigDecimal count = BigDecimal.valueOf(pool.count());
        Map<Resource, UnitRate> units = new EnumMap<>(Resource.class);
        String working;
        if (pool.rates().core().isPresent() || pool.rates().memory().isPresent()) {
            working = "parts priced in the fleet";
            BigDecimal cpu = part(pool.rates().core(), has.vcpus().orElse(BigDecimal.ZERO));
            BigDecimal ram = part(pool.rates().memory(), has.memoryGib().orElse(BigDecimal.ZERO));
            put(
                    units,
                    has,
                    count,
                    cpu,
                    ram,
                    price.hourly().perUnit().subtract(cpu).subtract(ram));
        } else if (onlyGpus(pool, has)) {
            working = "all to the GPUs: nothing is recorded of CPU and memory";
            put(
                    units,
                    has,
                    count,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    price.hourly().perUnit());
        } else {
            GpuSplit split = split(pool, has, price);
            working = split.method().words();
            BigDecimal per = price.hourly().per();
            put(units, has, count, perHour(split.cpu(), per), perHour(split.ram(), per), perHour(split.gpu(), per));
        }
        String perMachine = price.hourly() + " an hour per machine (" + price.source() + "); " + working;
        return asset(pool, has, price.window(), units, perMachine, price.confidence());
    }

    /** Whether the machine's whole price is its GPUs': of its CPU and memory nothing is known, or nobody's share of them. */
    private boolean onlyGpus(Pool pool, Has has) {
        boolean unknown = has.vcpus().isEmpty() && has.memoryGib().isEmpty();
        boolean unrecorded = has.gpus().signum() > 0
                && processorsRecorded.map(names -> !names.contains(pool.name())).orElse(false);
        return unknown || unrecorded;
    }

    private static BigDecimal perHour(Price part, BigDecimal per) {
        return part.amount().divide(per, java.math.MathContext.DECIMAL128);
    }

    private void put(
            Map<Resource, UnitRate> units, Has has, BigDecimal count, BigDecimal cpu, BigDecimal ram, BigDecimal gpu) {
        Map<Resource, BigInteger> capacity = capacity(has, count);
        Map<Resource, BigDecimal> parts = Map.of(Resource.CPU, cpu, Resource.RAM, ram, Resource.GPU, gpu);
        parts.forEach((resource, hourly) -> {
            // A part whose capacity is not known is still paid for: it is idle, nobody can hold it.
            if (capacity.containsKey(resource) || hourly.signum() > 0) {
                units.put(
                        resource,
                        new UnitRate(
                                hourly.multiply(count).max(BigDecimal.ZERO),
                                currency,
                                capacity.getOrDefault(resource, BigInteger.ZERO)));
            }
        });
    }

    private GpuSplit split(Pool pool, Has has, Dated price) {
        String provider = pool.place().provider().orElse("");
        String region = pool.place().region().orElse("");
        Optional<Price> gpu = pool.rates()
                .gpu()
                .or(() -> has.device()
                        .flatMap(d -> catalog()
                                .component(
                                        Component.DEVICE,
                                        d,
                                        provider,
                                        region,
                                        pool.place().terms().orElse(new Terms.OnDemand()),
                                        price.window().from()))
                        .map(c -> c.price()));
        GpuSplit.Node node = new GpuSplit.Node(
                price.hourly(),
                has.vcpus().orElse(BigDecimal.ZERO),
                has.memoryGib().orElse(BigDecimal.ZERO),
                has.gpus());
        return GpuSplit.of(
                node,
                new GpuSplit.Knowledge(
                        gpu, ratesOf(provider, region, price), share, GpuSplit.Ratios.of(provider), openCost));
    }

    private Optional<CpuRamRates> ratesOf(String provider, String region, Dated price) {
        return rates.computeIfAbsent(provider + "/" + region, k -> {
            OfferingQuery query = new OfferingQuery(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Terms.OnDemand()),
                    Optional.of(provider),
                    Optional.of(region));
            List<Instant> all = catalog().find(query, Instant.MAX).stream()
                    .map(Offering::validFrom)
                    .toList();
            Instant at = all.stream()
                    .max(Instant::compareTo)
                    .filter(m -> m.isAfter(price.window().from()))
                    .orElse(price.window().from());
            return CpuRamRates.fit(catalog().find(query, at), currency);
        });
    }

    private static Map<Resource, BigInteger> capacity(Has has, BigDecimal count) {
        Map<Resource, BigInteger> capacity = new EnumMap<>(Resource.class);
        has.vcpus().ifPresent(v -> capacity.put(Resource.CPU, Units.count(Resource.CPU, v.multiply(count))));
        has.memoryGib().ifPresent(m -> capacity.put(Resource.RAM, Units.count(Resource.RAM, m.multiply(count))));
        if (has.gpus().signum() > 0) {
            capacity.put(Resource.GPU, Units.count(Resource.GPU, has.gpus().multiply(count)));
        }
        return capacity;
    }

    private static Asset asset(
            Pool pool, Has has, Window window, Map<Resource, UnitRate> rates, String working, Confidence confidence) {
        Asset.Place place = new Asset.Place(
                pool.place().provider(),
                pool.place().region(),
                pool.place().instanceType(),
                pool.place().terms().map(Terms::word),
                has.device());
        return new Asset(
                pool.name(),
                pool.cluster(),
                place,
                window,
                capacity(has, BigDecimal.valueOf(pool.count())),
                rates,
                working,
                confidence,
                Optional.empty());
    }
}
