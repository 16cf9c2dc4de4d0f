package dev.lepton.formats.series;

import dev.lepton.core.evidence.Failure;
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
import java.util.TreeMap;

/**
 * Series in long form: {@code unique_id, ds, y}. {@code ds} is a date or a time, in UTC without an offset; without
 * {@code unique_id} the file is one series. Rows may be in any order; a second row of a series at one moment is refused.
 */
public final class SeriesCsv {
    private static final Columns COLUMNS = Columns.needing("ds", "y").allowing("unique_id");
    private static final String ONLY = "series";

    /** What a file holds: its series in the order they begin, and rows that were not taken. */
    public record ReadSeries(List<Series> series, List<Failure> failures) {
        public ReadSeries {
            series = List.copyOf(series);
            failures = List.copyOf(failures);
        }
    }

    private record Row(String id, Instant at, double value) {}

    private final Map<String, TreeMap<Instant, Double>> all = new LinkedHashMap<>();

    private SeriesCsv() {}

    /**
     * Reads {@code file}.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static ReadSeries read(Path file) {
        SeriesCsv rows = new SeriesCsv();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, rows::row, rows::add, failures::add, n -> {});
        return new ReadSeries(
                rows.all.entrySet().stream()
                        .map(e -> Series.of(e.getKey(), e.getValue()))
                        .toList(),
                failures);
    }

    private Row row(Fields row) {
        String id = row.text("unique_id").orElse(ONLY);
        Instant at = row.needTime("ds", ZoneOffset.UTC);
        double value = Fields.need("y", row.number("y")).doubleValue();
        TreeMap<Instant, Double> known = all.get(id);
        if (known != null && known.containsKey(at)) {
            throw new Refused(Reason.DUPLICATE, "'" + id + "' has another row at '" + row.needText("ds") + "'");
        }
        return new Row(id, at, value);
    }

    private void add(Row row) {
        all.computeIfAbsent(row.id(), i -> new TreeMap<>()).put(row.at(), row.value());
    }
}
