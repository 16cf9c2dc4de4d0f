package dev.lepton.formats.prices;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lepton.core.catalog.Component;
import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Hours;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads Lepton's own price lists, CSV or YAML with the same fields; docs/formats.md, "Prices", is their description. */
final class LeptonPrices {
    private static final Set<String> FIELDS = Set.of(
            "provider",
            "region",
            "instance_type",
            "terms",
            "price",
            "per",
            "currency",
            "valid_from",
            "valid_to",
            "vcpus",
            "memory_gib",
            "device",
            "device_count",
            "device_memory_gib",
            "device_price",
            "source");

    private final PriceContext context;

    private LeptonPrices(PriceContext context) {
        this.context = context;
    }

    static void readCsv(Reader text, PriceContext context, Consumer<PriceRow> sink) {
        LeptonPrices prices = new LeptonPrices(context);
        CsvLines.read(
                text,
                context.file(),
                List.of("instance_type", "price"),
                f -> sink.accept(prices.row(f)),
                ListPrices.refused(sink));
    }

    private PriceRow row(Fields f) {
        String provider = f.text("provider").or(context::provider).orElse("own").toLowerCase(Locale.ROOT);
        Currency currency = f.currency("currency", Money.USD);
        BigDecimal hours = hours(f);
        Price hourly = new Price(f.requiredNumber("price"), currency, hours);
        Instant from = f.instant("valid_from").orElse(context.listedAt());
        Optional<Instant> to = f.instant("valid_to");
        if (to.isPresent() && !from.isBefore(to.get())) {
            throw new RowRefused(Reason.ENDS_BEFORE_START, "valid_to is " + to.get() + ", valid_from " + from);
        }
        Provenance provenance = new Provenance(f.text("source").orElse(context.source()), Confidence.MEASURED);
        Shape shape = shape(f, provider, provenance);
        String region = f.text("region").orElse(Offering.ANY_REGION);
        Terms terms = terms(f);
        List<ComponentPrice> components = f.number("device_price")
                .map(amount -> new ComponentPrice(
                        Component.DEVICE,
                        shape.device(),
                        Optional.of(provider),
                        region,
                        terms,
                        new Price(amount, currency, hours),
                        from,
                        to,
                        provenance))
                .map(List::of)
                .orElse(List.of());
        if (!components.isEmpty() && shape.device().isEmpty()) {
            throw new RowRefused(Reason.MISSING_VALUE, "device_price is given and device is not");
        }
        return new PriceRow.Priced(
                List.of(new Offering(shape, region, terms, hourly, from, to, provenance)), components);
    }

    private Shape shape(Fields f, String provider, Provenance provenance) {
        String type = f.required("instance_type");
        Shape known = context.machines().shape(provider, type);
        Optional<BigDecimal> count = f.number("device_count");
        Optional<String> device = f.text("device")
                .map(name -> context.devices().named(name).map(Device::name).orElse(name));
        if (device.isPresent()
                && count.or(known::deviceCount).map(c -> c.signum() == 0).orElse(true)) {
            throw new RowRefused(
                    Reason.MISSING_VALUE, "device is " + Fields.shown(device.get()) + " and device_count is none");
        }
        boolean said = device.isPresent() || count.isPresent();
        boolean none = count.map(c -> c.signum() == 0).orElse(false);
        Optional<BigDecimal> otherwise = known.deviceCount()
                .or(() -> known.device().isPresent() ? Optional.empty() : Optional.of(BigDecimal.ZERO));
        return new Shape(
                provider,
                type,
                f.number("vcpus").or(known::vcpus),
                f.number("memory_gib").or(known::memoryGib),
                none ? Optional.empty() : device.or(known::device),
                said ? count.or(known::deviceCount) : otherwise,
                none ? Optional.empty() : f.number("device_memory_gib").or(known::deviceMemoryGib),
                provenance);
    }

    private static BigDecimal hours(Fields f) {
        return switch (f.text("per").orElse("hour").toLowerCase(Locale.ROOT)) {
            case "hour" -> BigDecimal.ONE;
            case "month" -> Hours.PER_BILLING_MONTH;
            case "year" -> Hours.PER_YEAR;
            default ->
                throw new RowRefused(
                        Reason.UNKNOWN_VALUE,
                        "per is '" + Fields.shown(f.required("per")) + "', not hour, month or year");
        };
    }

    private static Terms terms(Fields f) {
        String word = f.text("terms").orElse("on-demand").toLowerCase(Locale.ROOT);
        try {
            return Terms.parse(word);
        } catch (IllegalArgumentException e) {
            throw new RowRefused(Reason.UNKNOWN_VALUE, "terms is '" + Fields.shown(word) + "'");
        }
    }

    /** A list of entries, or a map with the list under {@code prices}. Each entry is a row, numbered by its first line. */
    static void readYaml(Reader text, PriceContext context, Consumer<PriceRow> sink) {
        LeptonPrices prices = new LeptonPrices(context);
        try (JsonParser yaml = new YAMLFactory().createParser(text)) {
            JsonToken token = yaml.nextToken();
            if (token == JsonToken.START_OBJECT) {
                token = prices.underPrices(yaml);
            }
            if (token != JsonToken.START_ARRAY) {
                throw Problem.input(
                        context.file() + " has no list of prices.",
                        "Maybe begin it with 'prices:' and a '-' an entry.");
            }
            while (yaml.nextToken() != JsonToken.END_ARRAY && yaml.currentToken() != null) {
                sink.accept(prices.entry(yaml));
            }
        } catch (JsonProcessingException e) {
            throw notYaml(context, e.getLocation() == null ? 1 : e.getLocation().getLineNr());
        } catch (org.yaml.snakeyaml.error.YAMLException e) {
            throw notYaml(context, 1);
        } catch (IOException e) {
            throw Problem.outside("Cannot read " + context.file() + ".", "Maybe it was removed.", e);
        }
    }

    private static Problem notYaml(PriceContext context, int line) {
        return Problem.input(
                context.file() + " is not valid YAML at line " + line + ".", "Maybe its indentation is wrong there.");
    }

    private @org.jspecify.annotations.Nullable JsonToken underPrices(JsonParser yaml) throws IOException {
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String name = yaml.currentName();
            JsonToken value = yaml.nextToken();
            if (name.equals("prices")) {
                return value;
            }
            yaml.skipChildren();
        }
        return null;
    }

    private PriceRow entry(JsonParser yaml) throws IOException {
        long line = yaml.currentTokenLocation().getLineNr();
        try {
            return row(new Entry(line, values(yaml)));
        } catch (RowRefused refused) {
            return new PriceRow.Refused(new Failure(context.file(), line, refused.reason(), refused.detail()));
        }
    }

    private static Map<String, String> values(JsonParser yaml) throws IOException {
        if (yaml.currentToken() != JsonToken.START_OBJECT) {
            yaml.skipChildren();
            throw new RowRefused(Reason.MALFORMED, "an entry is not a map of fields");
        }
        Map<String, String> values = new HashMap<>();
        Optional<String> strange = Optional.empty();
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String name = yaml.currentName();
            JsonToken value = yaml.nextToken();
            if (!FIELDS.contains(name) || (value != null && !value.isScalarValue())) {
                strange = strange.or(() -> Optional.of(name));
            } else if (value != null && value != JsonToken.VALUE_NULL) {
                values.put(name, yaml.getText());
            }
            yaml.skipChildren();
        }
        if (strange.isPresent()) {
            throw new RowRefused(Reason.UNKNOWN_VALUE, "no field '" + Fields.shown(strange.get()) + "' is known there");
        }
        return values;
    }

    private record Entry(long line, Map<String, String> values) implements Fields {
        @Override
        public Optional<String> text(String column) {
            return Optional.ofNullable(values.get(column)).map(String::strip).filter(v -> !v.isEmpty());
        }
    }
}
