package dev.lepton.report;

import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.util.List;

/**
 * A table of the page: the same figures as a chart, or figures of its own.
 *
 * @param caption what it shows, in one line
 * @param columns their names, and whether numbers stand in them
 * @param rows each with one cell per column
 * @param feet the totals; may be empty
 */
record DataTable(String caption, List<Column> columns, List<Row> rows, List<Row> feet) {
    /** Letters that a narrow column holds. */
    private static final int SHORT = 24;

    /** Columns from which on their headings have to be broken. */
    private static final int MANY = 7;

    record Column(String name, boolean number) {}

    /** A row; {@code depth} indents its first cell. */
    record Row(int depth, List<Cell> cells) {}

    /** What stands in a cell. */
    sealed interface Cell {
        /** Words, or a number with its unit. */
        record Text(String text) implements Cell {}

        /** A number, and under it another that belongs to it. */
        record Pair(String text, String under) implements Cell {}

        /** A share of the whole, drawn as a bar behind its percentage; {@code width} is in percent. */
        record Share(String text, String width) implements Cell {}

        /** How sure the row is. */
        record Sure(Confidence confidence) implements Cell {}

        /** A command to type. */
        record Command(String text) implements Cell {}

        /** A finding that must not be overlooked. */
        record Alarm(String text) implements Cell {}
    }

    DataTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        feet = List.copyOf(feet);
        int width = columns.size();
        for (Row row :
                java.util.stream.Stream.concat(rows.stream(), feet.stream()).toList()) {
            if (row.cells().size() != width) {
                throw new IllegalArgumentException(
                        "A row of '" + caption + "' has " + row.cells().size() + " cells for " + width + " columns.");
            }
        }
    }

    static Column words(String name) {
        return new Column(name, false);
    }

    static Column number(String name) {
        return new Column(name, true);
    }

    static Row row(Cell... cells) {
        return new Row(0, List.of(cells));
    }

    static Cell text(String text) {
        return new Cell.Text(text);
    }

    static Cell pair(String text, String under) {
        return new Cell.Pair(text, under);
    }

    static Cell sure(Confidence confidence) {
        return new Cell.Sure(confidence);
    }

    /** A bar as wide as {@code fraction}, which is drawn from 0 to 1 whatever it is. */
    static Cell share(BigDecimal fraction, String text) {
        return new Cell.Share(text, Block.width(fraction));
    }

    /** Whether a phone shows each row as a card: sentences, commands and many columns with words do not fit beside each other. */
    boolean cards() {
        boolean words = columns.stream().skip(1).anyMatch(column -> !column.number());
        return words && (columns.size() > 4 || rows.stream().anyMatch(this::wordy));
    }

    private boolean wordy(Row row) {
        for (int i = 1; i < columns.size(); i++) {
            Cell cell = row.cells().get(i);
            if (cell instanceof Cell.Command
                    || (cell instanceof Cell.Text text && text.text().length() > SHORT)) {
                return true;
            }
        }
        return false;
    }

    /** How wide it is drawn: few columns are easier to read close together. */
    String breadth() {
        return columns.size() <= 4 ? "narrow" : columns.size() <= MANY ? "full" : "full many";
    }

    /** The style of a cell: numbers stand right, and a cell without anything is left out of a phone's card. */
    String styleOf(Row row, int column) {
        boolean blank =
                row.cells().get(column) instanceof Cell.Text text && text.text().isEmpty();
        return (columns.get(column).number() ? "num" : "words") + (blank ? " blank" : "");
    }

    /** What a phone prints before a cell, where a row is shown as a card. */
    String nameOf(int column) {
        return columns.get(column).name();
    }
}
