package dev.lepton.formats.documents;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Effort;
import dev.lepton.core.plan.joint.Levels;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.source.CatalogSites;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.core.plan.source.RegionFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code lepton plan} reads: workloads, what may be had for them, and limits. docs/formats.md lists every key.
 *
 * @param effort the work to get from today to a plan, assumed where the document says nothing of it
 * @param profiles files of measured operating points that it names, relative to itself
 * @param notes what was taken how, for the reader of the plan
 */
public record PlanDocument(PlanRequest request, Effort effort, List<String> profiles, List<String> notes) {
    public PlanDocument {
        profiles = List.copyOf(profiles);
        notes = List.copyOf(notes);
    }

    /** Reads {@code path}. */
    public static PlanDocument read(Path path) {
        return of(YamlSource.read(path), path);
    }

    /** Reads {@code text}, called {@code file} in messages. */
    public static PlanDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text), Path.of(file));
    }

    private static PlanDocument of(Mapping top, Path file) {
        top.allow(
                "currency",
                "slots",
                "levels",
                "profiles",
                "offers",
                "catalog",
                "regions",
                "services",
                "runs",
                "kept",
                "stored",
                "labelling",
                "capital",
                "limits",
                "effort");
        Currency currency = top.currency();
        List<String> notes = new ArrayList<>();
        Path folder = file.toAbsolutePath().getParent();
        PlanLoads loads = new PlanLoads(top, folder == null ? file.toAbsolutePath() : folder, notes);
        PlanNeeds needs = new PlanNeeds(loads.slots(), loads, currency);
        PlanRequest request = new PlanRequest(
                currency,
                loads.slots(),
                loads.levels().map(Levels::slotOfHour).orElse(List.of()),
                new PlanOffers(currency).sites(top),
                top.optional("catalog").map(PlanDocument::catalog),
                regions(top),
                top.each("services", needs::service),
                top.each("runs", needs::run),
                top.each("kept", needs::kept),
                top.each("stored", needs::stored),
                top.each("labelling", new PlanLabels(currency)::labels),
                top.each("capital", needs::capital),
                top.optional("limits").map(l -> limits(l, currency)).orElse(Limits.none()));
        unique(top, request);
        sites(top, request);
        return new PlanDocument(
                request, PlanEffort.of(top.optional("effort"), currency), texts(top, "profiles"), notes);
    }

    /** Limits on power and links are of sites that some machine is at. */
    private static void sites(Mapping top, PlanRequest request) {
        Set<String> known = new TreeSet<>();
        request.sites().forEach(s -> s.place().site().ifPresent(known::add));
        unknown(top, known, "power_kw", request.limits().kilowatts().keySet());
        unknown(top, known, "link_mbps", request.limits().megabits().keySet());
        top.each("services", s -> {
            if (s.has("origin") && !s.has("kib_per_request")) {
                throw s.wrong("origin", "what a request sends is not stated.", "Maybe 'kib_per_request: 200'.");
            }
            if (s.has("origin") && !known.contains(s.text("origin"))) {
                throw s.wrong("origin", "no offer is at the site '" + s.text("origin") + "'.", "");
            }
            return s;
        });
    }

    private static void unknown(Mapping top, Set<String> known, String key, Set<String> named) {
        for (String site : named) {
            if (!known.contains(site)) {
                throw top.section("limits")
                        .section(key)
                        .wrong(
                                site,
                                "no offer is at the site '" + site + "'.",
                                known.isEmpty()
                                        ? "Maybe state 'site' for an offer."
                                        : "Maybe one of: " + String.join(", ", known) + ".");
            }
        }
    }

    private static void unique(Mapping top, PlanRequest request) {
        List<String> names = new ArrayList<>();
        request.services().forEach(s -> names.add(s.work().name()));
        request.runs().forEach(s -> names.add(s.work().name()));
        request.kept().forEach(s -> names.add(s.work().name()));
        request.stored().forEach(s -> names.add(s.work().name()));
        request.labels().forEach(s -> names.add(s.work().name()));
        request.capital().forEach(s -> names.add(s.work().name()));
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw top.wrong("", "there are two workloads called '" + name + "'.", "Maybe rename one.");
            }
        }
        if (names.isEmpty()) {
            throw top.wrong("", "there are no workloads.", "Maybe start from the sample that --example prints.");
        }
        if (request.sites().isEmpty()
                && request.catalog().isEmpty()
                && request.stored().size()
                                + request.labels().size()
                                + request.capital().size()
                        < names.size()) {
            throw top.wrong(
                    "",
                    "neither offers nor a catalog are stated, so there is nothing to run on.",
                    "Maybe 'catalog: {devices: [H100], providers: [aws], regions: [us-east-1]}'.");
        }
    }

    private static CatalogSites.Query catalog(Mapping c) {
        c.allow("devices", "providers", "regions", "terms", "spot_overhead_percent", "kept");
        List<Terms> terms = texts(c, "terms").stream()
                .map(t -> c.build(() -> Terms.parse(t)))
                .toList();
        return new CatalogSites.Query(
                texts(c, "devices"),
                texts(c, "providers"),
                texts(c, "regions"),
                terms.isEmpty() ? List.of(new Terms.OnDemand()) : terms,
                1
                        + (c.has("spot_overhead_percent")
                                ? c.percent("spot_overhead_percent").doubleValue()
                                : 0.1),
                c.count("kept", 2));
    }

    private static Map<String, RegionFacts> regions(Mapping top) {
        Map<String, RegionFacts> regions = new LinkedHashMap<>();
        top.optional("regions")
                .ifPresent(all -> all.keys().forEach(name -> {
                    Mapping r = all.section(name)
                            .allow(
                                    "grams_per_kwh",
                                    "grid",
                                    "contract_percent",
                                    "contract_grams_per_kwh",
                                    "residual_grams_per_kwh",
                                    "pue",
                                    "network_ms");
                    regions.put(
                            name,
                            new RegionFacts(
                                    maybe(r, "grams_per_kwh"),
                                    Optional.empty(),
                                    r.has("grid") ? Optional.of(r.text("grid")) : Optional.empty(),
                                    bought(r),
                                    maybe(r, "pue"),
                                    maybe(r, "network_ms")));
                }));
        return regions;
    }

    private static Optional<RegionFacts.Bought> bought(Mapping r) {
        if (!r.has("contract_percent")) {
            return Optional.empty();
        }
        return Optional.of(r.build(() -> new RegionFacts.Bought(
                r.share("contract_percent").doubleValue(),
                maybe(r, "contract_grams_per_kwh").orElse(0),
                maybe(r, "residual_grams_per_kwh"))));
    }

    private static Limits limits(Mapping l, Currency currency) {
        l.allow(
                "budget_per_month",
                "carbon_kg_per_month",
                "power_kw",
                "link_mbps",
                "change_cost",
                "inflated_rates",
                "inflation_percent");
        Map<String, Double> power = new TreeMap<>();
        l.optional("power_kw")
                .ifPresent(p ->
                        p.keys().forEach(site -> power.put(site, p.amount(site).doubleValue())));
        Map<String, Double> links = new TreeMap<>();
        l.optional("link_mbps")
                .ifPresent(p ->
                        p.keys().forEach(site -> links.put(site, p.amount(site).doubleValue())));
        return l.build(() -> new Limits(
                l.has("budget_per_month")
                        ? Optional.of(new Money(l.amount("budget_per_month"), currency))
                        : Optional.empty(),
                power,
                links,
                maybe(l, "carbon_kg_per_month"),
                l.has("change_cost") ? Optional.of(new Money(l.amount("change_cost"), currency)) : Optional.empty(),
                l.whole("inflated_rates", 0),
                l.has("inflation_percent") ? l.percent("inflation_percent").doubleValue() : 0));
    }

    static OptionalDouble maybe(Mapping section, String key) {
        return section.has(key) ? OptionalDouble.of(section.amount(key).doubleValue()) : OptionalDouble.empty();
    }

    /** The texts in the list under {@code key}, or the one text; no key is no texts. */
    static List<String> texts(Mapping section, String key) {
        return section.has(key) ? section.texts(key) : List.of();
    }
}
