package dev.lepton.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Amounts by name, from Lepton's JSON or a hand-written statement's rows, and whether two of them are the same. */
final class Figures {
    /** Half of the fifth decimal: the figures are the same as printed. */
    private static final BigDecimal SAME = new BigDecimal("0.000005");

    private final Map<String, BigDecimal> amounts = new TreeMap<>();

    /** The rows of a CSV: all columns but the last {@code values} are the name. */
    static Figures ofCsv(Path file, int values) {
        Figures figures = new Figures();
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord row : rows) {
                int names = row.getFieldCount() - values;
                String name = String.join("|", row.getFields().subList(0, names));
                for (int v = 0; v < values; v++) {
                    figures.amounts.put(name + "|" + v, new BigDecimal(row.getField(names + v)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return figures;
    }

    /** Used and allocated-unused cost by namespace and resource, and what is unallocated in all. */
    static Figures ofUsage(String json) {
        Figures figures = new Figures();
        allocations(json).forEach((name, node) -> {
            JsonNode exact = node.path("x_lepton");
            if (name.equals("__idle__")) {
                figures.amounts.put("__idle__|ALL|0", amount(exact, "unallocated_cost"));
                figures.amounts.put("__idle__|ALL|1", BigDecimal.ZERO);
                return;
            }
            for (JsonNode resource : exact.path("resources")) {
                String key = name + "|" + resource.path("resource").asText();
                figures.amounts.put(key + "|0", amount(resource, "used_cost"));
                figures.amounts.put(key + "|1", amount(resource, "allocated_unused_cost"));
            }
        });
        return figures;
    }

    /** Total cost by the three keys of the bill. */
    static Figures ofBill(String json) {
        Figures figures = new Figures();
        allocations(json).forEach((name, node) -> {
            List<String> key = new ArrayList<>();
            for (String k : List.of("service", "region", "month")) {
                String value = node.path("properties").path(k).asText();
                key.add(value.equals("__unallocated__") ? "" : value);
            }
            figures.amounts.put(String.join("|", key) + "|0", amount(node.path("x_lepton"), "total_cost"));
        });
        return figures;
    }

    int size() {
        return amounts.size();
    }

    /**
     * Says how far these figures are from {@code other} at most.
     *
     * @throws IllegalStateException if one has a name that the other lacks, or they differ in the fifth decimal
     */
    String comparedTo(Figures other) {
        if (!amounts.keySet().equals(other.amounts.keySet())) {
            throw new IllegalStateException("Figures differ in their names: " + amounts.size() + " against "
                    + other.amounts.size() + ", for instance "
                    + amounts.keySet().stream()
                            .filter(k -> !other.amounts.containsKey(k))
                            .findFirst()
                            .or(() -> other.amounts.keySet().stream()
                                    .filter(k -> !amounts.containsKey(k))
                                    .findFirst())
                            .orElse("none"));
        }
        BigDecimal most = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> mine : amounts.entrySet()) {
            BigDecimal difference = mine.getValue()
                    .subtract(other.amounts.getOrDefault(mine.getKey(), BigDecimal.ZERO))
                    .abs();
            if (difference.compareTo(SAME) >= 0) {
                throw new IllegalStateException("Figures differ: " + mine.getKey() + " is " + mine.getValue()
                        + " against " + other.amounts.get(mine.getKey()) + ".");
            }
            most = most.max(difference);
        }
        return amounts.size() + " figures equal to 5 decimals; largest difference "
                + most.round(new java.math.MathContext(2));
    }

    private static Map<String, JsonNode> allocations(String json) {
        Map<String, JsonNode> nodes = new TreeMap<>();
        try {
            JsonNode set = new ObjectMapper().readTree(json).path("data").path(0);
            set.properties().forEach(f -> nodes.put(f.getKey(), f.getValue()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Lepton's answer is no JSON: " + json.substring(0, Math.min(200, json.length())), e);
        }
        return nodes;
    }

    private static BigDecimal amount(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText());
    }
}
