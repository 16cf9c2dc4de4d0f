package dev.lepton.formats.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A delimited text file with a header, read row by row in memory that does not grow with it.
 *
 * <p>UTF-8, plain or gzip; a byte-order mark and blank lines are passed over. Columns go by their name, whatever its
 * case; a line break within a field is read as LF. A row that is wrong in itself (field count, quotes, bytes that are not UTF-8, or refused by the
 * {@link RowReader}) is one {@link Failure} with the line it starts on, and reading goes on. Only what is wrong with the
 * file as a whole is a {@link Problem}; rows may have been delivered before it is met, and should then be thrown away.
 */
public final class CsvFile {
    /** Longest field, in characters. A quote that is never closed is told from a field by this. */
    static final int LONGEST_FIELD = 1 << 20;

    private final Path file;
    private final Dialect dialect;
    private final Source source;

    private CsvFile(Path file, Dialect dialect, Source source) {
        this.file = file;
        this.dialect = dialect;
        this.source = source;
    }

    /** Where the bytes come from. */
    @FunctionalInterface
    private interface Source {
        InputStream open(LongConsumer bytesRead) throws IOException;
    }

    /** How fields are kept apart. */
    public enum Dialect {
        /** Commas, with {@code "quotes"} where needed (RFC 4180). */
        COMMAS(',', '"'),
        /** Semicolons, quoted like commas: what spreadsheets write where the comma is the decimal point. */
        SEMICOLONS(';', '"'),
        /** Vertical bars and no quoting at all, as {@code sacct --parsable2} writes. */
        BARS('|', Utf8Reader.NEVER);

        private final char separator;
        private final char quote;

        Dialect(char separator, char quote) {
            this.separator = separator;
            this.quote = quote;
        }
    }

    /** {@code file}, written in {@code dialect}. */
    public static CsvFile of(Path file, Dialect dialect) {
        return new CsvFile(file, dialect, bytesRead -> TextSource.open(file, bytesRead));
    }

    /** The resource {@code name} beside {@code owner}, which must be there, with commas. */
    public static CsvFile resource(Class<?> owner, String name) {
        return new CsvFile(
                Path.of(name),
                Dialect.COMMAS,
                bytesRead -> Objects.requireNonNull(
                        owner.getResourceAsStream(name), () -> name + " is not on the class path"));
    }

    /**
     * Reads every row.
     *
     * @param columns the columns that {@code reader} knows
     * @param reader makes a value of a row
     * @param rows given the value of every row that is good, in the file's order
     * @param failures given every row that is not
     * @param bytesRead told how many bytes of the file, as stored, have been read so far
     * @throws Problem if the file is not there, is no such text, lacks a required column, or is damaged
     */
    public <T> Reading read(
            Columns columns,
            RowReader<T> reader,
            Consumer<T> rows,
            Consumer<Failure> failures,
            LongConsumer bytesRead) {
        try (Utf8Reader text = new Utf8Reader(source.open(bytesRead))) {
            RecordHandler handler = new RecordHandler(text, dialect.quote);
            Iterator<RecordHandler> records = records(text, handler);
            Header header = new Header(file, columns, firstRecord(records, handler), handler.line());
            handler.keep(header.wanted());
            long taken = 0;
            long refused = 0;
            while (advance(records, handler)) {
                if (take(handler, header, reader, rows, failures)) {
                    taken++;
                } else {
                    refused++;
                }
            }
            return new Reading(taken, refused, header.ignored(), List.of());
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    /** The columns of the header, in lower case and in order. */
    public List<String> header() {
        return Header.names(headerAsWritten());
    }

    /** The columns of the header, stripped and in order. */
    public List<String> headerAsWritten() {
        try (Utf8Reader text = new Utf8Reader(source.open(n -> {}))) {
            RecordHandler handler = new RecordHandler(text, dialect.quote);
            return firstRecord(records(text, handler), handler).stream()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    private Iterator<RecordHandler> records(Utf8Reader text, RecordHandler handler) {
        return CsvReader.builder()
                .fieldSeparator(dialect.separator)
                .quoteCharacter(dialect.quote)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(LONGEST_FIELD)
                .build(handler, text)
                .iterator();
    }

    private List<String> firstRecord(Iterator<RecordHandler> records, RecordHandler handler) throws IOException {
        if (!advance(records, handler)) {
            throw Problem.input(file + " is empty: it has no header.", "Maybe the export that made it failed.");
        }
        Optional<String> flaw = flaw(handler, List.of());
        if (flaw.isPresent()) {
            throw Problem.input(
                    file + ":" + handler.line() + ": the header cannot be read: " + flaw.get() + ".",
                    "Maybe it is not a text file, or not in UTF-8.");
        }
        return handler.headerFields();
    }

    /** Moves to the next record that is not blank; false at the end. */
    private boolean advance(Iterator<RecordHandler> records, RecordHandler handler) throws IOException {
        try {
            do {
                if (!records.hasNext()) {
                    return false;
                }
                records.next();
            } while (handler.isBlank());
            return !handler.isEnd();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw tooLong(handler.line(), e);
        }
    }

    private Problem tooLong(long line, CsvParseException e) {
        if (!(e.getCause() instanceof CsvParseException)) {
            throw e;
        }
        return Problem.input(
                file + ":" + line + ": a field of this row does not end within "
                        + String.format(Locale.ROOT, "%,d", LONGEST_FIELD) + " characters.",
                "Maybe a quote that opens there is never closed.");
    }

    private <T> boolean take(
            RecordHandler handler, Header header, RowReader<T> reader, Consumer<T> rows, Consumer<Failure> failures) {
        T value;
        try {
            value = value(handler, header, reader);
        } catch (Refused e) {
            failures.accept(new Failure(file.toString(), handler.line(), e.reason(), e.detail()));
            return false;
        }
        rows.accept(value);
        return true;
    }

    private static <T> T value(RecordHandler handler, Header header, RowReader<T> reader) {
        flaw(handler, header.written()).ifPresent(flaw -> {
            throw new Refused(Reason.MALFORMED, flaw);
        });
        if (handler.count() != header.written().size()) {
            throw new Refused(
                    Reason.WRONG_FIELD_COUNT,
                    handler.count() + " fields, and " + header.written().size() + " in the header");
        }
        return reader.read(new Fields(handler.line(), header.index(), handler.values()));
    }

    /** What is wrong with a record as text. */
    private static Optional<String> flaw(RecordHandler handler, List<String> header) {
        if (handler.hasUnclosedQuote()) {
            return Optional.of("a quote that opens in this row is not closed before the file ends");
        }
        if (handler.badByte() >= 0) {
            int field = handler.badField();
            String where = field < header.size() ? header.get(field) : "field " + (field + 1);
            return Optional.of(Refused.shortened(where) + " has a byte that is not UTF-8, byte "
                    + (handler.badByte() + 1) + " of the text");
        }
        return handler.hasTextAfterQuote() ? Optional.of("text follows a closing quote") : Optional.empty();
    }
}
