package dev.lepton.core.plan.source;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Way;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The ways to do a run: on what it was measured or stated to take how long, in each place that has its devices. */
public final class RunWays {
    private final List<Site> sites;
    private final Collection<OperatingPoint> profiles;

    public RunWays(List<Site> sites, Collection<OperatingPoint> profiles) {
        this.sites = List.copyOf(sites);
        this.profiles = List.copyOf(profiles);
    }

    /** The ways to do {@code need}, the work of number {@code work}. What has nothing to offer says so in {@code silent}. */
    public List<Way> of(RunNeed need, int work, List<String> silent) {
        List<RunNeed.Stated> all = new ArrayList<>(need.stated());
        need.measured().ifPresent(m -> all.addAll(measured(m)));
        if (all.isEmpty()) {
            silent.add(need.work().name() + ": no profile has its model in its unit of work, and no hours are stated");
        }
        Optional<Double> early = TrialsSource.share(need);
        if (early.isEmpty() && need.trials() > 1) {
            silent.add(need.work().name() + ", " + Lever.TRIALS.words()
                    + ": whether trials may be ended early is not stated");
        }
        List<Way> ways = new ArrayList<>();
        for (RunNeed.Stated s : all) {
            for (int site = 0; site < sites.size(); site++) {
                way(need, work, s, site, need.trials(), Set.of()).ifPresent(ways::add);
                if (early.isPresent()) {
                    way(need, work, s, site, need.trials() * early.get(), Set.of(Lever.TRIALS))
                            .ifPresent(ways::add);
                }
            }
        }
        return ways;
    }

    private List<RunNeed.Stated> measured(RunNeed.Measured m) {
        return profiles.stream()
                .filter(p -> p.variant().model().equalsIgnoreCase(m.model()))
                .filter(p -> p.throughput().work() == m.unit() && p.throughput().perSecond() > 0)
                .map(p -> new RunNeed.Stated(
                        p.hardware().device(),
                        p.hardware().count(),
                        p.variant().precision(),
                        p.powerCapWatts(),
                        m.quantity() / p.throughput().perSecond() / 3600,
                        p.watts(),
                        p.accuracy().isEmpty()
                                ? Optional.empty()
                                : Optional.of(p.accuracy().toString()),
                        p.provenance().confidence()))
                .toList();
    }

    private Optional<Way> way(RunNeed need, int work, RunNeed.Stated s, int site, double times, Set<Lever> besides) {
        Site at = sites.get(site);
        Optional<Integer> blocked = at.place().blocked(s.devices());
        if (!at.has(s.device()) || !at.in(need.regions()) || blocked.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Way(
                work,
                settings(need, s, at, besides),
                changes(need.today(), s, at, besides),
                OptionalInt.of(site),
                blocked.get(),
                s.watts(),
                s.accuracy(),
                besides.isEmpty() ? s.confidence() : s.confidence().and(Confidence.ESTIMATE),
                new Way.How.Finish(s.hours() * times, need.spot())));
    }

    private static Map<Lever, String> settings(RunNeed need, RunNeed.Stated s, Site at, Set<Lever> besides) {
        Map<Lever, String> settings = new EnumMap<>(Lever.class);
        settings.put(Lever.VARIANT, s.precision().orElse("precision not stated"));
        settings.put(Lever.DEVICE, s.device());
        settings.put(Lever.PARALLELISM, s.devices() + (s.devices() == 1 ? " device" : " devices"));
        settings.put(Lever.REGION, at.place().region());
        settings.put(
                Lever.POWER_CAP,
                s.powerCapWatts().isPresent() ? s.powerCapWatts().getAsInt() + " W" : "not capped");
        if (need.trials() > 1) {
            settings.put(Lever.TRIALS, besides.contains(Lever.TRIALS) ? "most ended early" : "all to their ends");
        }
        return settings;
    }

    private static Set<Lever> changes(Today today, RunNeed.Stated s, Site at, Set<Lever> besides) {
        Set<Lever> changes = EnumSet.noneOf(Lever.class);
        changes.addAll(besides);
        boolean other = today.device().map(d -> !d.equalsIgnoreCase(s.device())).orElse(false);
        if (other) {
            changes.add(Lever.DEVICE);
        }
        if (!other && today.devices().isPresent() && today.devices().getAsInt() != s.devices()) {
            changes.add(Lever.PARALLELISM);
        }
        if (today.precision().isPresent() && !today.precision().equals(s.precision())) {
            changes.add(Lever.VARIANT);
        }
        if (!today.powerCapWatts().equals(s.powerCapWatts())) {
            changes.add(Lever.POWER_CAP);
        }
        if (today.region().map(r -> !r.equals(at.place().region())).orElse(false)) {
            changes.add(Lever.REGION);
        }
        return changes;
    }
}
