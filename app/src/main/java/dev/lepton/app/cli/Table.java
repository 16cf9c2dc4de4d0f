package dev.lepton.app.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of text cells. For people the columns are aligned and a total stands under a rule; as CSV the raw values are
 * written and the total is left out, since a reader would add it up again.
 */
final class Table {
    /** How a column stands. */
    enum Align {
        LEFT,
        RIGHT
    }

    private record Column(String header, String csvHeader, Align align) {}

    private record Row(List<String> shown, List<String> raw) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private List<String> total = List.of();

    /** A column of text, named {@code csvHeader} in CSV. */
    Table left(String header, String csvHeader) {
        columns.add(new Column(header, csvHeader, Align.LEFT));
        return this;
    }

    /** A column of numbers. */
    Table right(String header, String csvHeader) {
        columns.add(new Column(header, csvHeader, Align.RIGHT));
        return this;
    }

    /** A row: what people see and what CSV carries, cell by cell. */
    void row(List<String> shown, List<String> raw) {
        if (shown.size() != columns.size() || raw.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "A row of " + shown.size() + " cells for " + columns.size() + " columns.");
        }
        rows.add(new Row(List.copyOf(shown), List.copyOf(raw)));
    }

    /** A row that reads the same in both forms. */
    void row(List<String> cells) {
        row(cells, cells);
    }

    /** The last line for people; its numbers must be what the rows shown add up to. */
    void total(List<String> shown) {
        total = List.copyOf(shown);
    }

    void writeCsv(PrintWriter out) {
        CsvWriter writer = CsvWriter.builder().build(out);
        try {
            writer.writeRecord(columns.stream().map(Column::csvHeader).toList());
            for (Row row : rows) {
                writer.writeRecord(row.raw());
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeText(PrintWriter out) {
        int[] widths = new int[columns.size()];
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::header).toList());
        rows.forEach(r -> lines.add(r.shown()));
        if (!total.isEmpty()) {
            lines.add(total);
        }
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(
                        widths[i], line.get(i).codePointCount(0, line.get(i).length()));
            }
        }
        int ruleWidth = 2 * (widths.length - 1);
        for (int width : widths) {
            ruleWidth += width;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (i == 1 || (i == lines.size() - 1 && !total.isEmpty())) {
                out.println("─".repeat(ruleWidth));
            }
            out.println(aligned(lines.get(i), widths));
        }
    }

    private String aligned(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String pad = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
            line.append(columns.get(i).align() == Align.RIGHT ? pad + cell : cell + pad)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }
}
