package dev.lepton.formats.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record FastCSV is at, kept in place and overwritten by the next: its fields, and what is wrong with its text.
 * Fields of columns that nobody reads are never made into strings.
 */
final class RecordHandler extends AbstractBaseCsvCallbackHandler<RecordHandler> {
    private final Utf8Reader text;
    private final char quote;
    private final List<String> headerFields = new ArrayList<>();
    private boolean @Nullable [] wanted;
    private String[] values = {};
    private long line;
    private int count;
    private boolean blank;
    private boolean end;
    private boolean unclosedQuote;
    private boolean textAfterQuote;
    private long badByte;
    private int badField;

    RecordHandler(Utf8Reader text, char quote) {
        this.text = text;
        this.quote = quote;
    }

    /** From the next record on, keep only the fields that are {@code wanted}. */
    void keep(boolean[] wanted) {
        this.wanted = wanted;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        count = 0;
        blank = true;
        end = false;
        unclosedQuote = false;
        textAfterQuote = false;
        badByte = -1;
        headerFields.clear();
        values = wanted == null ? values : new String[wanted.length];
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        count++;
        boolean[] keep = wanted;
        if (keep == null) {
            headerFields.add(new String(buffer, offset, length));
        } else if (index < keep.length && keep[index]) {
            values[index] = new String(buffer, offset, length);
        }
        blank = blank && index == 0 && !quoted && isBlank(buffer, offset, length);
        if (length > 0 && buffer[offset + length - 1] == Utf8Reader.END) {
            end = index == 0 && length == 1 && !quoted;
            unclosedQuote = !end;
        } else if (quoted) {
            textAfterQuote |= !closes(buffer, offset, length);
        }
        if (text.hasBadBytes()) {
            findBadBytes(index, buffer, offset, length);
        }
    }

    private static boolean isBlank(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!Character.isWhitespace(buffer[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a quoted field ends with its closing quote. FastCSV takes the doubling out of quotes in place, so the
     * closing one stands as many characters behind the field as the field has quotes.
     */
    private boolean closes(char[] buffer, int offset, int length) {
        int at = offset + length;
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == quote) {
                at++;
            }
        }
        return at < buffer.length && buffer[at] == quote;
    }

    private void findBadBytes(int index, char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            boolean alone = i == offset || !Character.isHighSurrogate(buffer[i - 1]);
            if (alone && Utf8Reader.isBadByte(buffer[i])) {
                long at = text.takeBadByte();
                if (badByte < 0) {
                    badByte = at;
                    badField = index;
                }
            }
        }
    }

    /** The record's first line in the file, from 1. */
    long line() {
        return line;
    }

    int count() {
        return count;
    }

    boolean isBlank() {
        return blank;
    }

    /** Whether this is not a record but the end of the file. */
    boolean isEnd() {
        return end;
    }

    boolean hasUnclosedQuote() {
        return unclosedQuote;
    }

    boolean hasTextAfterQuote() {
        return textAfterQuote;
    }

    /** Position of the record's first byte that is not UTF-8; negative when all are. */
    long badByte() {
        return badByte;
    }

    /** The field that {@link #badByte} is in, from 0. */
    int badField() {
        return badField;
    }

    List<String> headerFields() {
        return List.copyOf(headerFields);
    }

    /** The kept fields; a fresh array for each record. */
    String[] values() {
        return values;
    }

    @Override
    protected RecordHandler buildRecord() {
        return this;
    }
}
