package dev.lepton.core.catalog;

import dev.lepton.core.evidence.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Dated prices of machines and components, in layers: a row of a layer above hides the rows below that are for the same
 * machine, place and terms, as long as it holds. Within a layer the newest row that holds wins, and of two from the same
 * moment the one read last.
 *
 * <p>The bundled lists are the lowest layer; each import of the user's lies above those before it. Immutable.
 */
public final class Catalog {
    private record Place(String region, Terms terms) {}

    /** Rows by provider, then by instance type. */
    private record Layer(
            Map<String, Map<String, List<Offering>>> byProvider, List<ComponentPrice> components, long size) {
        List<Offering> rows(String provider, String instanceType) {
            return byProvider.getOrDefault(provider, Map.of()).getOrDefault(instanceType, List.of());
        }
    }

    private final List<Layer> layers;

    private Catalog(List<Layer> layers) {
        this.layers = layers;
    }

    /** A catalog of one layer. */
    public static Catalog of(Collection<Offering> offerings, Collection<ComponentPrice> components) {
        return new Catalog(List.of(layer(offerings, components)));
    }

    /** This catalog with a layer above it. */
    public Catalog overriddenBy(Collection<Offering> offerings, Collection<ComponentPrice> components) {
        List<Layer> above = new ArrayList<>();
        above.add(layer(offerings, components));
        above.addAll(layers);
        return new Catalog(List.copyOf(above));
    }

    private static Layer layer(Collection<Offering> offerings, Collection<ComponentPrice> components) {
        Map<String, Map<String, List<Offering>>> byProvider = new LinkedHashMap<>();
        for (Offering offering : offerings) {
            Shape shape = offering.shape();
            byProvider
                    .computeIfAbsent(shape.provider(), p -> new LinkedHashMap<>())
                    .computeIfAbsent(shape.instanceType(), t -> new ArrayList<>())
                    .add(offering);
        }
        return new Layer(byProvider, List.copyOf(components), offerings.size());
    }

    /** Rows in all layers, hidden ones included. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }

    /**
     * The price of a machine in a place on terms as of a moment: the row that held then.
     *
     * @return the row, or why there is none
     */
    public Quote price(String provider, String region, String instanceType, Terms terms, Instant at) {
        boolean seen = false;
        for (Layer layer : layers) {
            Offering best = null;
            for (Offering row : layer.rows(provider, instanceType)) {
                if (row.terms().equals(terms) && row.holdsIn(region)) {
                    seen = true;
                    best = row.holdsAt(at) ? newer(best, row, region) : best;
                }
            }
            if (best != null) {
                return new Quote.Known(best);
            }
        }
        String what = provider + " " + instanceType + " in " + region + " on " + terms.word() + " terms";
        return new Quote.Unknown(
                Reason.NO_PRICE,
                seen
                        ? "The prices of " + what + " that are known do not hold at " + at + "."
                        : "No price of " + what + " is known.");
    }

    /** A row for the place itself beats one for every region; then the newest; then the one read last. */
    private static Offering newer(@org.jspecify.annotations.Nullable Offering best, Offering row, String region) {
        if (best == null) {
            return row;
        }
        boolean exact = row.region().equals(region);
        if (exact != best.region().equals(region)) {
            return exact ? row : best;
        }
        return row.validFrom().isBefore(best.validFrom()) ? best : row;
    }

    /** The moments at which the price of a machine in a place on terms may change, earliest first. */
    public List<Instant> changes(String provider, String region, String instanceType, Terms terms) {
        TreeSet<Instant> moments = new TreeSet<>();
        for (Layer layer : layers) {
            for (Offering o : layer.rows(provider, instanceType)) {
                if (o.holdsIn(region) && o.terms().equals(terms)) {
                    moments.add(o.validFrom());
                    o.validTo().ifPresent(moments::add);
                }
            }
        }
        return List.copyOf(moments);
    }

    /** The machine as the highest layer that knows it describes it. */
    public Optional<Shape> shape(String provider, String instanceType) {
        return layers.stream()
                .map(layer -> layer.rows(provider, instanceType))
                .filter(rows -> !rows.isEmpty())
                .map(rows -> rows.get(rows.size() - 1).shape())
                .findFirst();
    }

    /** Every machine, those of higher layers first. */
    public List<Shape> machines() {
        Map<String, Map<String, Shape>> shapes = new LinkedHashMap<>();
        for (Layer layer : layers) {
            layer.byProvider().forEach((provider, machines) -> {
                Map<String, Shape> known = shapes.computeIfAbsent(provider, p -> new LinkedHashMap<>());
                machines.forEach((type, rows) ->
                        known.putIfAbsent(type, rows.get(rows.size() - 1).shape()));
            });
        }
        return shapes.values().stream().flatMap(m -> m.values().stream()).toList();
    }

    /** Every row that holds at {@code at}, is hidden by none, and is what {@code query} asks for; in no stated order. */
    public List<Offering> find(OfferingQuery query, Instant at) {
        List<Offering> found = new ArrayList<>();
        for (Shape shape : machines()) {
            if (query.wants(shape)) {
                current(shape, at).stream().filter(query::wants).forEach(found::add);
            }
        }
        return found;
    }

    /** The rows of one machine that hold at {@code at} and are hidden by none. */
    public List<Offering> current(Shape shape, Instant at) {
        Map<Place, Offering> current = new LinkedHashMap<>();
        for (Layer layer : layers) {
            Map<Place, Offering> here = new HashMap<>();
            for (Offering row : layer.rows(shape.provider(), shape.instanceType())) {
                if (row.holdsAt(at)) {
                    here.merge(
                            new Place(row.region(), row.terms()),
                            row,
                            (best, next) -> newer(best, next, next.region()));
                }
            }
            here.forEach(current::putIfAbsent);
        }
        return List.copyOf(current.values());
    }

    /**
     * The price of a component by itself as of a moment, of the highest layer that has one: for the exact name, provider
     * and region before a list that leaves them open, then the newest.
     */
    public Optional<ComponentPrice> component(
            Component component, String name, String provider, String region, Terms terms, Instant at) {
        for (Layer layer : layers) {
            Optional<ComponentPrice> best = layer.components().stream()
                    .filter(c -> c.component() == component && c.terms().equals(terms) && c.holdsAt(at))
                    .filter(c -> c.name().map(name::equals).orElse(true))
                    .filter(c -> c.provider().map(provider::equals).orElse(true))
                    .filter(c -> c.region().equals(region) || c.region().equals(Offering.ANY_REGION))
                    .max(Comparator.comparing((ComponentPrice c) -> c.name().isPresent())
                            .thenComparing(c -> c.provider().isPresent())
                            .thenComparing(c -> c.region().equals(region))
                            .thenComparing(ComponentPrice::validFrom));
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    /** Every region that {@code provider} has a price in, sorted. */
    public Set<String> regions(String provider) {
        Set<String> regions = new TreeSet<>();
        for (Layer layer : layers) {
            layer.byProvider()
                    .getOrDefault(provider, Map.of())
                    .values()
                    .forEach(rows -> rows.forEach(row -> regions.add(row.region())));
        }
        return regions;
    }
}
