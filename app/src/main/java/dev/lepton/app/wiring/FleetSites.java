package dev.lepton.app.wiring;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.source.Site;
import dev.lepton.core.workload.Pool;
import dev.lepton.ledger.query.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The machines of a workspace's fleet that have accelerators, as places of a plan: alike ones are one place, with what is held of it today. */
final class FleetSites {
    /** Alike machines. */
    private record Kind(
            String device, int devices, Optional<String> machine, Optional<String> region, Terms terms, Price hourly) {}

    private final List<Site> sites = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private Confidence confidence = Confidence.BILLED;

    private FleetSites() {}

    /** Of the machines that are there just before {@code end}. */
    static FleetSites of(Session session, Instant end) {
        FleetSites fleet = new FleetSites();
        Map<Kind, Integer> held = new LinkedHashMap<>();
        Map<Kind, String> names = new LinkedHashMap<>();
        for (Pool pool : session.fleet()) {
            boolean there = pool.from().map(f -> f.isBefore(end)).orElse(true)
                    && pool.to().map(t -> !t.isBefore(end)).orElse(true);
            if (there) {
                fleet.kind(session, pool, end).ifPresent(kind -> {
                    held.merge(kind, pool.count(), Integer::sum);
                    names.putIfAbsent(kind, pool.name());
                });
            }
        }
        held.forEach(
                (kind, count) -> fleet.sites.add(site(kind, names.getOrDefault(kind, ""), count, fleet.sites.size())));
        return fleet;
    }

    List<Site> sites() {
        return sites;
    }

    /** What of the fleet could not be planned with, and why. */
    List<String> unknown() {
        return unknown;
    }

    /** The weakest that a machine's price is known with. */
    Confidence confidence() {
        return confidence;
    }

    private Optional<Kind> kind(Session session, Pool pool, Instant end) {
        Optional<Asset> asset = session.assets().stream()
                .filter(a -> a.name().equals(pool.name()))
                .filter(a -> a.window().from().isBefore(end) && !a.window().to().isBefore(end))
                .findFirst();
        BigInteger units = asset.map(a -> a.capacity().getOrDefault(Resource.GPU, BigInteger.ZERO))
                .orElse(BigInteger.ZERO);
        int gpus = new BigDecimal(units)
                .divide(
                        BigDecimal.valueOf(Units.perWhole(Resource.GPU)).multiply(BigDecimal.valueOf(pool.count())),
                        0,
                        RoundingMode.FLOOR)
                .intValueExact();
        Optional<String> device = asset.flatMap(a -> a.place().device());
        if (gpus < 1 || device.isEmpty()) {
            unknown.add("fleet, " + pool.name()
                    + ": it has no accelerator that is known; machines without are planned from a document (offers)");
            return Optional.empty();
        }
        if (asset.orElseThrow().rates().isEmpty()) {
            unknown.add("fleet, " + pool.name()
                    + ": no price is known; state cost_per_hour in the fleet, or lepton import prices");
            return Optional.empty();
        }
        confidence = confidence.and(asset.orElseThrow().confidence());
        BigDecimal hourly = asset.orElseThrow().rates().values().stream()
                .map(UnitRate::hourly)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Price each = Price.of(hourly, session.settings().currency()).spreadOver(BigDecimal.valueOf(pool.count()));
        return Optional.of(new Kind(
                device.get(),
                gpus,
                pool.place().instanceType(),
                pool.place().region(),
                pool.place().terms().orElse(new Terms.OnDemand()),
                Price.of(each.perUnit(), each.currency())));
    }

    private static Site site(Kind kind, String pool, int count, int number) {
        boolean owned = kind.terms() instanceof Terms.Owned;
        boolean steady = owned || kind.terms() instanceof Terms.Commitment;
        Supply supply = new Supply(
                kind.terms(),
                kind.hourly(),
                1,
                count,
                steady ? OptionalInt.of(count) : OptionalInt.empty(),
                Set.<Lever>of());
        Place place = new Place(
                "fleet " + kind.machine().orElse(pool) + " " + kind.region().orElse("of unknown region")
                        + (number == 0 ? "" : " (" + (number + 1) + ")"),
                kind.machine().orElse(pool),
                Optional.of(kind.device()),
                kind.devices(),
                kind.region().orElse("of unknown region"),
                Optional.empty(),
                1,
                OptionalDouble.empty(),
                Optional.empty(),
                owned ? OptionalInt.of(count) : OptionalInt.empty(),
                List.of(supply));
        return new Site(place, OptionalDouble.empty(), List.of());
    }
}
