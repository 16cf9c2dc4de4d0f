package dev.lepton.formats.promises;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.savings.Promises;
import dev.lepton.core.watch.savings.WorkCost;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Promises as JSON: amounts and hours are texts, so that no program rounds them. */
public final class PromisesFile {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PromisesFile() {}

    /** The text of {@code promises}, which {@link #read} reads. */
    public static String text(Promises promises) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("made_at", promises.madeAt().toString());
        root.put("from", promises.window().from().toString());
        root.put("to", promises.window().to().toString());
        root.put("filter", promises.filter());
        root.put("basis", promises.basis());
        ArrayNode before = root.putArray("before");
        promises.before().forEach((kind, cost) -> {
            ObjectNode node = before.addObject().put("kind", kind);
            put(node, "cost_per_month", cost.cost());
            cost.work().ifPresent(w -> {
                node.put("hours_there", w.there().toPlainString());
                node.put("hours_held", w.held().toPlainString());
                w.used().ifPresent(u -> node.put("hours_used", u.toPlainString()));
            });
        });
        ArrayNode all = root.putArray("promises");
        promises.promises()
                .forEach(p -> put(
                        all.addObject()
                                .put("finding", p.finding())
                                .put("title", p.title())
                                .put("strategy", p.strategy().word())
                                .put("kind", p.kind()),
                        "saving_per_month",
                        p.monthly()));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ObjectNode node, String field, Money money) {
        node.put(field, money.amount().toPlainString());
        node.put("currency", money.currency().getCurrencyCode());
    }

    /**
     * Reads {@code file}.
     *
     * @throws Problem if it is not what {@link #text} writes
     */
    public static Promises read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (root == null || root.path("format").asInt() != FORMAT) {
                throw new IllegalArgumentException("its format is not " + FORMAT);
            }
            Map<String, WorkCost> before = new TreeMap<>();
            root.path("before")
                    .forEach(n -> before.put(text(n, "kind"), new WorkCost(money(n, "cost_per_month"), work(n))));
            List<Promises.Promise> promises = new ArrayList<>();
            root.path("promises")
                    .forEach(n -> promises.add(new Promises.Promise(
                            text(n, "finding"),
                            text(n, "title"),
                            Strategy.valueOf(
                                    text(n, "strategy").toUpperCase(Locale.ROOT).replace('-', '_')),
                            text(n, "kind"),
                            money(n, "saving_per_month"))));
            return new Promises(
                    Instant.parse(text(root, "made_at")),
                    new Window(Instant.parse(text(root, "from")), Instant.parse(text(root, "to"))),
                    text(root, "filter"),
                    text(root, "basis"),
                    before,
                    promises);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw Problem.outside(
                    "The promises in " + file + " cannot be read: " + e.getMessage() + ".",
                    "Maybe restore the file, or record anew: lepton advise --record",
                    e);
        }
    }

    private static Optional<WorkCost.Work> work(JsonNode node) {
        return node.has("hours_there")
                ? Optional.of(new WorkCost.Work(
                        decimal(node, "hours_there"),
                        decimal(node, "hours_held"),
                        node.has("hours_used") ? Optional.of(decimal(node, "hours_used")) : Optional.empty()))
                : Optional.empty();
    }

    private static Money money(JsonNode node, String field) {
        return new Money(decimal(node, field), Currency.getInstance(text(node, "currency")));
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        try {
            return new BigDecimal(text(node, field));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    field + " is '" + node.path(field).asText() + "', which is no number", e);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.asText();
    }
}
