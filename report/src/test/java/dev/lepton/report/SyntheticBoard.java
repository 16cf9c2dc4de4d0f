package dev.lepton.report;

import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Axis;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Mark;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import dev.lepton.report.model.Plot.Tone;
import dev.lepton.report.model.Scoreboard;
import dev.lepton.report.model.Scoreboard.Board;
import dev.lepton.report.model.Scoreboard.Column;
import dev.lepton.report.model.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A made-up scoreboard with every form of drawing; one of its two policies is called as a test wants. */
final class SyntheticBoard {
    private SyntheticBoard() {}

    static Scoreboard of(String name) {
        Board figures = new Board(
                "Policies side by side",
                List.of(new Column("policy", false), new Column("cost USD", true)),
                List.of(List.of(name, "1,234.50"), List.of("fifo", "2,000.00"), List.of("bound", "1,000.00")),
                List.of());
        return new Scoreboard(
                "Scheduling, an example",
                List.of("Two policies."),
                List.of(figures),
                List.of(lines(name), steps(name), points(name), bands(), waterfall(name), dated(name)),
                List.of("nothing here was measured."));
    }

    static Timeline timeline() {
        return new Timeline(
                "Two tasks",
                List.of(
                        new Timeline.Row("measure", "1 to 3 May", 0, 3, true, 0.5, Optional.empty(), List.of()),
                        new Timeline.Row("move", "4 to 6 May", 3, 6, false, 0, Optional.empty(), List.of(0))),
                List.of(new Timeline.Mark("2026-05-01", 0)),
                List.of(new Timeline.Mark("80 % of draws", 7)));
    }

    private static Plot lines(String name) {
        return new Plot(
                "Unallocated",
                Form.LINES,
                new Axis("arrived %"),
                new Axis("unallocated %"),
                List.of(
                        Series.of(name, List.of(new Point(0, 100), new Point(50, 52), new Point(100, 12.5))),
                        new Series("ideal", Tone.LIMIT, List.of(new Point(0, 100), new Point(100, 0)))),
                List.of());
    }

    private static Plot steps(String name) {
        List<Point> busy = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            busy.add(new Point(i, i % 7));
        }
        return new Plot(
                "Waiting",
                Form.STEPS,
                new Axis("hours"),
                new Axis("jobs waiting"),
                List.of(Series.of("fifo", busy), Series.of(name, List.of(new Point(0, 3), new Point(40, 3)))),
                List.of());
    }

    private static Plot points(String name) {
        return new Plot(
                "Cost against time",
                Form.POINTS,
                new Axis("cost USD"),
                new Axis("mean hours in the system"),
                List.of(
                        Series.of(name, List.of(new Point(1234.25, 7))),
                        Series.of("fifo", List.of(new Point(2000, 12)))),
                List.of(new Mark("least cost", true, 1000), new Mark("least time", false, 5)));
    }

    private static Plot waterfall(String name) {
        return new Plot(
                "From today",
                Form.WATERFALL,
                new Axis("USD a month"),
                new Axis("step"),
                List.of(
                        new Series(name, Tone.BUSY, List.of(new Point(0, 0), new Point(500, 0))),
                        new Series("region", Tone.GOING, List.of(new Point(420.5, 0), new Point(500, 0)))),
                List.of());
    }

    private static Plot dated(String name) {
        List<Point> expected = List.of(new Point(3, 12), new Point(4, 13), new Point(5, 14));
        return new Plot(
                "Ahead",
                Form.LINES,
                new Axis("date", Optional.of(LocalDate.of(2026, 10, 29))),
                new Axis("USD a day"),
                List.of(
                        Series.of(name, List.of(new Point(0, 10), new Point(1, 30), new Point(2, 11))),
                        Series.of("expected", expected),
                        new Series("told", Tone.ALARM, List.of(new Point(1, 30)))),
                List.of(new Mark("now", true, 2.5), new Mark("limit", false, 20)),
                List.of(new Plot.Range(
                        "95 %",
                        "expected",
                        List.of(new Point(3, 10), new Point(4, 9), new Point(5, 8)),
                        List.of(new Point(3, 14), new Point(4, 17), new Point(5, 20)))));
    }

    private static Plot bands() {
        return new Plot(
                "GPUs paid for",
                Form.BANDS,
                new Axis("days"),
                new Axis("GPUs"),
                List.of(
                        new Series("held", Tone.BUSY, List.of(new Point(0, 8), new Point(1, 16), new Point(2, 16))),
                        new Series("free", Tone.IDLE, List.of(new Point(0, 8), new Point(1, 0), new Point(2, 0))),
                        new Series(
                                "asked for", Tone.LIMIT, List.of(new Point(0, 8), new Point(1, 24), new Point(2, 24)))),
                List.of());
    }
}
