package dev.lepton.core.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * New projects, read as the past ones were.
 *
 * @param rows one for each, its cells as many as the past ones'
 * @param notes columns that the table lacks and cells that could not be read
 */
public record NewProjects(List<Row> rows, List<String> notes) {
    /** One project: its line and what is known of it. */
    public record Row(long line, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public NewProjects {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** The rows of {@code table} with the columns of {@code past}, found by name whatever its case. */
    public static NewProjects of(RawTable table, Projects past) {
        List<String> notes = new ArrayList<>();
        List<List<Cell>> cells = new ArrayList<>();
        table.rows().forEach(r -> cells.add(new ArrayList<>()));
        for (Projects.Column column : past.columns()) {
            Optional<String> written = table.columns().stream()
                    .filter(c -> c.equalsIgnoreCase(column.name()))
                    .findFirst();
            if (written.isEmpty()) {
                notes.add("there is no column '" + column.name() + "'; it counts as missing in every new project");
            }
            int at = written.map(table.columns()::indexOf).orElse(-1);
            boolean commas = at >= 0
                    && table.rows().stream()
                            .anyMatch(r -> NumberText.hasDecimalComma(r.texts().get(at)));
            for (int i = 0; i < cells.size(); i++) {
                RawTable.RawRow row = table.rows().get(i);
                cells.get(i)
                        .add(
                                at < 0
                                        ? Cell.MISSING
                                        : cell(row, column, row.texts().get(at), commas, notes));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            rows.add(new Row(table.rows().get(i).line(), cells.get(i)));
        }
        return new NewProjects(rows, notes);
    }

    private static Cell cell(
            RawTable.RawRow row, Projects.Column column, String text, boolean commas, List<String> notes) {
        if (NumberText.isMissing(text)) {
            return Cell.MISSING;
        }
        if (!column.numeric()) {
            return new Cell.Word(text);
        }
        Optional<NumberText.Read> read = NumberText.read(text, commas, column.name());
        if (read.isEmpty()) {
            notes.add("line " + row.line() + ": " + column.name() + " is '" + text
                    + "', which is no number; it counts as missing");
        }
        return read.<Cell>map(r -> new Cell.Figure(r.value())).orElse(Cell.MISSING);
    }
}
