package dev.lepton.core.predict;

import java.util.List;

/**
 * A table as it was written.
 *
 * @param columns its header
 * @param rows one for each line with as many texts as there are columns
 */
public record RawTable(List<String> columns, List<RawRow> rows) {
    /** A line: where it stands and its texts, stripped; an empty one says nothing. */
    public record RawRow(long line, List<String> texts) {
        public RawRow {
            texts = List.copyOf(texts);
        }
    }

    public RawTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
