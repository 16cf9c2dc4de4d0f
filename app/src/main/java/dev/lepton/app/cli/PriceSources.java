package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.formats.prices.PriceContext;
import dev.lepton.formats.prices.PriceFile;
import dev.lepton.formats.prices.PriceFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The price lists a command uses: those bundled and the files it is given. A mixin. */
final class PriceSources {
    private static final int FAILURES_SHOWN = 5;
    private static final Set<String> SKYPILOT_FILES = Set.of("vms.csv");

    @Option(
            names = "--file",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Price lists of yours; their prices go before the bundled ones, later files before earlier.")
    private List<Path> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "Form of the files, when their header does not tell: lepton-csv, lepton-yaml, skypilot,"
                    + " opencost-csv, opencost-json, list, gcp.")
    private @Nullable String format;

    @Option(
            names = "--listed-at",
            paramLabel = "DATE",
            description = "From when the files' prices hold, where they do not say. Default: when a file was written.")
    private @Nullable LocalDate listedAt;

    @Option(names = "--monthly", description = "The prices of an OpenCost configuration are per month (730 hours).")
    private boolean monthly;

    /** What there is to ask, and where it came from. */
    record Loaded(BundledPrices bundled, List<PriceFile> own, Catalog catalog) {}

    Loaded load(@Nullable String provider, Output output) {
        BundledPrices bundled = BundledPrices.load();
        Optional<PriceFormat> form = Optional.ofNullable(format).map(PriceFormat::parse);
        List<PriceFile> own = new ArrayList<>();
        Catalog catalog = bundled.catalog();
        for (Path file : files) {
            PriceFile read = PriceFile.read(file, form, context(file, provider, bundled));
            own.add(read);
            catalog = catalog.overriddenBy(read.offerings(), read.components());
            complain(file, read.failures(), read.lines(), output);
        }
        return new Loaded(bundled, List.copyOf(own), catalog);
    }

    private PriceContext context(Path file, @Nullable String provider, BundledPrices bundled) {
        return new PriceContext(
                file.toString(),
                String.valueOf(file.getFileName()),
                Optional.ofNullable(provider)
                        .map(p -> p.toLowerCase(Locale.ROOT))
                        .or(() -> folderOf(file)),
                listedAt == null
                        ? written(file)
                        : listedAt.atStartOfDay(ZoneOffset.UTC).toInstant(),
                monthly,
                bundled.devices(),
                bundled.machines());
    }

    /** SkyPilot keeps {@code vms.csv} in a folder named for its cloud. */
    private static Optional<String> folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return SKYPILOT_FILES.contains(String.valueOf(file.getFileName())) && folder != null
                ? Optional.ofNullable(folder.getFileName()).map(Path::toString)
                : Optional.empty();
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw Problem.input("Cannot read " + file + ".", "Maybe the path is relative to another folder.");
        }
    }

    private static void complain(Path file, List<Failure> failures, long lines, Output output) {
        if (failures.isEmpty()) {
            return;
        }
        output.err().println(file + ": " + failures.size() + " of " + lines + " lines gave no price:");
        failures.stream().limit(FAILURES_SHOWN).forEach(f -> output.err().println("  " + f));
        if (failures.size() > FAILURES_SHOWN) {
            output.err().println("  and " + (failures.size() - FAILURES_SHOWN) + " more.");
        }
        output.err().flush();
    }

    /** One row a list: what it holds and what of it is not known. */
    private record Holding(PriceFile list, LocalDate date, long machines, long derived, long unsized, long unknown) {
        static Holding of(PriceFile list) {
            Set<Shape> shapes = list.offerings().stream().map(Offering::shape).collect(Collectors.toSet());
            return new Holding(
                    list,
                    list.offerings().stream()
                            .map(Offering::validFrom)
                            .max(Comparator.naturalOrder())
                            .map(t -> LocalDate.ofInstant(t, ZoneOffset.UTC))
                            .orElse(LocalDate.EPOCH),
                    shapes.size(),
                    shapes.stream()
                            .filter(s -> s.provenance().confidence() == Confidence.GUESS)
                            .count(),
                    shapes.stream()
                            .filter(s -> s.vcpus().isEmpty() || s.memoryGib().isEmpty())
                            .count(),
                    shapes.stream().filter(s -> s.deviceCount().isEmpty()).count());
        }
    }

    void printLists(Loaded loaded, Output output) {
        List<Holding> holdings = new ArrayList<>();
        loaded.bundled().lists().forEach(l -> holdings.add(Holding.of(l)));
        loaded.own().forEach(l -> holdings.add(Holding.of(l)));
        if (output.json()) {
            output.print(json(holdings));
            return;
        }
        Table table = new Table()
                .left("Price list", "source")
                .left("Newest row", "newest")
                .right("Lines", "lines")
                .right("Prices", "prices")
                .right("Not a machine", "not_a_machine")
                .right("No price", "other_failures")
                .right("Machines", "machines")
                .right("Size from name", "size_derived")
                .right("Size unknown", "size_unknown")
                .right("GPUs unknown", "devices_unknown");
        holdings.forEach(h -> table.row(cells(h, true), cells(h, false)));
        output.print(table);
        if (output.forPeople()) {
            output.out().println("Ask with --gpu H100 --count 8, with --vcpus 16 --memory 64, or --explain a machine.");
            output.out().flush();
        }
    }

    private static List<String> cells(Holding h, boolean people) {
        long notMachines = h.list().reasons().getOrDefault(Reason.NOT_A_MACHINE, 0L);
        List<String> cells = new ArrayList<>(List.of(h.list().source(), h.date().toString()));
        for (long n : new long[] {
            h.list().lines(),
            h.list().offerings().size() + h.list().components().size(),
            notMachines,
            h.list().failures().size() - notMachines,
            h.machines(),
            h.derived(),
            h.unsized(),
            h.unknown()
        }) {
            cells.add(people ? String.format(Locale.ROOT, "%,d", n) : Long.toString(n));
        }
        return cells;
    }

    private static ObjectNode json(List<Holding> holdings) {
        ObjectNode document = Output.JSON.createObjectNode();
        ArrayNode lists = document.putArray("lists");
        for (Holding h : holdings) {
            ObjectNode row = lists.addObject();
            row.put("source", h.list().source()).put("newest", h.date().toString());
            row.put("lines", h.list().lines());
            row.put(
                    "prices",
                    h.list().offerings().size() + h.list().components().size());
            ObjectNode failures = row.putObject("failures");
            h.list().reasons().forEach((reason, n) -> failures.put(reason.name().toLowerCase(Locale.ROOT), n));
            row.put("machines", h.machines()).put("size_derived", h.derived());
            row.put("size_unknown", h.unsized()).put("devices_unknown", h.unknown());
        }
        return document;
    }
}
