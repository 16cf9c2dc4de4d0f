package dev.lepton.report.model;

import java.util.List;

/**
 * Policies or rules side by side.
 *
 * @param title what is compared
 * @param opening what was run, one sentence each
 * @param boards the figures; the first is the one to read
 * @param plots drawings of them
 * @param notes what is assumed, guessed or left out, one sentence each
 */
public record Scoreboard(String title, List<String> opening, List<Board> boards, List<Plot> plots, List<String> notes) {
    /** A column; the heading of numbers has their unit. */
    public record Column(String name, boolean number) {}

    /**
     * A table, its figures rounded for show.
     *
     * @param rows each with one cell per column, the first its name
     * @param total what the figures shown add up to; may be empty
     */
    public record Board(String caption, List<Column> columns, List<List<String>> rows, List<String> total) {
        public Board {
            Check.named("A table", caption);
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            total = List.copyOf(total);
            for (List<String> row : rows) {
                Check.that(
                        row.size() == columns.size(),
                        "A row of '" + caption + "' has " + row.size() + " cells for " + columns.size() + " columns.");
            }
        }
    }

    public Scoreboard {
        Check.named("A scoreboard", title);
        opening = List.copyOf(opening);
        boards = List.copyOf(boards);
        plots = List.copyOf(plots);
        notes = List.copyOf(notes);
    }
}
