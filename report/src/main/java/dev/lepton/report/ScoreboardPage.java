package dev.lepton.report;

import dev.lepton.report.model.Scoreboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scoreboard as one HTML file that needs nothing else, in the dress of {@link ReportPage}. */
public final class ScoreboardPage {
    private ScoreboardPage() {}

    /** The page for {@code board}; the same scoreboard gives the same text. */
    public static String html(Scoreboard board) {
        return ReportPage.html(page(board));
    }

    static Page page(Scoreboard board) {
        List<Section> sections = new ArrayList<>();
        List<Block> tables = board.boards().stream().map(BoardBlocks::table).toList();
        if (!tables.isEmpty()) {
            sections.add(
                    new Section("figures", "Side by side", String.join(" ", board.opening()), tables.subList(0, 1)));
        }
        if (!board.plots().isEmpty()) {
            sections.add(new Section("charts", "Drawn", "", BoardBlocks.plots("plot", board)));
        }
        if (tables.size() > 1) {
            sections.add(new Section("more", "More figures", "", tables.subList(1, tables.size())));
        }
        if (!board.notes().isEmpty()) {
            List<Block> notes = List.of(new Block.Sentences(BoardBlocks.sentences(board.notes())));
            sections.add(new Section("notes", "What to know", "", notes));
        }
        return new Page("en", board.title(), List.of(), List.of(), Optional.empty(), sections, "{}");
    }
}
