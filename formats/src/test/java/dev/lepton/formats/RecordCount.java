package dev.lepton.formats;

import java.nio.charset.StandardCharsets;

/**
 * Counts the records of delimited text a second way, character by character, to hold the readers against: a quote that
 * opens a field quotes up to the next one, line breaks end records outside quotes, blank lines are none.
 */
public final class RecordCount {
    private final String text;
    private final char separator;
    private final boolean quoting;

    private RecordCount(String text, char separator, boolean quoting) {
        this.text = text;
        this.separator = separator;
        this.quoting = quoting;
    }

    /** Records after the header in {@code bytes}, read as UTF-8. */
    public static long dataLines(byte[] bytes, char separator, boolean quoting) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return Math.max(
                0,
                new RecordCount(text.replace("\r\n", "\n").replace('\r', '\n') + "\n", separator, quoting).records()
                        - 1);
    }

    private long records() {
        long records = 0;
        boolean blank = true;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n') {
                records += blank ? 0 : 1;
                blank = true;
                i++;
            } else {
                int end = fieldEnd(i);
                boolean last = end >= text.length() || text.charAt(end) == '\n';
                blank = blank && last && !(quoting && c == '"') && isBlank(text.substring(i, end));
                if (!last) {
                    blank = false;
                    end++;
                }
                if (end >= text.length()) {
                    records += blank ? 0 : 1;
                }
                i = end;
            }
        }
        return records;
    }

    private static boolean isBlank(String field) {
        return field.chars().allMatch(Character::isWhitespace);
    }

    /** The separator or line break that ends the field at {@code from}, or the text's end. */
    private int fieldEnd(int from) {
        boolean quotedField = quoting && text.charAt(from) == '"';
        boolean inside = quotedField;
        for (int i = quotedField ? from + 1 : from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quotedField && c == '"') {
                inside = !inside;
            } else if (!inside && (c == separator || c == '\n')) {
                return i;
            }
        }
        return text.length();
    }
}
