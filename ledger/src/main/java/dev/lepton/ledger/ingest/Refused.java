package dev.lepton.ledger.ingest;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.ledger.store.Engine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a source file that cannot be taken, with their lines. Counting costs one pass of the engine; only when
 * something is refused is the file read again to find the lines, in constant memory.
 */
final class Refused {
    private final Engine engine;
    private final SourceFile source;
    private final String refusal;
    private long count;

    /** @param refusal expression over a row: NULL, or {@code REASON:what} */
    Refused(Engine engine, SourceFile source, String refusal) {
        this.engine = engine;
        this.source = source;
        this.refusal = refusal;
    }

    /** Rows refused; known once {@link #list} has run, zero before. */
    long count() {
        return count;
    }

    /** Writes all failures beside {@code segment} and returns the first few. */
    List<Failure> list(Path file, Path segment) {
        engine.execute("SET preserve_insertion_order = true");
        try {
            engine.execute("CREATE OR REPLACE TEMP TABLE refused AS SELECT n, refusal FROM (SELECT " + rowNumber()
                    + " AS n, " + refusal + " AS refusal FROM " + source.relation()
                    + ") WHERE refusal IS NOT NULL ORDER BY n");
        } finally {
            engine.execute("SET preserve_insertion_order = false");
        }
        boolean csv = source.form() != SourceFile.Form.PARQUET;
        if (csv) {
            engine.execute(
                    "CREATE OR REPLACE TEMP TABLE broken AS SELECT line, any_value(error_type) AS error_type FROM reject_errors "
                            + "WHERE scan_id = (SELECT max(scan_id) FROM reject_errors) GROUP BY line ORDER BY line");
        }
        engine.query("SELECT count(*) FROM refused", r -> count = r.getLong(1));
        if (csv) {
            engine.query("SELECT count(*) FROM broken", r -> count += r.getLong(1));
        }
        if (count == 0) {
            return List.of();
        }
        try (FailuresFile failures = new FailuresFile(segment)) {
            if (csv) {
                listLines(file, failures::add);
            } else {
                engine.query(
                        "SELECT n, refusal FROM refused ORDER BY n",
                        r -> failures.add(failure(file, r.getLong(1), r.getString(2))));
            }
            return failures.first();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String rowNumber() {
        return source.form() == SourceFile.Form.PARQUET ? "file_row_number + 1" : "row_number() OVER ()";
    }

    private static Failure failure(Path file, long line, String refusal) {
        int colon = refusal.indexOf(':');
        return new Failure(
                file.toString(), line, Reason.valueOf(refusal.substring(0, colon)), refusal.substring(colon + 1));
    }

    /** Walks the file beside the sorted row numbers of the refused rows and gives each its line. */
    private void listLines(Path file, Consumer<Failure> sink) throws IOException {
        Set<Long> broken = brokenLines(file, sink);
        try (CsvReader<CsvRecord> records = records(file)) {
            Iterator<CsvRecord> rows = records.iterator();
            rows.next(); // the header
            long[] at = {0};
            engine.query("SELECT n, refusal FROM refused ORDER BY n", r -> {
                long wanted = r.getLong(1);
                long line = 0;
                while (at[0] < wanted && rows.hasNext()) {
                    line = rows.next().getStartingLineNumber();
                    if (!broken.contains(line)) {
                        at[0]++;
                    }
                }
                sink.accept(failure(file, line, r.getString(2)));
            });
        }
    }

    /**
     * The lines of rows that the engine could not cut into fields. It says how many; which lines they are is found by
     * their number of fields, since it counts lines otherwise where a field holds a line break.
     */
    private Set<Long> brokenLines(Path file, Consumer<Failure> sink) throws IOException {
        Map<Long, String> reported = new LinkedHashMap<>();
        engine.query(
                "SELECT line, error_type FROM broken ORDER BY line", r -> reported.put(r.getLong(1), r.getString(2)));
        if (reported.isEmpty()) {
            return Set.of();
        }
        Map<Long, String> found = new LinkedHashMap<>();
        try (CsvReader<CsvRecord> records = records(file)) {
            int fields = -1;
            for (CsvRecord row : records) {
                fields = fields < 0 ? row.getFieldCount() : fields;
                if (row.getFieldCount() != fields) {
                    found.put(row.getStartingLineNumber(), row.getFieldCount() + " fields, the header has " + fields);
                }
            }
        }
        Map<Long, String> lines = found.size() == reported.size() ? found : reported;
        lines.forEach((line, what) -> sink.accept(new Failure(
                file.toString(),
                line,
                lines == found ? Reason.WRONG_FIELD_COUNT : Reason.MALFORMED,
                what.toLowerCase(Locale.ROOT))));
        return lines.keySet();
    }

    private CsvReader<CsvRecord> records(Path file) throws IOException {
        return CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(reader(file));
    }

    private Reader reader(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        InputStream bytes = source.form() == SourceFile.Form.GZIPPED_CSV ? new GZIPInputStream(in) : in;
        return new InputStreamReader(bytes, StandardCharsets.UTF_8);
    }
}
