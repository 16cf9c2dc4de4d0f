package dev.lepton.core.predict;

import java.util.List;

/**
 * Past projects, cleaned: what is known of each before it begins, and what became of it.
 *
 * @param target the name of what became of it
 * @param columns what is known before
 * @param rows one for each project
 */
public record Projects(String target, List<Column> columns, List<Row> rows) {
    /**
     * Something that is known of a project.
     *
     * @param name as the file has it
     * @param numeric whether it is a number, not a word
     */
    public record Column(String name, boolean numeric) {}

    /**
     * One project.
     *
     * @param line its line in the file
     * @param cells as many as there are columns
     * @param target what became of it
     */
    public record Row(long line, List<Cell> cells, double target) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public Projects {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("Line " + row.line() + " has "
                        + row.cells().size() + " cells for " + columns.size() + " columns.");
            }
        }
    }

    /** The targets, in the rows' order. */
    public double[] targets() {
        return rows.stream().mapToDouble(Row::target).toArray();
    }

    /** The same of some of the rows. */
    public Projects of(List<Row> some) {
        return new Projects(target, columns, some);
    }

    /** The same without the columns named {@code names}. */
    public Projects without(List<String> names) {
        List<Integer> kept = java.util.stream.IntStream.range(0, columns.size())
                .filter(j -> !names.contains(columns.get(j).name()))
                .boxed()
                .toList();
        return new Projects(
                target,
                kept.stream().map(columns::get).toList(),
                rows.stream()
                        .map(r -> new Row(
                                r.line(),
                                kept.stream().map(j -> r.cells().get(j)).toList(),
                                r.target()))
                        .toList());
    }
}
