package dev.lepton.core.plan.source;

import dev.lepton.core.energy.GridFactors;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be planned, as it was asked: needs, what may be had, and limits. Ways to meet the needs are not in it; they come from {@link #assemble}.
 *
 * @param slotOfHour number of the slot that each hour of the day (24) or of the week (168, Monday first) is in, UTC; none where slots are no hours of a clock
 * @param sites stated by whoever asks
 * @param catalog what of the price catalog may be had besides
 * @param regions what is known of regions, by name
 */
public record PlanRequest(
        Currency currency,
        List<Slot> slots,
        List<Integer> slotOfHour,
        List<Site> sites,
        Optional<CatalogSites.Query> catalog,
        Map<String, RegionFacts> regions,
        List<ServiceNeed> services,
        List<RunNeed> runs,
        List<KeepNeed> kept,
        List<StoredNeed> stored,
        List<LabelNeed> labels,
        List<CapitalNeed> capital,
        Limits limits) {
    public PlanRequest {
        slots = List.copyOf(slots);
        slotOfHour = List.copyOf(slotOfHour);
        sites = List.copyOf(sites);
        regions = Collections.unmodifiableMap(new TreeMap<>(regions));
        services = List.copyOf(services);
        runs = List.copyOf(runs);
        kept = List.copyOf(kept);
        stored = List.copyOf(stored);
        labels = List.copyOf(labels);
        capital = List.copyOf(capital);
    }

    /**
     * A problem, and what has nothing to offer to it.
     *
     * @param silent sentences: which work, which strategy, and what it would need to know
     */
    public record Assembled(JointProblem problem, List<String> silent) {
        public Assembled {
            silent = List.copyOf(silent);
        }
    }

    /** The same with every limit on latency times {@code factor}; empty when no service states one. */
    public Optional<PlanRequest> withLatencies(double factor) {
        return services.stream().allMatch(s -> s.limits().isEmpty())
                ? Optional.empty()
                : Optional.of(
                        with(services.stream().map(s -> s.withLimits(factor)).toList(), limits));
    }

    /** The same under other limits. */
    public PlanRequest with(Limits others) {
        return with(services, others);
    }

    /**
     * The same where regions of which nobody says what their grid emits have what {@code factors} say of a grid of that name.
     *
     * @param more sites besides those stated
     */
    public PlanRequest onGrids(List<Site> more, GridFactors factors) {
        Map<String, RegionFacts> known = new HashMap<>(regions);
        for (Site site :
                java.util.stream.Stream.concat(sites.stream(), more.stream()).toList()) {
            String region = site.place().region();
            RegionFacts facts = facts(region);
            if (facts.gramsPerKwh().isEmpty()) {
                factors.of(facts.grid().orElse(region))
                        .ifPresent(f -> known.put(
                                region,
                                facts.emitting(
                                        f.grams(BigDecimal.ONE).doubleValue(),
                                        f.provenance().source() + " (" + f.provider() + " " + f.region() + ", "
                                                + f.provenance().confidence().word() + ")")));
            }
        }
        return new PlanRequest(
                currency,
                slots,
                slotOfHour,
                sites,
                catalog,
                known,
                services,
                runs,
                kept,
                stored,
                labels,
                capital,
                limits);
    }

    /** The same on {@code day}: commitments that have ended by then are held no more. */
    public PlanRequest on(LocalDate day) {
        return new PlanRequest(
                currency,
                slots,
                slotOfHour,
                sites.stream().map(s -> s.on(day)).toList(),
                catalog,
                regions,
                services,
                runs,
                kept,
                stored,
                labels,
                capital,
                limits);
    }

    /** What is known of a region. */
    public RegionFacts facts(String region) {
        return regions.getOrDefault(region, RegionFacts.NONE);
    }

    /** Why nobody knows what electricity of {@code region} emits, and what to state. */
    public String unknownGrid(String region) {
        return "no table has a grid called '" + facts(region).grid().orElse(region)
                + "'; state grams_per_kwh, or the name of a provider's region as grid, under regions";
    }

    private PlanRequest with(List<ServiceNeed> needs, Limits others) {
        return new PlanRequest(
                currency,
                slots,
                slotOfHour,
                sites,
                catalog,
                regions,
                needs,
                runs,
                kept,
                stored,
                labels,
                capital,
                others);
    }

    /** Regions that today's works run in. */
    public Set<String> regionsToday() {
        Set<String> today = new HashSet<>();
        services.forEach(s -> s.today().region().ifPresent(today::add));
        runs.forEach(r -> r.today().region().ifPresent(today::add));
        kept.forEach(k -> k.today().region().ifPresent(today::add));
        return today;
    }

    /**
     * The problem of choosing among all ways that strategies offer.
     *
     * @param more sites besides those stated, as of a catalog
     * @param profiles measured operating points
     */
    public Assembled assemble(List<Site> more, Collection<OperatingPoint> profiles) {
        List<Site> all = new ArrayList<>(sites);
        all.addAll(more);
        List<Site> known =
                all.stream().map(s -> facts(s.place().region()).in(s)).toList();
        List<Work> works = new ArrayList<>();
        List<Way> ways = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        ServiceWays serving = new ServiceWays(known, profiles, limits.inflated() > 0 ? 1 + limits.inflation() : 1);
        for (ServiceNeed need : services) {
            ways.addAll(serving.of(need, works.size(), silent));
            works.add(need.work());
        }
        RunWays running = new RunWays(known, profiles);
        for (RunNeed need : runs) {
            ways.addAll(running.of(need, works.size(), silent));
            works.add(need.work());
        }
        KeepWays keeping = new KeepWays(known, slots, currency);
        for (KeepNeed need : kept) {
            ways.addAll(keeping.of(need, works.size(), silent));
            works.add(need.work());
        }
        withoutMachines(works, ways, silent);
        regions.forEach((region, facts) -> {
            if (facts.grid().isPresent() && facts.gramsPerKwh().isEmpty()) {
                silent.add(region + ": " + unknownGrid(region));
            }
        });
        JointProblem problem = new JointProblem(
                currency, slots, known.stream().map(Site::place).toList(), works, limited(ways, known, silent), limits);
        return new Assembled(problem, silent);
    }

    /** Works that need no machine: data, labels, capital. */
    private void withoutMachines(List<Work> works, List<Way> ways, List<String> silent) {
        for (StoredNeed need : stored) {
            ways.addAll(new StoredWays(slots, currency).of(need, works.size(), silent));
            works.add(need.work());
        }
        for (LabelNeed need : labels) {
            ways.addAll(new LabelWays(slots).of(need, works.size(), silent));
            works.add(need.work());
        }
        for (CapitalNeed need : capital) {
            ways.addAll(new CapitalWays(slots).of(need, works.size()));
            works.add(need.work());
        }
    }

    /** Under a limit on carbon or power only ways count whose carbon or power is known. */
    private List<Way> limited(List<Way> ways, List<Site> sites, List<String> silent) {
        List<Way> kept = new ArrayList<>();
        Set<String> dropped = new HashSet<>();
        for (Way way : ways) {
            boolean carbon = limits.kilograms().isPresent()
                    && way.place().isPresent()
                    && (way.watts().isEmpty()
                            || sites.get(way.place().getAsInt())
                                    .place()
                                    .gramsPerKwh()
                                    .isEmpty());
            boolean power = way.place().isPresent()
                    && way.watts().isEmpty()
                    && sites.get(way.place().getAsInt())
                            .place()
                            .site()
                            .map(limits.kilowatts()::containsKey)
                            .orElse(false);
            if (carbon || power) {
                dropped.add(sites.get(way.place().orElseThrow()).place().name()
                        + (carbon
                                ? ": its carbon is not known, and there is a limit on carbon: "
                                        + (way.watts().isEmpty()
                                                ? "what runs there draws power nobody measured"
                                                : unknownGrid(
                                                        sites.get(way.place().getAsInt())
                                                                .place()
                                                                .region()))
                                : ": what runs there draws power nobody measured, and there is a limit on power"));
            } else {
                kept.add(way);
            }
        }
        silent.addAll(dropped.stream().sorted().toList());
        return kept;
    }
}
