package dev.lepton.formats.series;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.forecast.PlannedChange;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Planned changes of series: {@code name, from, change, value}, and perhaps {@code to} (from which it holds no longer) and
 * {@code unique_id} (else all series). {@code change} is {@code add} (so much a step), {@code percent} or {@code factor}. A
 * file with a bad row is refused whole, because a forecast without that change would be another one.
 */
public final class PlannedChangesCsv {
    private static final Columns COLUMNS =
            Columns.needing("name", "from", "change", "value").allowing("to", "unique_id");
    private static final int SHOWN = 5;

    private PlannedChangesCsv() {}

    /**
     * Reads {@code file}.
     *
     * @throws Problem if it cannot be read, or a row of it cannot
     */
    public static List<PlannedChange> read(Path file) {
        List<PlannedChange> changes = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, PlannedChangesCsv::row, changes::add, failures::add, n -> {});
        if (!failures.isEmpty()) {
            throw Problem.input(
                    failures.size()
                            + " planned changes cannot be taken, and without them the forecast would be another:\n"
                            + failures.stream().limit(SHOWN).map(f -> "  " + f).collect(Collectors.joining("\n")),
                    failures.get(0).reason().advice());
        }
        return changes;
    }

    private static PlannedChange row(Fields row) {
        String word = row.needText("change");
        PlannedChange.Kind kind = Arrays.stream(PlannedChange.Kind.values())
                .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Refused.value(Reason.UNKNOWN_VALUE, "change, not add, percent or factor,", word));
        try {
            return new PlannedChange(
                    row.needText("name"),
                    row.text("unique_id"),
                    row.needTime("from", ZoneOffset.UTC),
                    row.time("to", ZoneOffset.UTC),
                    kind,
                    Fields.need("value", row.number("value")).doubleValue());
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.OUT_OF_RANGE, "'" + row.needText("name") + "': " + e.getMessage());
        }
    }
}
