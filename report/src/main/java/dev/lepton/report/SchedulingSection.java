package dev.lepton.report;

import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.Scoreboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How full the machines were, and what other ways to run the same jobs would have cost. */
final class SchedulingSection {
    private static final String ID = "scheduling";
    private static final String TITLE = "What to change, placement and scheduling";

    private SchedulingSection() {}

    static Section of(ReportModel model) {
        if (model.scheduling().isEmpty()) {
            return new Section(
                    ID,
                    TITLE,
                    "",
                    List.of(new Block.Missing(
                            "The cheapest way to do the work is planned from stated needs; none were given.",
                            Optional.of("lepton report --plan FILE.yaml"))));
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < model.scheduling().size(); i++) {
            Scoreboard board = model.scheduling().get(i);
            blocks.add(new Block.Heading(board.title()));
            blocks.add(new Block.Note(String.join(" ", board.opening())));
            board.boards().stream().limit(1).map(BoardBlocks::table).forEach(blocks::add);
            blocks.addAll(BoardBlocks.plots(ID + "-" + (i + 1), board));
            board.boards().stream().skip(1).map(BoardBlocks::table).forEach(blocks::add);
            if (!board.notes().isEmpty()) {
                blocks.add(new Block.Sentences(BoardBlocks.sentences(board.notes())));
            }
        }
        return new Section(ID, TITLE, "", blocks);
    }
}
