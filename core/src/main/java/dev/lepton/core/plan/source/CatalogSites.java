package dev.lepton.core.plan.source;

import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.OfferingQuery;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The places of a price catalog. Of all machines with the same devices, those that are cheapest on some terms in the regions wanted, and those of
 * today's regions: a dearer one could only matter where stock, carbon or failures limit the cheap ones, so the number kept is an argument.
 */
public final class CatalogSites {
    /**
     * What of the catalog counts.
     *
     * @param devices as people name them, for instance {@code H100}
     * @param providers all when empty
     * @param regions names, or the start of names followed by {@code *}; all when empty
     * @param terms on which machines may be had
     * @param spotOverhead hours paid for each hour of use on spot; at least 1
     * @param kept places kept for each device, number of devices and terms
     */
    public record Query(
            List<String> devices,
            List<String> providers,
            List<String> regions,
            List<Terms> terms,
            double spotOverhead,
            int kept) {
        public Query {
            devices = List.copyOf(devices);
            providers = List.copyOf(providers);
            regions = List.copyOf(regions);
            terms = List.copyOf(terms);
        }
    }

    /** The sites, and how many places were left out as dearer. */
    public record Found(List<Site> sites, int dearer) {
        public Found {
            sites = List.copyOf(sites);
        }
    }

    private record Spot(String provider, String machine, String region) {}

    private CatalogSites() {}

    /** The sites that {@code query} asks for, at the prices that hold at {@code at}; sites in {@code today}'s regions are kept whatever they cost. */
    public static Found of(Catalog catalog, Devices devices, Query query, Set<String> today, Instant at) {
        Map<Spot, List<Offering>> places = new LinkedHashMap<>();
        for (String name : query.devices()) {
            Set<String> wanted =
                    devices.matching(name).stream().map(Device::name).collect(Collectors.toSet());
            if (wanted.isEmpty()) {
                throw new IllegalArgumentException("No accelerator named '" + name + "' is known.");
            }
            for (Offering o : catalog.find(query(wanted), at)) {
                if (wanted(o, query)) {
                    Shape shape = o.shape();
                    places.computeIfAbsent(
                                    new Spot(shape.provider(), shape.instanceType(), o.region()),
                                    p -> new ArrayList<>())
                            .add(o);
                }
            }
        }
        Set<Spot> kept = kept(places, query, today);
        List<Site> sites = new ArrayList<>();
        places.forEach((spot, offers) -> {
            if (kept.contains(spot)) {
                sites.add(site(spot, offers, query, devices));
            }
        });
        sites.sort(Comparator.comparing(s -> s.place().name()));
        return new Found(sites, places.size() - sites.size());
    }

    private static OfferingQuery query(Set<String> wanted) {
        return new OfferingQuery(
                wanted,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static boolean wanted(Offering o, Query query) {
        BigDecimal count = o.shape().deviceCount().orElse(BigDecimal.ZERO);
        boolean whole = count.signum() > 0 && count.stripTrailingZeros().scale() <= 0;
        return whole
                && query.terms().contains(o.terms())
                && o.hourly().currency().getCurrencyCode().equals("USD")
                && (query.providers().isEmpty()
                        || query.providers().contains(o.shape().provider()))
                && (query.regions().isEmpty()
                        || query.regions().stream()
                                .anyMatch(r -> r.endsWith("*")
                                        ? o.region().startsWith(r.substring(0, r.length() - 1))
                                        : o.region().equals(r)));
    }

    private static Set<Spot> kept(Map<Spot, List<Offering>> places, Query query, Set<String> today) {
        Map<List<Object>, List<Map.Entry<Spot, Offering>>> rivals = new LinkedHashMap<>();
        places.forEach((spot, offers) -> offers.forEach(o -> rivals.computeIfAbsent(
                        List.of(
                                o.shape().device().orElseThrow(),
                                o.shape().deviceCount().orElseThrow().intValue(),
                                o.terms()),
                        k -> new ArrayList<>())
                .add(Map.entry(spot, o))));
        Set<Spot> kept = new HashSet<>();
        rivals.values()
                .forEach(of -> of.stream()
                        .sorted(Comparator.comparing(
                                        (Map.Entry<Spot, Offering> e) ->
                                                e.getValue().hourly(),
                                        (a, b) -> a.compareRate(b))
                                .thenComparing(e -> e.getKey().toString()))
                        .limit(query.kept())
                        .forEach(e -> kept.add(e.getKey())));
        rivals.values()
                .forEach(of -> of.stream()
                        .filter(e -> today.contains(e.getKey().region()))
                        .min(Comparator.comparing(
                                        (Map.Entry<Spot, Offering> e) ->
                                                e.getValue().hourly(),
                                        (a, b) -> a.compareRate(b))
                                .thenComparing(e -> e.getKey().toString()))
                        .ifPresent(e -> kept.add(e.getKey())));
        return kept;
    }

    private static Site site(Spot spot, List<Offering> offers, Query query, Devices devices) {
        Shape shape = offers.get(0).shape();
        Map<String, Supply> supplies = new TreeMap<>();
        for (Offering o : offers) {
            boolean risky = o.terms() instanceof Terms.Spot;
            Set<Lever> changes = risky
                    ? EnumSet.of(Lever.SPOT)
                    : o.terms() instanceof Terms.OnDemand ? EnumSet.noneOf(Lever.class) : EnumSet.of(Lever.PURCHASE);
            supplies.put(
                    o.terms().word(),
                    new Supply(
                            o.terms(), o.hourly(), risky ? query.spotOverhead() : 1, 0, OptionalInt.empty(), changes));
        }
        String device = shape.device().orElseThrow();
        List<String> aliases = devices.all().stream()
                .filter(d -> d.name().equals(device))
                .filter(d -> devices.named(d.family()).equals(Optional.of(d)))
                .map(Device::family)
                .toList();
        Place place = new Place(
                spot.provider() + " " + spot.machine() + " " + spot.region(),
                spot.machine(),
                Optional.of(device),
                shape.deviceCount().orElseThrow().intValue(),
                spot.region(),
                spot.provider() + " " + device + " " + spot.region(),
                Optional.empty(),
                1,
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                List.copyOf(supplies.values()));
        return new Site(place, OptionalDouble.empty(), aliases);
    }
}
