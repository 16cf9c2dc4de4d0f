package dev.lepton.formats.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes comma-separated text that {@link CsvFile} reads back. */
public final class RowWriter {
    private RowWriter() {}

    /**
     * Writes a header and {@code rows}, what is empty as nothing; {@code out} is flushed and left open.
     *
     * @throws UncheckedIOException if {@code out} cannot be written to
     */
    public static void write(Writer out, List<String> columns, Stream<List<Optional<?>>> rows) {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord(columns);
        rows.forEach(row -> csv.writeRecord(row.stream()
                .map(value -> value.map(Object::toString).orElse(""))
                .toList()));
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
