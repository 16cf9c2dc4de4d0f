package dev.lepton.app.cli;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.OfferingQuery;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.finance.commitment.UnitRates;
import dev.lepton.core.finance.commitment.UnitRates.Commitment;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a unit costs on demand, on spot and committed: from the catalog, or as stated. A mixin. */
final class CommitPrices {
    @Option(
            names = {"--gpu", "--device"},
            paramLabel = "NAME",
            description = "Machines with this accelerator: a family (H100) or one model (A100-80GB).")
    private @Nullable String gpu;

    @Option(names = "--count", paramLabel = "N", description = "Exactly N accelerators in the machine.")
    private @Nullable BigDecimal count;

    @Option(names = "--machine", paramLabel = "NAME", description = "One size of machine, such as a3-highgpu-8g.")
    private @Nullable String machine;

    @Option(names = "--provider", paramLabel = "NAME", description = "aws, azure, gcp, or one of your own.")
    private @Nullable String provider;

    @Option(names = "--region", paramLabel = "NAME", description = "A region; europe-* for all that begin so.")
    private @Nullable String region;

    @Option(names = "--on-demand", paramLabel = "USD", description = "What a unit costs an hour on demand, in USD.")
    private @Nullable BigDecimal onDemand;

    @Option(
            names = "--committed",
            paramLabel = "TERMS=USD",
            description = "What a committed unit costs an hour, such as 1y=2.10; may be given for several terms.")
    private Map<String, BigDecimal> committed = new TreeMap<>();

    @Option(names = "--spot", paramLabel = "USD", description = "What a unit costs an hour on spot.")
    private @Nullable BigDecimal spot;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private PriceSources sources;

    /**
     * One machine in one place, or a unit at stated prices.
     *
     * @param devices accelerators in it; empty when there are none or nobody said
     * @param commitments shortest first, at least one
     * @param source where the prices come from
     */
    record Offer(
            String provider,
            String machine,
            String region,
            Optional<BigDecimal> devices,
            Price onDemand,
            Optional<Price> spot,
            List<Commitment> commitments,
            String source) {
        String name() {
            return provider.isEmpty() ? "a unit" : provider + " " + machine + " in " + region;
        }

        UnitRates rates(Optional<UnitRates.Spot> overflow) {
            return new UnitRates(onDemand, overflow, commitments);
        }

        private Price perDevice() {
            return devices.filter(d -> d.signum() > 0).map(onDemand::spreadOver).orElse(onDemand);
        }
    }

    /** Offers that have a price on demand and a commitment, cheapest on demand per accelerator first; at least one. */
    List<Offer> offers(Output output) {
        if (onDemand != null || !committed.isEmpty()) {
            return List.of(stated());
        }
        if (gpu == null && machine == null) {
            throw Problem.input(
                    "No price was asked for.",
                    "Maybe --gpu H100 --count 8 --region us-central1, or --on-demand 3.20 --committed 1y=2.10.");
        }
        PriceSources.Loaded loaded = sources.load(provider, output);
        OfferingQuery query = query(loaded.bundled().devices());
        Instant now = Instant.now();
        Instant newest = loaded.bundled().newestList();
        Instant at = now.isBefore(newest) ? newest : now;
        List<Offer> offers = new ArrayList<>();
        boolean priced = false;
        for (Shape shape : loaded.catalog().machines()) {
            if (wanted(shape, query)) {
                Map<String, List<Offering>> byRegion = loaded.catalog().current(shape, at).stream()
                        .filter(query::wants)
                        .collect(Collectors.groupingBy(Offering::region, TreeMap::new, Collectors.toList()));
                priced |= !byRegion.isEmpty();
                byRegion.forEach((place, rows) -> offer(shape, place, rows).ifPresent(offers::add));
            }
        }
        if (offers.isEmpty()) {
            throw none(priced);
        }
        offers.sort(Comparator.comparing((Offer o) -> o.onDemand().currency().getCurrencyCode())
                .thenComparing(o -> o.perDevice().perUnit())
                .thenComparing(Offer::name));
        return offers;
    }

    private Problem none(boolean priced) {
        String what = machine == null ? "a machine with " + gpu : "'" + machine + "'";
        return priced
                ? Problem.input(
                        "Prices of " + what + " are known, but none of a commitment beside one on demand.",
                        "Maybe state it: --on-demand 88.49 --committed 3y=38.86; of the bundled lists only Google"
                                + " Cloud's has commitments.")
                : Problem.input(
                        "No price of " + what + " is known there.",
                        "Maybe see what there is: lepton prices --gpu " + (gpu == null ? "H100" : gpu)
                                + " --terms any.");
    }

    private Offer stated() {
        if (onDemand == null || committed.isEmpty()) {
            throw Problem.input(
                    "--on-demand and --committed are needed together.",
                    "Maybe --on-demand 3.20 --committed 1y=2.10 --committed 3y=1.40.");
        }
        if (gpu != null || machine != null) {
            throw Problem.input(
                    "Prices are stated, and a machine is named as well.", "Maybe leave out --gpu or --machine.");
        }
        Map<Integer, Price> byYears = new TreeMap<>();
        committed.forEach((word, hourly) -> byYears.put(years(word), price("--committed", hourly)));
        List<Commitment> commitments = byYears.entrySet().stream()
                .map(e -> new Commitment(e.getKey(), e.getValue()))
                .toList();
        Optional<Price> spotPrice = Optional.ofNullable(spot).map(s -> price("--spot", s));
        return new Offer(
                "", "", "", Optional.empty(), price("--on-demand", onDemand), spotPrice, commitments, "stated");
    }

    private static int years(String word) {
        String text = word.toLowerCase(Locale.ROOT);
        if (!text.matches("([1-9]|10)y")) {
            throw Problem.input("--committed: '" + word + "' is no length.", "Maybe 1y=2.10, from 1y to 10y.");
        }
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    private static Price price(String option, BigDecimal hourly) {
        if (hourly.signum() <= 0) {
            throw Problem.input(
                    option + " is " + hourly.toPlainString() + ".", "Maybe a price above 0, in USD an hour.");
        }
        return Price.of(hourly, Money.USD);
    }

    private OfferingQuery query(Devices devices) {
        Set<String> wanted = Set.of();
        if (gpu != null) {
            wanted = devices.matching(gpu).stream().map(Device::name).collect(Collectors.toSet());
            if (wanted.isEmpty()) {
                List<String> like = devices.like(gpu, 6);
                throw Problem.input(
                        "No accelerator named '" + gpu + "' is known.",
                        "Maybe " + (like.isEmpty() ? "H100, A100 or L4" : String.join(", ", like)) + ".");
            }
        }
        return new OfferingQuery(
                wanted,
                Optional.ofNullable(count),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(provider),
                Optional.ofNullable(region));
    }

    private boolean wanted(Shape shape, OfferingQuery query) {
        if (machine == null) {
            return query.wants(shape);
        }
        return machine.equalsIgnoreCase(shape.instanceType())
                && (provider == null || provider.equalsIgnoreCase(shape.provider()));
    }

    private static Optional<Offer> offer(Shape shape, String place, List<Offering> rows) {
        Map<Terms, Offering> byTerms = new LinkedHashMap<>();
        rows.forEach(r -> byTerms.put(r.terms(), r));
        Offering base = byTerms.get(new Terms.OnDemand());
        if (base == null || base.hourly().amount().signum() == 0) {
            return Optional.empty();
        }
        List<Commitment> commitments = rows.stream()
                .filter(r -> r.hourly().currency().equals(base.hourly().currency()))
                .flatMap(r -> r.terms() instanceof Terms.Commitment c
                        ? java.util.stream.Stream.of(new Commitment(c.years(), r.hourly()))
                        : java.util.stream.Stream.<Commitment>empty())
                .sorted(Comparator.comparingInt(Commitment::years))
                .toList();
        Offering onSpot = byTerms.get(new Terms.Spot());
        return commitments.isEmpty()
                ? Optional.empty()
                : Optional.of(new Offer(
                        shape.provider(),
                        shape.instanceType(),
                        place,
                        shape.deviceCount().filter(d -> d.signum() > 0),
                        base.hourly(),
                        Optional.ofNullable(onSpot).map(Offering::hourly),
                        commitments,
                        base.provenance().source()));
    }
}
