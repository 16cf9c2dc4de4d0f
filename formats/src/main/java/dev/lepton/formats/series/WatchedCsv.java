package dev.lepton.formats.series;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.forecast.Series;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Series to be watched: {@code unique_id, ds, y}, or {@code timestamp} and {@code value}; every other column that holds texts is a
 * dimension. Rows of one series at one moment that differ in a dimension add up; a second row that differs in none is
 * refused.
 */
public final class WatchedCsv {
    private static final List<String> TIMES = List.of("ds", "timestamp", "date");
    private static final List<String> VALUES = List.of("y", "value", "cost");
    private static final String ID = "unique_id";
    private static final String ONLY = "series";

    /**
     * What a file holds.
     *
     * @param watched its series in the order they begin
     * @param failures rows that were not taken
     */
    public record ReadWatched(List<Watched> watched, List<Failure> failures) {
        public ReadWatched {
            watched = List.copyOf(watched);
            failures = List.copyOf(failures);
        }
    }

    /**
     * A series and what it is made of.
     *
     * @param parts by dimension and value, what that part was at each moment; without what was nothing
     */
    public record Watched(Series series, Map<String, Map<String, Map<Instant, Double>>> parts) {}

    private record Row(String id, Instant at, double value, Map<String, String> dimensions) {}

    private record Key(String id, Instant at, Map<String, String> dimensions) {}

    private final List<String> others;
    private final Set<Key> seen = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();

    private WatchedCsv(List<String> others) {
        this.others = others;
    }

    /**
     * Reads {@code file}.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static ReadWatched read(Path file) {
        CsvFile csv = CsvFile.of(file, CsvFile.Dialect.COMMAS);
        List<String> header = csv.header();
        List<String> others = header.stream()
                .filter(c -> !c.isBlank() && !c.equals(ID) && !TIMES.contains(c) && !VALUES.contains(c))
                .toList();
        WatchedCsv all = new WatchedCsv(others);
        List<Failure> failures = new ArrayList<>();
        csv.read(
                Columns.needing(String.join("|", TIMES), String.join("|", VALUES))
                        .allowing("*"),
                all::row,
                all.rows::add,
                failures::add,
                n -> {});
        return new ReadWatched(all.watched(file), failures);
    }

    private Row row(Fields row) {
        String id = row.text(ID).orElse(ONLY);
        Instant at = row.needTime(first(row, TIMES), ZoneOffset.UTC);
        double value = Fields.need("y", row.number(first(row, VALUES))).doubleValue();
        Map<String, String> dimensions = new TreeMap<>();
        for (String other : others) {
            row.text(other).filter(t -> !isNumber(t)).ifPresent(t -> dimensions.put(other, t));
        }
        if (!seen.add(new Key(id, at, dimensions))) {
            throw new Refused(Reason.DUPLICATE, "'" + id + "' has another row at '" + at + "'");
        }
        return new Row(id, at, value, dimensions);
    }

    private static String first(Fields row, List<String> names) {
        return names.stream().filter(row::has).findFirst().orElseThrow();
    }

    private static boolean isNumber(String text) {
        try {
            return new BigDecimal(text).scale() < Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private List<Watched> watched(Path file) {
        Map<String, TreeMap<Instant, Double>> sums = new LinkedHashMap<>();
        Map<String, Map<String, Map<String, Map<Instant, Double>>>> parts = new LinkedHashMap<>();
        for (Row row : rows) {
            sums.computeIfAbsent(row.id(), i -> new TreeMap<>()).merge(row.at(), row.value(), Double::sum);
            row.dimensions()
                    .forEach((dimension, value) -> parts.computeIfAbsent(row.id(), i -> new TreeMap<>())
                            .computeIfAbsent(dimension, d -> new TreeMap<>())
                            .computeIfAbsent(value, v -> new TreeMap<>())
                            .merge(row.at(), row.value(), Double::sum));
        }
        return sums.entrySet().stream()
                .map(e -> new Watched(
                        SeriesCsv.series(file, e.getKey(), e.getValue()), parts.getOrDefault(e.getKey(), Map.of())))
                .toList();
    }
}
