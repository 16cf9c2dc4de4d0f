package dev.lepton.formats.series;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.forecast.Series;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Series in long form: {@code unique_id, ds, y}. {@code ds} is a date or a time, in UTC without an offset; without
 * {@code unique_id} the file is one series. Rows may be in any order; a second row of a series at one moment is refused.
 */
public final class SeriesCsv {
    private static final String ONLY = "series";
    private static final String JOIN = "/";

    /**
     * What a file holds.
     *
     * @param series in the order they begin
     * @param paths of each series the values of the columns that name it
     * @param failures rows that were not taken
     */
    public record ReadSeries(List<Series> series, List<List<String>> paths, List<Failure> failures) {
        public ReadSeries {
            series = List.copyOf(series);
            paths = paths.stream().map(List::copyOf).toList();
            failures = List.copyOf(failures);
        }
    }

    private final List<String> by;
    private final String values;
    private final Map<String, List<String>> paths = new LinkedHashMap<>();

    private record Row(List<String> path, String id, Instant at, double value) {}

    private final Map<String, TreeMap<Instant, Double>> all = new LinkedHashMap<>();

    private SeriesCsv(List<String> by, String values) {
        this.by = by;
        this.values = values;
    }

    /**
     * Reads {@code file}.
     *
     * @throws Problem if the file as a whole cannot be read, or a series of it spreads over more than two million steps
     */
    public static ReadSeries read(Path file) {
        return read(file, List.of(), "y");
    }

    /**
     * Reads {@code file}, whose series are named by the columns {@code by} together, or by {@code unique_id} when there are
     * none, and whose values are in the column {@code values}.
     */
    public static ReadSeries read(Path file, List<String> by, String values) {
        SeriesCsv rows = new SeriesCsv(by, values);
        List<String> needed = new ArrayList<>(by);
        needed.addAll(List.of("ds", values));
        Columns columns = Columns.needing(needed.toArray(String[]::new)).allowing("unique_id");
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS).read(columns, rows::row, rows::add, failures::add, n -> {});
        return new ReadSeries(
                rows.all.entrySet().stream()
                        .map(e -> series(file, e.getKey(), e.getValue()))
                        .toList(),
                List.copyOf(rows.paths.values()),
                failures);
    }

    /** The series of {@code observed}; a file in which one cannot be is refused with that series' reason. */
    static Series series(Path file, String id, SortedMap<Instant, Double> observed) {
        try {
            return Series.of(id, observed);
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    file + ": " + e.getMessage(), "Maybe a date in it is wrong, or it mixes several series.");
        }
    }

    private Row row(Fields row) {
        List<String> path = by.isEmpty()
                ? List.of(row.text("unique_id").orElse(ONLY))
                : by.stream().map(row::needText).toList();
        String id = String.join(JOIN, path);
        Instant at = row.needTime("ds", ZoneOffset.UTC);
        double value = Fields.need(values, row.number(values)).doubleValue();
        TreeMap<Instant, Double> known = all.get(id);
        if (known != null && known.containsKey(at)) {
            throw new Refused(Reason.DUPLICATE, "'" + id + "' has another row at '" + row.needText("ds") + "'");
        }
        return new Row(path, id, at, value);
    }

    private void add(Row row) {
        paths.putIfAbsent(row.id(), row.path());
        all.computeIfAbsent(row.id(), i -> new TreeMap<>()).put(row.at(), row.value());
    }
}
