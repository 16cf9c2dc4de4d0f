package dev.lepton.report;

import dev.lepton.report.model.Scoreboard;
import dev.lepton.report.model.Timeline;
import java.util.ArrayList;
import java.util.List;

/** A roadmap as one HTML file that needs nothing else: its Gantt chart, then what {@link ScoreboardPage} shows. */
public final class RoadmapPage {
    private RoadmapPage() {}

    /** The page for {@code board} and {@code timeline}; the same gives the same text. */
    public static String html(Scoreboard board, Timeline timeline) {
        Page page = ScoreboardPage.page(board);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("timeline", "In time", String.join(" ", board.opening()), List.of(drawing(timeline))));
        page.sections().stream()
                .map(s -> s.id().equals("figures") ? new Section(s.id(), "Task by task", "", s.blocks()) : s)
                .forEach(sections::add);
        return ReportPage.html(new Page(
                page.language(),
                page.title(),
                page.facts(),
                page.notices(),
                page.headline(),
                sections,
                page.settings()));
    }

    static Block drawing(Timeline timeline) {
        return new Block.Drawing(timeline.title(), keys(timeline), TimelineSvg.of(timeline));
    }

    private static List<Block.Key> keys(Timeline timeline) {
        List<Block.Key> keys = new ArrayList<>();
        keys.add(new Block.Key("free", "critical: the finish of all depends on it"));
        keys.add(new Block.Key("used", "has float"));
        if (timeline.rows().stream().anyMatch(r -> r.done() > 0)) {
            keys.add(new Block.Key("done", "done"));
        }
        if (timeline.rows().stream().anyMatch(r -> r.now().isPresent())) {
            keys.add(new Block.Key("held", "finish as planned again"));
        }
        return keys;
    }
}
