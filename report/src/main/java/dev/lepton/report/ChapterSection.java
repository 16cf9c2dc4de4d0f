package dev.lepton.report;

import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Scoreboard;
import java.util.ArrayList;
import java.util.List;

/** A chapter: its drawings, then its tables, then what is assumed. */
final class ChapterSection {
    private ChapterSection() {}

    static Section of(Chapter chapter) {
        return switch (chapter) {
            case Chapter.Lacking lacking ->
                new Section(
                        lacking.id(),
                        lacking.title(),
                        "",
                        List.of(new Block.Missing(lacking.why(), lacking.command())));
            case Chapter.Shown shown -> of(shown);
        };
    }

    private static Section of(Chapter.Shown shown) {
        Scoreboard board = shown.board();
        List<Block> blocks = new ArrayList<>();
        shown.timeline().map(RoadmapPage::drawing).ifPresent(blocks::add);
        blocks.addAll(BoardBlocks.plots(shown.id(), board));
        board.boards().stream().map(BoardBlocks::table).forEach(blocks::add);
        if (!board.notes().isEmpty()) {
            blocks.add(new Block.Sentences(BoardBlocks.sentences(board.notes())));
        }
        return new Section(shown.id(), shown.title(), String.join(" ", board.opening()), blocks);
    }
}
