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
    private static final int LONGEST_SHOWN = 60;
    private static final char VALUE_FOLLOWS = '\u001f';

    private final Engine engine;
    private final SourceFile source;
    private final String refusal;
    private long count;

    /** @param refusal expression over a row: NULL, or what {@link #because} makes */
    Refused(Engine engine, SourceFile source, String refusal) {
        this.engine = engine;
        this.source = source;
        this.refusal = refusal;
    }

    /** What a row is refused with: the reason, the column, and what {@code value}, an expression, holds in it. */
    static String because(Reason reason, String column, String value) {
        return "concat(" + Engine.literal(reason.name() + ":" + column) + ", '" + VALUE_FOLLOWS + "', left(CAST("
                + value + " AS VARCHAR), " + (LONGEST_SHOWN + 1) + "))";
    }

    /** Rows refused; known once {@link #list} has run, zero before. */
    long count() {
        return count;
    }

    /** Writes all failures beside {@code segment} and returns the first few. */
    List<Failure> list(Path file, Path segment) {
        engine.execute("SET preserve_insertion_order = true");
        boolean csv = source.form() != SourceFile.Form.PARQUET;
        long earlier = csv ? lastScan() : 0;
        try {
            engine.execute("CREATE OR REPLACE TEMP TABLE refused AS SELECT n, refusal FROM (SELECT " + rowNumber()
                    + " AS n, " + refusal + " AS refusal FROM " + source.relation()
                    + ") WHERE refusal IS NOT NULL ORDER BY n");
        } finally {
            engine.execute("SET preserve_insertion_order = false");
        }
        if (csv) {
            engine.execute(
                    "CREATE OR REPLACE TEMP TABLE broken AS SELECT line, any_value(error_type) AS error_type FROM reject_errors "
                            + "WHERE scan_id > " + earlier + " GROUP BY line ORDER BY line");
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

    /** The engine keeps what it could not cut into fields for all files it has read; this tells them apart. */
    private long lastScan() {
        long[] last = {-1};
        boolean[] kept = {false};
        engine.query(
                "SELECT count(*) > 0 FROM duckdb_tables() WHERE table_name = 'reject_errors'",
                r -> kept[0] = r.getBoolean(1));
        if (kept[0]) {
            engine.query("SELECT coalesce(max(scan_id), -1) FROM reject_errors", r -> last[0] = r.getLong(1));
        }
        return last[0];
    }

    private String rowNumber() {
        return source.form() == SourceFile.Form.PARQUET ? "file_row_number + 1" : "row_number() OVER ()";
    }

    private static Failure failure(Path file, long line, String refusal) {
        int colon = refusal.indexOf(':');
        int value = refusal.indexOf(VALUE_FOLLOWS);
        String column = refusal.substring(colon + 1, value);
        String held = shortened(refusal.substring(value + 1));
        return new Failure(
                file.toString(),
                line,
                Reason.valueOf(refusal.substring(0, colon)),
                held.isEmpty() ? column + " is empty" : column + " is '" + held + "'");
    }

    /** On one line, so that a failure is one. */
    private static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
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
