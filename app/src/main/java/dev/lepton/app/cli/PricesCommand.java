package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.CheapestFirst;
import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.OfferingQuery;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.formats.prices.BundledPrices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton prices}: what can be had, cheapest first. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = {
            "Machines and their list prices, cheapest per accelerator-hour first.",
            "Without --gpu, --vcpus, --memory and --explain it says which price lists it has."
        })
final class PricesCommand implements Runnable {
    @Option(
            names = {"--gpu", "--device"},
            paramLabel = "NAME",
            description = "Accelerator: a family (H100, A100) or one model (A100-80GB, L40S, TPU-v5e, Inferentia2).")
    private @Nullable String gpu;

    @Option(names = "--count", paramLabel = "N", description = "Exactly N accelerators in the machine.")
    private @Nullable BigDecimal count;

    @Option(names = "--min-count", paramLabel = "N", description = "At least N accelerators in the machine.")
    private @Nullable BigDecimal minCount;

    @Option(names = "--vcpus", paramLabel = "N", description = "At least N virtual CPUs.")
    private @Nullable BigDecimal vcpus;

    @Option(names = "--memory", paramLabel = "GIB", description = "At least so many GiB of main memory.")
    private @Nullable BigDecimal memory;

    @Option(
            names = "--terms",
            paramLabel = "TERMS",
            defaultValue = "on-demand",
            description = "on-demand, spot, 1y, 3y, owned, or any. Default: ${DEFAULT-VALUE}.")
    private String terms = "on-demand";

    @Option(names = "--provider", paramLabel = "NAME", description = "aws, azure, gcp, or one of your own.")
    private @Nullable String provider;

    @Option(names = "--region", paramLabel = "NAME", description = "A region; europe-* for all that begin so.")
    private @Nullable String region;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Rows shown; 0 for all. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Prices that held at the end of that day, UTC. Default: today, or the newest list's day.")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--fx",
            paramLabel = "CODE=USD",
            description = "What one unit of a currency is in USD, for instance CNY=0.14, to compare prices in it.")
    private Map<String, BigDecimal> fx = Map.of();

    @Option(names = "--explain", paramLabel = "MACHINE", description = "Take the price of one machine apart.")
    private @Nullable String explain;

    @Option(
            names = "--gpu-share",
            paramLabel = "0..1",
            defaultValue = "0.70",
            description = "--explain: the accelerators' share when nothing better is known. Default: ${DEFAULT-VALUE}.")
    private BigDecimal gpuShare = new BigDecimal("0.70");

    @Option(
            names = "--gpu-price",
            paramLabel = "USD",
            description = "--explain: the accelerator's own price for an hour.")
    private @Nullable BigDecimal gpuPrice;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private PriceSources sources;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        PriceSources.Loaded loaded = sources.load(provider, output);
        if (explain != null) {
            SplitView.Options options =
                    new SplitView.Options(explain, provider, region, onlyTerms(), gpuShare, gpuPrice);
            new SplitView(output, loaded.catalog(), moment(loaded.bundled())).show(options);
        } else if (gpu == null && vcpus == null && memory == null) {
            sources.printLists(loaded, output);
        } else {
            search(loaded);
        }
    }

    private void search(PriceSources.Loaded loaded) {
        Instant at = moment(loaded.bundled());
        Devices devices = loaded.bundled().devices();
        OfferingQuery query = query(devices, loaded.catalog());
        List<Offering> found = loaded.catalog().find(query, at);
        CheapestFirst order = new CheapestFirst(Money.USD, rates(), LocalDate.ofInstant(at, ZoneOffset.UTC));
        List<Offering> ordered = order.order(found);
        List<Offering> shown = limit > 0 && ordered.size() > limit ? ordered.subList(0, limit) : ordered;
        List<String> notes = notes(loaded, query, ordered, shown.size(), order);
        if (output.json()) {
            output.print(json(shown, ordered.size(), at, notes));
            return;
        }
        if (shown.isEmpty() && output.forPeople()) {
            output.out().println("No price of such a machine is known.");
        } else {
            output.print(table(shown));
        }
        notes.forEach(output.forPeople() ? output.out()::println : output.err()::println);
        output.out().flush();
    }

    private Instant moment(BundledPrices bundled) {
        if (asOf != null) {
            return asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
        }
        Instant now = Instant.now();
        Instant newest = bundled.newestList();
        return now.isBefore(newest) ? newest : now;
    }

    private OfferingQuery query(Devices devices, Catalog catalog) {
        if (gpu == null && (count != null || minCount != null)) {
            throw Problem.input("--count and --min-count count accelerators.", "Maybe add --gpu H100.");
        }
        return new OfferingQuery(
                gpu == null ? Set.of() : wanted(gpu, devices, catalog),
                Optional.ofNullable(count),
                Optional.ofNullable(minCount),
                Optional.ofNullable(vcpus),
                Optional.ofNullable(memory),
                terms.equals("any") ? Optional.empty() : Optional.of(onlyTerms()),
                Optional.ofNullable(provider),
                Optional.ofNullable(region));
    }

    /** A device of the user's own lists is known by the name it has there. */
    private static Set<String> wanted(String name, Devices devices, Catalog catalog) {
        Set<String> known = devices.matching(name).stream().map(Device::name).collect(Collectors.toSet());
        if (!known.isEmpty()) {
            return known;
        }
        Set<String> own = catalog.machines().stream()
                .flatMap(m -> m.device().stream())
                .filter(name::equalsIgnoreCase)
                .collect(Collectors.toSet());
        if (own.isEmpty()) {
            List<String> like = devices.like(name, 6);
            throw Problem.input(
                    "No accelerator named '" + name + "' is known.",
                    "Maybe " + (like.isEmpty() ? "one of H100, H200, A100, L40S, MI300X" : String.join(", ", like))
                            + ".");
        }
        return own;
    }

    private Terms onlyTerms() {
        try {
            return Terms.parse(terms.equals("any") ? "on-demand" : terms.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.input("--terms: '" + terms + "' are none.", "Maybe on-demand, spot, 1y, 3y, owned or any.");
        }
    }

    private FxRates rates() {
        List<FxRates.Rate> rates = new ArrayList<>();
        fx.forEach((code, value) -> {
            try {
                rates.add(new FxRates.Rate(
                        Currency.getInstance(code.toUpperCase(Locale.ROOT)), Money.USD, LocalDate.EPOCH, value));
            } catch (IllegalArgumentException e) {
                throw Problem.input("--fx " + code + "=" + value + " is no exchange rate.", "Maybe --fx CNY=0.14.");
            }
        });
        return new FxRates(rates);
    }

    private Table table(List<Offering> offerings) {
        boolean devices = gpu != null;
        Table table = new Table().left("Provider", "provider").left("Machine", "instance_type");
        if (devices) {
            table.left("Accelerator", "device").right("Count", "device_count");
        }
        table.right("vCPU", "vcpus")
                .right("GiB", "memory_gib")
                .left("Region", "region")
                .left("Terms", "terms");
        table.right("per hour", "price_per_hour");
        if (devices) {
            table.right("per GPU-hour", "price_per_device_hour");
        }
        table.left("", "currency").left("Listed", "valid_from").left("Source", "source");
        offerings.forEach(o -> table.row(cells(o, devices, false), cells(o, devices, true)));
        return table;
    }

    private static List<String> cells(Offering o, boolean devices, boolean raw) {
        Shape shape = o.shape();
        List<String> cells = new ArrayList<>(List.of(shape.provider(), shape.instanceType()));
        if (devices) {
            cells.add(shape.device().orElse(""));
            cells.add(shape.deviceCount().map(PricesCommand::plain).orElse(""));
        }
        String about = !raw && shape.provenance().confidence() == Confidence.GUESS ? "~" : "";
        cells.add(shape.vcpus().map(v -> about + plain(v)).orElse(raw ? "" : "?"));
        cells.add(shape.memoryGib().map(m -> about + plain(m)).orElse(raw ? "" : "?"));
        cells.add(o.region());
        cells.add(o.terms().word());
        cells.add(raw ? exact(o.hourly()) : shown(o.hourly()));
        if (devices) {
            Price one = CheapestFirst.unitPrice(o);
            cells.add(raw ? exact(one) : shown(one));
        }
        cells.add(o.hourly().currency().getCurrencyCode());
        cells.add(
                raw
                        ? o.validFrom().toString()
                        : LocalDate.ofInstant(o.validFrom(), ZoneOffset.UTC).toString());
        cells.add(o.provenance().source());
        return cells;
    }

    private List<String> notes(
            PriceSources.Loaded loaded, OfferingQuery query, List<Offering> all, int shown, CheapestFirst order) {
        List<String> notes = new ArrayList<>();
        if (all.size() > shown) {
            notes.add(shown + " of " + all.size() + " prices are shown; --limit 0 shows all.");
        }
        if (count != null) {
            notes.add("Machines with exactly " + plain(count) + "; --min-count " + plain(count)
                    + " takes larger ones too.");
        }
        if (all.stream().anyMatch(o -> order.inCurrency(o.hourly()).isEmpty())) {
            notes.add(
                    "Prices in other currencies stand after those in USD; give a rate (--fx CNY=0.14) to compare them.");
        }
        if (!fx.isEmpty()) {
            notes.add("Ordered in USD at the rates given: " + fx + ".");
        }
        if (all.stream().anyMatch(o -> o.shape().provenance().confidence() == Confidence.GUESS)) {
            notes.add("~ sizes are derived from the machine's name.");
        }
        if (all.stream().anyMatch(o -> o.terms() instanceof Terms.Commitment)) {
            notes.add("Commitments are paid whether the machine runs or not; their monthly price is over 730 hours.");
        }
        long unknown = loaded.catalog().machines().stream()
                .filter(m -> m.deviceCount().isEmpty())
                .filter(m -> m.device().map(query.devices()::contains).orElse(true))
                .count();
        if (gpu != null && unknown > 0) {
            notes.add(unknown + " machine sizes are left out because the number of their accelerators is not known.");
        }
        notes.add("A list price is no promise of capacity: a size may not be had in every region that has a price.");
        return notes;
    }

    private ObjectNode json(List<Offering> offerings, int found, Instant at, List<String> notes) {
        ObjectNode document = Output.JSON.createObjectNode();
        document.put("as_of", at.toString());
        document.put("found", found);
        ArrayNode rows = document.putArray("offerings");
        for (Offering o : offerings) {
            ObjectNode row = rows.addObject();
            Shape shape = o.shape();
            row.put("provider", shape.provider()).put("instance_type", shape.instanceType());
            row.put("region", o.region()).put("terms", o.terms().word());
            row.put("device", shape.device().orElse(null));
            row.put("device_count", shape.deviceCount().orElse(null));
            row.put("device_memory_gib", shape.deviceMemoryGib().orElse(null));
            row.put("vcpus", shape.vcpus().orElse(null))
                    .put("memory_gib", shape.memoryGib().orElse(null));
            row.put("shape_source", shape.provenance().source());
            row.put("price", o.hourly().amount())
                    .put("price_per_hours", o.hourly().per());
            row.put("currency", o.hourly().currency().getCurrencyCode());
            row.put("price_per_hour", new BigDecimal(exact(o.hourly())));
            row.put(
                    "price_per_device_hour",
                    o.hourlyPerDevice().map(p -> new BigDecimal(exact(p))).orElse(null));
            row.put("valid_from", o.validFrom().toString());
            row.put("valid_to", o.validTo().map(Instant::toString).orElse(null));
            row.put("source", o.provenance().source());
        }
        ArrayNode said = document.putArray("notes");
        notes.forEach(said::add);
        return document;
    }

    static String plain(BigDecimal number) {
        return number.setScale(
                        Math.min(3, Math.max(0, number.stripTrailingZeros().scale())), RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Three decimals, as price lists print; four below a tenth. */
    static String shown(Price price) {
        BigDecimal one = price.perUnit();
        return one.setScale(one.compareTo(new BigDecimal("0.1")) < 0 ? 4 : 3, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    static String exact(Price price) {
        BigDecimal one = price.perUnit();
        return one.setScale(Math.min(12, Math.max(0, one.stripTrailingZeros().scale())), RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
