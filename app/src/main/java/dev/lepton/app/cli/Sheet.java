package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.report.model.Scoreboard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One titled table of an answer that has several; its first column names the rows. */
final class Sheet {
    private record Column(String header, String field, boolean right) {}

    private final String key;
    private final String title;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private List<String> total = List.of();

    /** A table under {@code title}, which programs find under {@code key}. */
    Sheet(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** A column of text, which programs find under {@code field}. */
    Sheet text(String header, String field) {
        columns.add(new Column(header, field, false));
        return this;
    }

    /** A column of numbers; its header carries their unit. */
    Sheet number(String header, String field) {
        columns.add(new Column(header, field, true));
        return this;
    }

    void row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns.");
        }
        rows.add(List.of(cells));
    }

    /** The last line for people: what the numbers shown add up to. */
    void total(String... shown) {
        total = List.of(shown);
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Aligned for people; as CSV its figures themselves. */
    Table table() {
        Table table = new Table();
        for (Column column : columns) {
            if (column.right()) {
                table.right(column.header(), column.field());
            } else {
                table.left(column.header(), column.field());
            }
        }
        for (List<Cell> row : rows) {
            table.row(
                    row.stream().map(Cell::shown).toList(),
                    row.stream()
                            .map(c -> c.raw().isNull() ? "" : c.raw().asText())
                            .toList());
        }
        if (!total.isEmpty()) {
            table.total(total);
        }
        return table;
    }

    /** What people read of it, for a page: columns of which nothing is known in any row are left out. */
    Scoreboard.Board board() {
        List<Integer> shown = IntStream.range(0, columns.size())
                .filter(c -> !total.isEmpty()
                        || rows.stream()
                                .anyMatch(row -> !List.of("", Cell.NONE.shown())
                                        .contains(row.get(c).shown())))
                .boxed()
                .toList();
        return new Scoreboard.Board(
                title,
                shown.stream()
                        .map(columns::get)
                        .map(c -> new Scoreboard.Column(c.header(), c.right()))
                        .toList(),
                rows.stream()
                        .map(row ->
                                shown.stream().map(row::get).map(Cell::shown).toList())
                        .toList(),
                total);
    }

    ArrayNode json() {
        ArrayNode all = Output.JSON.createArrayNode();
        for (List<Cell> row : rows) {
            ObjectNode object = all.addObject();
            for (int i = 0; i < columns.size(); i++) {
                object.set(columns.get(i).field(), row.get(i).raw());
            }
        }
        return all;
    }

    /** Each figure on a line of its own: section, name, measure, value. */
    void addTo(Table figures) {
        for (List<Cell> row : rows) {
            for (int i = 1; i < columns.size(); i++) {
                String value = row.get(i).raw().isNull() ? "" : row.get(i).raw().asText();
                figures.row(
                        List.of(key, row.get(0).raw().asText(), columns.get(i).field(), value));
            }
        }
    }
}
