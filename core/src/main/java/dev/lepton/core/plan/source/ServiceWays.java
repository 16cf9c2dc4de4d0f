package dev.lepton.core.plan.source;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Variant;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.queueing.PoolTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways to serve: each operating point of the model that meets the service's limits, in each place that has its devices. */
public final class ServiceWays {
    /** Points that differ in nothing but the size of requests. */
    private record Setting(Variant variant, Hardware hardware, OptionalInt concurrency, OptionalInt cap) {
        static Setting of(OperatingPoint p) {
            return new Setting(p.variant(), p.hardware(), p.concurrency(), p.powerCapWatts());
        }
    }

    private final List<Site> sites;
    private final Collection<OperatingPoint> profiles;
    private final double stronger;

    /** @param stronger what loads may be times what is stated, 1 for no more */
    public ServiceWays(List<Site> sites, Collection<OperatingPoint> profiles, double stronger) {
        this.sites = List.copyOf(sites);
        this.profiles = List.copyOf(profiles);
        this.stronger = stronger;
    }

    /** The ways to serve {@code need}, the work of number {@code work}. What has nothing to offer says so in {@code silent}. */
    public List<Way> of(ServiceNeed need, int work, List<String> silent) {
        List<OperatingPoint> model =
                profiles.stream().filter(p -> need.names(p.variant().model())).toList();
        List<OperatingPoint> able =
                model.stream().filter(p -> meets(p, need) && accurate(p, need)).toList();
        if (able.isEmpty()) {
            silent.add(need.work().name() + ": "
                    + (model.isEmpty()
                            ? "no profile names the model '" + need.model() + "'"
                            : "none of " + model.size() + " measured points of " + need.model()
                                    + " meets its limits on latency and accuracy"));
            return List.of();
        }
        if (need.accuracy().isEmpty()
                && need.today().precision().isPresent()
                && model.stream().anyMatch(p -> !accurate(p, need))) {
            silent.add(need.work().name()
                    + ", model variant: no floor for accuracy is stated, so only the form that runs today is offered");
        }
        for (PointSource source : PointSources.ALL) {
            source.silence(able, need.today())
                    .ifPresent(why -> silent.add(
                            need.work().name() + ", " + source.lever().words() + ": " + why));
        }
        Map<Setting, List<OperatingPoint>> settings =
                able.stream().collect(Collectors.groupingBy(Setting::of, LinkedHashMap::new, Collectors.toList()));
        List<Way> ways = new ArrayList<>();
        settings.values().forEach(points -> ways.addAll(ways(need, work, points, model, silent)));
        return Dominated.without(ways);
    }

    private static boolean meets(OperatingPoint point, ServiceNeed need) {
        return need.batchWindow().isPresent()
                ? BatchWindow.meets(
                        point,
                        need.limits(),
                        planned(point, need),
                        need.batchWindow().getAsDouble())
                : point.meets(need.limits());
    }

    /** Requests a second at one replica when it is used as much as is planned. */
    private static OptionalDouble planned(OperatingPoint point, ServiceNeed need) {
        OptionalDouble rate = perSecond(point, need);
        return rate.isPresent()
                ? OptionalDouble.of(rate.getAsDouble() * need.work().utilisation())
                : rate;
    }

    /** Without a floor only the form that runs today is known to be good enough. */
    private static boolean accurate(OperatingPoint point, ServiceNeed need) {
        if (need.accuracy().isEmpty()) {
            return need.isOtherForm(point.variant().model())
                    || need.today().precision().isEmpty()
                    || need.today().precision().equals(point.variant().precision());
        }
        return need.accuracy().entrySet().stream()
                .allMatch(floor -> Optional.ofNullable(point.accuracy().get(floor.getKey()))
                        .map(score -> score.compareTo(floor.getValue()) >= 0)
                        .orElse(false));
    }

    private List<Way> ways(
            ServiceNeed need, int work, List<OperatingPoint> points, List<OperatingPoint> model, List<String> silent) {
        List<Double> rates = new ArrayList<>();
        OperatingPoint first = points.get(0);
        OptionalDouble watts = OptionalDouble.empty();
        for (Optional<RequestSize> size : need.sizes()) {
            Optional<OperatingPoint> point = points.stream()
                    .filter(p -> p.size().equals(size)
                            || (p.size().isEmpty() && need.sizes().size() == 1))
                    .filter(p -> perSecond(p, need).isPresent())
                    .findFirst();
            first = need.sizes().size() == 1 ? point.orElse(first) : first;
            rates.add(point.map(p -> perSecond(p, need).getAsDouble()).orElse(0.0));
            OptionalDouble drawn = point.map(OperatingPoint::watts).orElse(OptionalDouble.empty());
            watts = drawn.isPresent() ? OptionalDouble.of(Math.max(watts.orElse(0), drawn.getAsDouble())) : watts;
        }
        if (rates.stream().allMatch(r -> r <= 0)) {
            silent.add(unusable(need, points.get(0)));
            return List.of();
        }
        Optional<PoolTable> pool = Optional.empty();
        if (need.waiting().isPresent()) {
            ServicePools pools = new ServicePools(need, need.waiting().get(), model, p -> perSecond(p, need), stronger);
            switch (pools.of(first, rates)) {
                case ServicePools.Made.Table made -> pool = Optional.of(made.table());
                case ServicePools.Made.None none -> {
                    silent.add(need.work().name() + ", " + settings(first) + ": " + none.why());
                    return List.of();
                }
            }
        }
        Way.How serve = new Way.How.Serve(rates, need.spot(), pool);
        List<Way> ways = new ArrayList<>();
        for (int s = 0; s < sites.size(); s++) {
            way(need, work, points.get(0), s, serve, watts).ifPresent(ways::add);
        }
        return ways;
    }

    private static String unusable(ServiceNeed need, OperatingPoint point) {
        String words = need.work().name() + ": " + point.variant().model()
                + point.variant().precision().map(p -> " in " + p).orElse("") + " on "
                + point.hardware().device();
        return switch (point.throughput().work()) {
            case OUTPUT_TOKENS, REQUESTS, SAMPLES ->
                words + " was measured for other sizes of requests, or in another unit of work: state output_tokens";
            case STEPS, EPOCHS, RUNS -> words + " was measured in training";
        };
    }

    private static String settings(OperatingPoint point) {
        return PointSources.ALL.stream().map(s -> s.setting(point)).collect(Collectors.joining(", "));
    }

    private Optional<Way> way(
            ServiceNeed need, int work, OperatingPoint point, int site, Way.How serve, OptionalDouble watts) {
        Site at = sites.get(site);
        Optional<Integer> blocked = at.place().blocked(point.hardware().count());
        if (!at.has(point.hardware().device()) || !at.in(need.regions()) || !near(need, at) || blocked.isEmpty()) {
            return Optional.empty();
        }
        Map<Lever, String> settings = new EnumMap<>(Lever.class);
        Set<Lever> changes = EnumSet.noneOf(Lever.class);
        for (PointSource source : PointSources.ALL) {
            settings.put(source.lever(), source.setting(point));
            if (source.changes(point, need.today())) {
                changes.add(source.lever());
            }
        }
        if (need.isOtherForm(point.variant().model())) {
            settings.put(Lever.VARIANT, point.variant().model());
            changes.add(Lever.VARIANT);
        }
        OptionalDouble planned = planned(point, need);
        if (need.batchWindow().isPresent() && planned.isPresent()) {
            settings.merge(Lever.BATCH, BatchWindow.setting(point, planned.getAsDouble()), String::concat);
        }
        settings.put(Lever.REGION, at.place().region());
        if (need.today().region().map(r -> !r.equals(at.place().region())).orElse(false)) {
            changes.add(Lever.REGION);
        }
        Confidence sure = point.provenance().confidence();
        return Optional.of(new Way(
                work,
                settings,
                changes,
                OptionalInt.of(site),
                blocked.get(),
                watts,
                point.accuracy().isEmpty()
                        ? Optional.empty()
                        : Optional.of(point.accuracy().toString()),
                sure,
                serve));
    }

    private static boolean near(ServiceNeed need, Site site) {
        return need.networkMillis().isEmpty()
                || site.networkMillis().orElse(Double.POSITIVE_INFINITY)
                        <= need.networkMillis().getAsDouble();
    }

    private static OptionalDouble perSecond(OperatingPoint point, ServiceNeed need) {
        double rate = point.throughput().perSecond();
        return switch (point.throughput().work()) {
            case OUTPUT_TOKENS -> {
                OptionalDouble each = tokens(point, need);
                yield each.isPresent() ? OptionalDouble.of(rate / each.getAsDouble()) : each;
            }
            case REQUESTS, SAMPLES -> {
                OptionalDouble each = need.tokens() ? need.tokensPerRequest() : OptionalDouble.of(1);
                yield each.isPresent() ? OptionalDouble.of(rate * each.getAsDouble()) : each;
            }
            case STEPS, EPOCHS, RUNS -> OptionalDouble.empty();
        };
    }

    /** Output tokens of one unit of the load: 1 if it is stated in them; empty when nobody said. */
    private static OptionalDouble tokens(OperatingPoint point, ServiceNeed need) {
        if (need.tokens()) {
            return OptionalDouble.of(1);
        }
        int measured = point.size().map(RequestSize::outputTokens).orElse(0);
        return need.tokensPerRequest().isPresent() || measured == 0
                ? need.tokensPerRequest()
                : OptionalDouble.of(measured);
    }
}
