package dev.lepton.formats.prices;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.io.Reader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A CSV file with a header, line by line; blank lines are no data. Columns are asked for in lower case. */
final class CsvLines {
    private static final int LONGEST_FIELD = 1 << 20;

    private final Map<String, Integer> columns;

    private CsvLines(List<String> header) {
        columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            columns.putIfAbsent(key(header.get(i)), i);
        }
    }

    /**
     * Hands every data line to {@code read}; a line that it refuses, or that is no record, goes to {@code failed}.
     *
     * @throws Problem if the file has no header or lacks one of {@code needed}
     */
    static void read(Reader text, String file, List<String> needed, Consumer<Fields> read, Consumer<Failure> failed) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .detectBomHeader(false)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(text)) {
            read(csv.iterator(), file, needed, read, failed);
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            throw Problem.outside("Cannot read " + file + ": " + e.getMessage() + ".", "Maybe it was removed.", e);
        }
    }

    private static void read(
            Iterator<CsvRecord> records,
            String file,
            List<String> needed,
            Consumer<Fields> read,
            Consumer<Failure> failed) {
        List<String> header;
        try {
            if (!records.hasNext()) {
                throw Problem.input(file + " is empty.", "Maybe it is another file that was meant.");
            }
            header = records.next().getFields();
        } catch (CsvParseException e) {
            throw Problem.input(file + ": the header cannot be read as CSV.", "Maybe a quote is not closed.");
        }
        CsvLines lines = new CsvLines(header);
        for (String column : needed) {
            if (!lines.columns.containsKey(key(column))) {
                throw Problem.input(
                        file + " has no column " + column + ".",
                        "Maybe it is of another form: its columns are " + Fields.shown(String.join(", ", header))
                                + ".");
            }
        }
        long line = 1;
        try {
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                lines.one(row, header.size(), read)
                        .map(r -> new Failure(file, row.getStartingLineNumber(), r.reason(), r.detail()))
                        .ifPresent(failed);
            }
        } catch (CsvParseException e) {
            failed.accept(new Failure(
                    file,
                    line + 1,
                    Reason.MALFORMED,
                    "from here on it cannot be read as CSV, a quote or a field does not end"));
        }
    }

    private Optional<RowRefused> one(CsvRecord row, int width, Consumer<Fields> read) {
        if (row.getFieldCount() != width) {
            return Optional.of(new RowRefused(
                    Reason.WRONG_FIELD_COUNT, row.getFieldCount() + " fields under " + width + " columns"));
        }
        try {
            read.accept(new Line(row, columns));
            return Optional.empty();
        } catch (RowRefused refused) {
            return Optional.of(refused);
        }
    }

    private static String key(String column) {
        return column.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
    }

    private record Line(CsvRecord row, Map<String, Integer> columns) implements Fields {
        @Override
        public Optional<String> text(String column) {
            Integer index = columns.get(column);
            if (index == null) {
                return Optional.empty();
            }
            String value = row.getField(index).strip();
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }

        @Override
        public long line() {
            return row.getStartingLineNumber();
        }
    }
}
