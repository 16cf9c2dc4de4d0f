package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.billing.CpuRamRates;
import dev.lepton.core.billing.GpuSplit;
import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Component;
import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.OfferingQuery;
import dev.lepton.core.catalog.Quote;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The price of one machine taken apart, our way beside OpenCost's. */
record SplitView(Output output, Catalog catalog, Instant at) {
    /** What to take apart. */
    record Options(
            String machine,
            @Nullable String provider,
            @Nullable String region,
            Terms terms,
            BigDecimal gpuShare,
            @Nullable BigDecimal gpuPrice) {}

    private record Line(String part, BigDecimal units, String unit, Price ours, Price openCosts) {}

    void show(Options options) {
        if (options.gpuShare().signum() < 0 || options.gpuShare().compareTo(BigDecimal.ONE) > 0) {
            throw Problem.input("--gpu-share is " + options.gpuShare() + ".", "Maybe 0.70; it is from 0 to 1.");
        }
        Shape shape = shape(options);
        Offering offering = offering(shape, options);
        GpuSplit.Node node = new GpuSplit.Node(
                offering.hourly(),
                known(shape.vcpus(), shape, "virtual CPUs"),
                known(shape.memoryGib(), shape, "memory"),
                known(shape.deviceCount(), shape, "accelerators"));
        GpuSplit.Ratios ratios = GpuSplit.Ratios.of(shape.provider());
        Optional<Price> own = devicePrice(offering, options);
        Optional<CpuRamRates> rates = rates(offering);
        GpuSplit ours = GpuSplit.of(node, new GpuSplit.Knowledge(own, rates, options.gpuShare(), ratios, false));
        GpuSplit openCosts = GpuSplit.of(node, new GpuSplit.Knowledge(own, rates, options.gpuShare(), ratios, true));
        if (output.json()) {
            output.print(json(offering, ours, openCosts));
        } else {
            print(offering, ours, openCosts);
        }
    }

    private Shape shape(Options options) {
        List<Shape> named = catalog.machines().stream()
                .filter(m -> m.instanceType().equalsIgnoreCase(options.machine())
                        || m.instanceType().equalsIgnoreCase("Standard_" + options.machine()))
                .filter(m -> options.provider() == null || m.provider().equalsIgnoreCase(options.provider()))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        throw Problem.input(
                named.isEmpty()
                        ? "No price of a machine named '" + options.machine() + "' is known."
                        : "Several providers have a machine named '" + options.machine() + "'.",
                named.isEmpty()
                        ? "Maybe its name is spelled as its provider does: p5.48xlarge, Standard_ND96isr_H100_v5."
                        : "Maybe add --provider " + named.get(0).provider() + ".");
    }

    private Offering offering(Shape shape, Options options) {
        if (options.region() == null) {
            List<String> regions = catalog.current(shape, at).stream()
                    .filter(o -> o.terms().equals(options.terms()))
                    .map(Offering::region)
                    .sorted()
                    .toList();
            if (regions.size() == 1) {
                return offering(shape, regions.get(0), options.terms());
            }
            throw Problem.input(
                    shape.instanceType() + " has a price on " + options.terms().word() + " terms in " + regions.size()
                            + " regions.",
                    regions.isEmpty()
                            ? "Maybe other --terms."
                            : "Maybe --region "
                                    + String.join(
                                            " or ", regions.stream().limit(3).toList()) + ".");
        }
        return offering(shape, options.region(), options.terms());
    }

    private Offering offering(Shape shape, String region, Terms terms) {
        return switch (catalog.price(shape.provider(), region, shape.instanceType(), terms, at)) {
            case Quote.Known known -> known.offering();
            case Quote.Unknown unknown ->
                throw Problem.input(unknown.detail(), "Maybe another --region, --terms or --as-of.");
        };
    }

    private static BigDecimal known(Optional<BigDecimal> figure, Shape shape, String what) {
        return figure.orElseThrow(() -> Problem.input(
                "How many " + what + " " + shape.instanceType()
                        + " has is not known, so its price cannot be taken apart.",
                "Maybe give it in a price list of your own, with --file."));
    }

    private Optional<Price> devicePrice(Offering offering, Options options) {
        if (options.gpuPrice() != null) {
            return Optional.of(Price.of(options.gpuPrice(), offering.hourly().currency()));
        }
        Shape shape = offering.shape();
        return shape.device()
                .flatMap(d -> catalog.component(
                        Component.DEVICE, d, shape.provider(), offering.region(), offering.terms(), at))
                .map(ComponentPrice::price);
    }

    /** Rates of machines without accelerators at the same provider, in the same region, on the same terms. */
    private Optional<CpuRamRates> rates(Offering offering) {
        OfferingQuery siblings = new OfferingQuery(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(offering.terms()),
                Optional.of(offering.shape().provider()),
                Optional.of(offering.region()));
        return CpuRamRates.fit(catalog.find(siblings, at), offering.hourly().currency());
    }

    private void print(Offering offering, GpuSplit ours, GpuSplit openCosts) {
        String currency = offering.hourly().currency().getCurrencyCode();
        if (output.forPeople()) {
            output.out().println(headline(offering, currency));
            output.out().println();
        }
        output.print(table(lines(ours, openCosts), currency));
        if (output.forPeople()) {
            output.out().println();
            printWorking("Lepton", ours);
            printWorking("OpenCost", openCosts);
            output.out().flush();
        }
    }

    private void printWorking(String whose, GpuSplit split) {
        boolean devices = split.node().devices().signum() > 0;
        output.out().println(whose + ": " + (devices ? split.method().words() : "CPU and memory in proportion") + ".");
        split.working().forEach(step -> output.out().println("  " + step));
    }

    private static Table table(List<Line> lines, String currency) {
        Table table = new Table()
                .left("Part", "part")
                .right("Units", "units")
                .right("Lepton " + currency + "/h", "lepton_per_hour")
                .right("a unit", "lepton_per_unit_hour")
                .right("share", "lepton_share_percent")
                .right("OpenCost " + currency + "/h", "opencost_per_hour")
                .right("a unit", "opencost_per_unit_hour")
                .right("share", "opencost_share_percent");
        List<Price> ours = lines.stream().map(Line::ours).toList();
        List<Price> theirs = lines.stream().map(Line::openCosts).toList();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            List<String> shown =
                    new ArrayList<>(List.of(line.part(), PricesCommand.plain(line.units()) + " " + line.unit()));
            List<String> raw = new ArrayList<>(List.of(line.part(), PricesCommand.plain(line.units())));
            for (List<Price> side : List.of(ours, theirs)) {
                String share = shares(side).get(i).toPlainString();
                shown.addAll(List.of(
                        footed(side).get(i).toPlainString(), perUnit(side.get(i), line.units(), false), share + " %"));
                raw.addAll(List.of(PricesCommand.exact(side.get(i)), perUnit(side.get(i), line.units(), true), share));
            }
            table.row(shown, raw);
        }
        String whole = sum(footed(ours)).toPlainString();
        table.total(List.of(
                "Machine", "", whole, "", "100.00 %", sum(footed(theirs)).toPlainString(), "", "100.00 %"));
        return table;
    }

    private static String headline(Offering offering, String currency) {
        Shape shape = offering.shape();
        String devices = shape.accelerated()
                ? ", " + PricesCommand.plain(shape.deviceCount().orElseThrow()) + " × "
                        + shape.device().orElse("accelerator")
                : "";
        return shape.provider() + " " + shape.instanceType() + devices + ", " + offering.region() + ", "
                + offering.terms().word() + ": " + PricesCommand.shown(offering.hourly()) + " " + currency
                + " an hour (" + offering.provenance().source() + ")";
    }

    private static List<Line> lines(GpuSplit ours, GpuSplit openCosts) {
        GpuSplit.Node node = ours.node();
        List<Line> lines = new ArrayList<>();
        if (node.devices().signum() > 0) {
            lines.add(new Line("Accelerators", node.devices(), "GPU", ours.gpu(), openCosts.gpu()));
        }
        lines.add(new Line("CPU", node.vcpus(), "vCPU", ours.cpu(), openCosts.cpu()));
        lines.add(new Line("Memory", node.memoryGib(), "GiB", ours.ram(), openCosts.ram()));
        return lines;
    }

    private static List<BigDecimal> footed(List<Price> parts) {
        return Footing.foot(
                parts.stream().map(p -> p.times(BigDecimal.ONE).amount()).toList(), 3);
    }

    private static List<BigDecimal> shares(List<Price> parts) {
        return Footing.percentages(
                parts.stream().map(p -> p.times(BigDecimal.ONE).amount()).toList(), 2);
    }

    private static BigDecimal sum(List<BigDecimal> parts) {
        return parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String perUnit(Price part, BigDecimal units, boolean raw) {
        if (units.signum() == 0) {
            return "";
        }
        Price one = part.spreadOver(units);
        return raw
                ? PricesCommand.exact(one)
                : one.perUnit()
                        .setScale(one.perUnit().compareTo(BigDecimal.ONE) < 0 ? 6 : 2, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    private ObjectNode json(Offering offering, GpuSplit ours, GpuSplit openCosts) {
        ObjectNode document = Output.JSON.createObjectNode();
        Shape shape = offering.shape();
        document.put("as_of", at.toString());
        document.put("provider", shape.provider()).put("instance_type", shape.instanceType());
        document.put("region", offering.region()).put("terms", offering.terms().word());
        document.put("price_per_hour", new BigDecimal(PricesCommand.exact(offering.hourly())));
        document.put("currency", offering.hourly().currency().getCurrencyCode());
        document.put("device", shape.device().orElse(null))
                .put("device_count", ours.node().devices());
        document.put("vcpus", ours.node().vcpus()).put("memory_gib", ours.node().memoryGib());
        document.put("source", offering.provenance().source());
        document.set("lepton", json(ours));
        document.set("opencost", json(openCosts));
        return document;
    }

    private static ObjectNode json(GpuSplit split) {
        ObjectNode node = Output.JSON.createObjectNode();
        node.put("method", split.method().name().toLowerCase(Locale.ROOT));
        node.put("gpu_per_hour", hour(split.gpu())).put("cpu_per_hour", hour(split.cpu()));
        node.put("ram_per_hour", hour(split.ram()));
        node.put("gpu_share", split.share(split.gpu()).setScale(6, RoundingMode.HALF_EVEN));
        node.put("per_gpu_hour", split.perDevice().map(SplitView::hour).orElse(null));
        ArrayNode working = node.putArray("working");
        split.working().forEach(working::add);
        return node;
    }

    private static BigDecimal hour(Price price) {
        Money one = price.times(BigDecimal.ONE);
        return one.amount();
    }
}
