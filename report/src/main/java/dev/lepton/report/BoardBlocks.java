package dev.lepton.report;

import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Scoreboard;
import dev.lepton.report.model.Scoreboard.Board;
import java.util.ArrayList;
import java.util.List;

/** The pieces of a scoreboard. */
final class BoardBlocks {
    /** Rows that a table shows unasked. */
    private static final int OPEN = 25;

    private BoardBlocks() {}

    static Block table(Board board) {
        List<DataTable.Column> columns = new ArrayList<>();
        board.columns().forEach(c -> columns.add(new DataTable.Column(c.name(), c.number() && !columns.isEmpty())));
        List<DataTable.Row> feet = board.total().isEmpty() ? List.of() : List.of(row(board.total()));
        DataTable table = new DataTable(
                board.caption(),
                columns,
                board.rows().stream().map(BoardBlocks::row).toList(),
                feet);
        return board.rows().size() <= OPEN
                ? new Block.Table(table)
                : new Block.Folded(
                        board.caption() + ", " + Figures.count(board.rows().size()) + " rows", table);
    }

    private static DataTable.Row row(List<String> cells) {
        return new DataTable.Row(0, cells.stream().map(DataTable::text).toList());
    }

    /** The drawings of {@code board}, their ids beginning with {@code id}. */
    static List<Block> plots(String id, Scoreboard board) {
        PlotBlocks drawn = PlotBlocks.of(board.plots());
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < board.plots().size(); i++) {
            Plot plot = board.plots().get(i);
            blocks.addAll(drawn.blocks(id + "-" + (i + 1), plot));
        }
        return blocks;
    }

    /** Sentences that begin as sentences do. */
    static List<String> sentences(List<String> notes) {
        return notes.stream().map(BoardBlocks::sentence).toList();
    }

    private static String sentence(String note) {
        return note.isEmpty()
                ? note
                : note.substring(0, note.offsetByCodePoints(0, 1)).toUpperCase(java.util.Locale.ROOT)
                        + note.substring(note.offsetByCodePoints(0, 1));
    }
}
