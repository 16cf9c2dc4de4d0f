package dev.lepton.formats.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lepton.core.catalog.Component;
import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code vms.csv} of a SkyPilot catalog, schema versions 5 to 8 (skypilot-org/skypilot-catalog, README).
 *
 * <p>What its clouds write differently is brought to one meaning: an empty accelerator count and 0 are both none; a spot
 * price equal to the on-demand price, or of 0, is no spot market; the total of accelerator memory is per accelerator at
 * some clouds and the sum at others and is read by what the device has; a line without an instance type prices the
 * accelerator alone. Spot prices belong to a zone, so their place is the zone where one is given.
 */
final class SkyPilotPrices {
    private static final BigDecimal MIB_PER_GIB = BigDecimal.valueOf(1024);
    private static final Pattern TPU_SLICE = Pattern.compile("(tpu-v\\d\\w*)-(\\d{1,5})");
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final PriceContext context;
    private final String provider;

    private SkyPilotPrices(PriceContext context, String provider) {
        this.context = context;
        this.provider = provider;
    }

    static void read(Reader text, PriceContext context, Consumer<PriceRow> sink) {
        String provider = context.provider()
                .orElseThrow(() -> Problem.input(
                        context.file() + " does not say whose prices it holds.",
                        "Maybe add --provider, or leave the file in a folder named for its cloud, as SkyPilot does."));
        SkyPilotPrices prices = new SkyPilotPrices(context, provider);
        CsvLines.read(
                text,
                context.file(),
                List.of("instancetype", "price"),
                f -> sink.accept(prices.line(f)),
                ListPrices.refused(sink));
    }

    private PriceRow line(Fields f) {
        BigDecimal count = f.number("acceleratorcount").orElse(BigDecimal.ZERO);
        Optional<String> accelerator = f.text("acceleratorname");
        if (accelerator.isPresent() && count.signum() == 0) {
            throw new RowRefused(
                    Reason.MISSING_VALUE, "acceleratorcount is empty or 0 beside " + Fields.shown(accelerator.get()));
        }
        Optional<String> type = f.text("instancetype").filter(t -> !t.equals("TPU-VM"));
        return type.isPresent() ? machine(f, type.get(), accelerator, count) : acceleratorAlone(f, accelerator, count);
    }

    private PriceRow machine(Fields f, String type, Optional<String> accelerator, BigDecimal count) {
        Shape known = context.machines().shape(provider, type);
        if (accelerator.isEmpty() && known.accelerated()) {
            throw new RowRefused(
                    Reason.MISSING_VALUE,
                    "acceleratorname is empty but " + Fields.shown(type) + " has "
                            + known.deviceCount().orElseThrow().toPlainString() + " "
                            + known.device().orElse("accelerators")
                            + ": this list prices the host and the accelerators apart");
        }
        Optional<BigDecimal> memory = accelerator.flatMap(a -> deviceMemory(f, a, count));
        Shape shape = new Shape(
                provider,
                type,
                f.number("vcpus").or(known::vcpus),
                f.number("memorygib").or(known::memoryGib),
                accelerator.map(a -> deviceName(a, memory)),
                accelerator.isEmpty() ? Optional.of(BigDecimal.ZERO) : Optional.of(count),
                memory.or(() -> accelerator.isEmpty() ? Optional.empty() : known.deviceMemoryGib()),
                context.provenance());
        List<Offering> offerings = new ArrayList<>(2);
        prices(f)
                .forEach((terms, price) -> offerings.add(new Offering(
                        shape,
                        place(f, terms),
                        terms,
                        price,
                        context.listedAt(),
                        Optional.empty(),
                        context.provenance())));
        return new PriceRow.Priced(offerings, List.of());
    }

    private PriceRow acceleratorAlone(Fields f, Optional<String> accelerator, BigDecimal count) {
        String name = accelerator.orElseThrow(
                () -> new RowRefused(Reason.MISSING_VALUE, "instancetype and acceleratorname are both empty"));
        Matcher slice = TPU_SLICE.matcher(name);
        BigDecimal units = slice.matches() ? count.multiply(new BigDecimal(slice.group(2))) : count;
        if (units.signum() == 0) {
            throw new RowRefused(Reason.OUT_OF_RANGE, "acceleratorname is '" + Fields.shown(name) + "'");
        }
        String device = deviceName(slice.matches() ? slice.group(1) : name, Optional.empty());
        List<ComponentPrice> components = new ArrayList<>(2);
        prices(f)
                .forEach((terms, price) -> components.add(new ComponentPrice(
                        Component.DEVICE,
                        Optional.of(device),
                        Optional.of(provider),
                        place(f, terms),
                        terms,
                        price.spreadOver(units),
                        context.listedAt(),
                        Optional.empty(),
                        context.provenance())));
        return new PriceRow.Priced(List.of(), components);
    }

    /** The on-demand price, and the spot price where there is a spot market. */
    private static java.util.Map<Terms, Price> prices(Fields f) {
        Optional<BigDecimal> price = f.number("price").filter(p -> p.signum() > 0);
        Optional<BigDecimal> spot = f.number("spotprice")
                .filter(s -> s.signum() > 0)
                .filter(s -> price.map(p -> p.compareTo(s) != 0).orElse(true));
        java.util.Map<Terms, Price> prices = new java.util.LinkedHashMap<>();
        price.ifPresent(p -> prices.put(new Terms.OnDemand(), Price.of(p, Money.USD)));
        spot.ifPresent(s -> prices.put(new Terms.Spot(), Price.of(s, Money.USD)));
        if (prices.isEmpty()) {
            throw new RowRefused(Reason.NO_PRICE, "price and spotprice are both empty or 0");
        }
        return prices;
    }

    private static String place(Fields f, Terms terms) {
        Optional<String> region = f.text("region");
        return (terms instanceof Terms.Spot ? f.text("availabilityzone").or(() -> region) : region)
                .orElse(Offering.ANY_REGION);
    }

    private String deviceName(String name, Optional<BigDecimal> memoryGib) {
        Optional<Device> device = memoryGib
                .flatMap(m -> context.devices().named(name, m))
                .or(() -> context.devices().named(name));
        return device.map(Device::name).orElse(name);
    }

    /**
     * Memory of one accelerator, GiB. {@code TotalGpuMemoryInMiB} is that of one at some clouds and of all at others, and
     * {@code SizeInMiB} is not trusted either: whichever reading is nearest to what the device has is taken, and for an
     * unknown device only one that both figures agree on.
     */
    private Optional<BigDecimal> deviceMemory(Fields f, String name, BigDecimal count) {
        JsonNode info = f.text("gpuinfo").map(SkyPilotPrices::json).orElse(LENIENT.missingNode());
        Optional<BigDecimal> size =
                gib(info.path("Gpus").path(0).path("MemoryInfo").path("SizeInMiB"));
        Optional<BigDecimal> total = gib(info.path("TotalGpuMemoryInMiB"));
        List<BigDecimal> readings = new ArrayList<>();
        size.ifPresent(readings::add);
        total.ifPresent(t -> {
            readings.add(t);
            readings.add(t.divide(count, MathContext.DECIMAL64));
        });
        Optional<BigDecimal> fitting = readings.stream()
                .filter(r -> context.devices()
                        .named(name, r)
                        .flatMap(Device::memoryGib)
                        .map(m -> m.subtract(r).abs().compareTo(m.multiply(new BigDecimal("0.15"))) <= 0)
                        .orElse(false))
                .findFirst();
        return fitting.isPresent() || context.devices().named(name).isPresent()
                ? fitting
                : size.filter(s -> total.map(t -> t.compareTo(s) == 0 || t.compareTo(s.multiply(count)) == 0)
                        .orElse(true));
    }

    private static Optional<BigDecimal> gib(JsonNode mib) {
        if (!mib.isNumber()) {
            return Optional.empty();
        }
        BigDecimal value = mib.decimalValue();
        return value.signum() <= 0 || value.precision() > 12 || Math.abs((long) value.scale()) > 12
                ? Optional.empty()
                : Optional.of(value.divide(MIB_PER_GIB, MathContext.DECIMAL64));
    }

    /** The cell is Python's way of printing a dictionary; what cannot be read is not known. */
    private static JsonNode json(String cell) {
        try {
            return LENIENT.readTree(cell);
        } catch (JsonProcessingException e) {
            return LENIENT.missingNode();
        }
    }
}
