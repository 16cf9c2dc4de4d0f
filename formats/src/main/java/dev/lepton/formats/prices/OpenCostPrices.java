package dev.lepton.formats.prices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lepton.core.catalog.Component;
import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Hours;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads OpenCost's two forms of custom prices (opencost/opencost, {@code configs/}).
 *
 * <p>The CSV prices nodes, GPU types and volumes by name. OpenCost applies its rows whatever {@code EndTimestamp} says;
 * here a row holds from then, or from when the file was written if that is earlier. A node row is a machine named by
 * {@code InstanceID}; the size in {@code InstanceType}, where given and known, tells what it has.
 *
 * <p>The JSON configuration prices one vCPU, GiB and GPU an hour. OpenCost divides prices that are entered through its
 * settings by 730, so the same key is met per month and, divided twice, 730 times too low (opencost/opencost#3781): a
 * price beyond what a vCPU or a GiB can cost an hour is refused, not guessed at.
 */
final class OpenCostPrices {
    private static final String PROVIDER = "custom";

    /** A key of the configuration: what it prices, on which terms, and the hourly range in USD that is believable. */
    private record Key(Component component, Terms terms, String low, String high) {}

    private static final Terms ON_DEMAND = new Terms.OnDemand();
    private static final Map<String, Key> KEYS = Map.of(
            "cpu", new Key(Component.CPU, ON_DEMAND, "0.0005", "1"),
            "spotcpu", new Key(Component.CPU, new Terms.Spot(), "0.0001", "1"),
            "ram", new Key(Component.RAM, ON_DEMAND, "0.0001", "0.5"),
            "spotram", new Key(Component.RAM, new Terms.Spot(), "0.00002", "0.5"),
            "gpu", new Key(Component.DEVICE, ON_DEMAND, "0.005", "60"),
            "storage", new Key(Component.STORAGE, ON_DEMAND, "0.0000001", "0.01"),
            "zonenetworkegress", new Key(Component.EGRESS_ZONE, ON_DEMAND, "0", "10"),
            "regionnetworkegress", new Key(Component.EGRESS_REGION, ON_DEMAND, "0", "10"),
            "internetnetworkegress", new Key(Component.EGRESS_INTERNET, ON_DEMAND, "0", "10"));

    private final PriceContext context;

    private OpenCostPrices(PriceContext context) {
        this.context = context;
    }

    static void readCsv(Reader text, PriceContext context, Consumer<PriceRow> sink) {
        OpenCostPrices prices = new OpenCostPrices(context);
        CsvLines.read(
                text,
                context.file(),
                List.of("instanceid", "assetclass", "marketpricehourly"),
                f -> sink.accept(prices.line(f)),
                ListPrices.refused(sink));
    }

    private PriceRow line(Fields f) {
        String name = f.required("instanceid");
        String region = f.text("region").orElse(Offering.ANY_REGION);
        Price price = Price.of(f.requiredNumber("marketpricehourly"), Money.USD);
        Instant listed = f.instant("endtimestamp").orElse(context.listedAt());
        Instant from = listed.isBefore(context.listedAt()) ? listed : context.listedAt();
        return switch (f.required("assetclass").toLowerCase(Locale.ROOT)) {
            case "node" -> node(f, name, region, price, from);
            case "gpu" -> component(Component.DEVICE, deviceName(name), region, price, from);
            case "pv" -> component(Component.STORAGE, name, region, price, from);
            default ->
                throw new RowRefused(
                        Reason.UNKNOWN_VALUE,
                        "assetclass is '" + Fields.shown(f.required("assetclass")) + "', not node, gpu or pv");
        };
    }

    private PriceRow node(Fields f, String name, String region, Price price, Instant from) {
        String provider = context.provider().orElse(PROVIDER);
        Shape size = f.text("instancetype")
                .map(type -> context.machines().shape(providerOf(type), type))
                .orElseGet(() -> context.machines().shape(provider, name));
        Shape node = new Shape(
                provider,
                name,
                size.vcpus(),
                size.memoryGib(),
                size.device(),
                size.deviceCount(),
                size.deviceMemoryGib(),
                size.provenance());
        return new PriceRow.Priced(
                List.of(new Offering(node, region, ON_DEMAND, price, from, Optional.empty(), context.provenance())),
                List.of());
    }

    private String providerOf(String instanceType) {
        return context.provider()
                .orElse(instanceType.startsWith("Standard_") ? "azure" : instanceType.contains(".") ? "aws" : "gcp");
    }

    private String deviceName(String name) {
        return context.devices().named(name).map(Device::name).orElse(name);
    }

    private PriceRow component(Component component, String name, String region, Price price, Instant from) {
        return new PriceRow.Priced(
                List.of(), List.of(priced(component, Optional.of(name), region, ON_DEMAND, price, from)));
    }

    private ComponentPrice priced(
            Component component, Optional<String> name, String region, Terms terms, Price price, Instant from) {
        return new ComponentPrice(
                component,
                name,
                context.provider(),
                region,
                terms,
                price,
                from,
                Optional.empty(),
                context.provenance());
    }

    /** Each key that prices something is a row; keys that configure OpenCost itself are none. */
    static void readJson(Reader text, PriceContext context, Consumer<PriceRow> sink) {
        OpenCostPrices prices = new OpenCostPrices(context);
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.input(
                        context.file() + " is no JSON object.", "Maybe it is not OpenCost's configuration.");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                int line = json.currentLocation().getLineNr();
                JsonToken value = json.nextToken();
                Key priced = KEYS.get(key.toLowerCase(Locale.ROOT));
                if (priced != null && value != null) {
                    String written = value.isScalarValue() ? json.getValueAsString("") : "…";
                    sink.accept(prices.entry(key, priced, written, line));
                }
                json.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw Problem.input(
                    context.file() + " is not valid JSON at line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ".",
                    "Maybe a comma or a quote is missing there.");
        } catch (IOException e) {
            throw Problem.outside("Cannot read " + context.file() + ".", "Maybe it was removed.", e);
        }
    }

    private PriceRow entry(String key, Key priced, String written, long line) {
        Optional<BigDecimal> number = Decimals.parse(written.strip());
        if (number.isEmpty() || number.get().signum() < 0) {
            Reason reason = number.isEmpty() ? Reason.NOT_A_NUMBER : Reason.NEGATIVE;
            return refused(line, reason, key + " is '" + Fields.shown(written) + "'");
        }
        boolean perHour = priced.component().compareTo(Component.STORAGE) <= 0;
        Price price = context.monthly() && perHour
                ? new Price(number.get(), Money.USD, Hours.PER_BILLING_MONTH)
                : Price.of(number.get(), Money.USD);
        if (price.perUnit().compareTo(new BigDecimal(priced.high())) > 0) {
            return refused(
                    line,
                    Reason.OUT_OF_RANGE,
                    key + " is " + written + " an hour, more than any " + priced.component()
                            + " costs; if it is per month, say --monthly and it is divided by 730");
        }
        if (number.get().signum() > 0 && price.perUnit().compareTo(new BigDecimal(priced.low())) < 0) {
            return refused(
                    line,
                    Reason.OUT_OF_RANGE,
                    key + " comes to "
                            + price.perUnit()
                                    .round(new java.math.MathContext(4))
                                    .toPlainString()
                            + " an hour, less than any " + priced.component()
                            + " costs; it looks as if it had been divided by 730 once too often");
        }
        return new PriceRow.Priced(
                List.of(),
                List.of(priced(
                        priced.component(),
                        Optional.empty(),
                        Offering.ANY_REGION,
                        priced.terms(),
                        price,
                        context.listedAt())));
    }

    private PriceRow refused(long line, Reason reason, String detail) {
        return new PriceRow.Refused(new Failure(context.file(), line, reason, detail));
    }
}
