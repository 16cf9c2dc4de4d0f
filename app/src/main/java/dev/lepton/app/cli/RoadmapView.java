package dev.lepton.app.cli;

import dev.lepton.core.roadmap.Network;
import dev.lepton.core.roadmap.Progress;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Schedule;
import dev.lepton.core.roadmap.Task;
import dev.lepton.report.RoadmapPage;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Scoreboard;
import dev.lepton.report.model.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A roadmap as a page: a Gantt chart, the budget curve, the odds of the finish. */
record RoadmapView(RoadmapSheets sheets, Optional<RoadmapProgress> standing) {
    private static final int POINTS = 200;
    private static final int MOST_TICKS = 14;

    String page(Scoreboard board) {
        Scoreboard drawn = new Scoreboard(board.title(), board.opening(), board.boards(), plots(), board.notes());
        return RoadmapPage.html(drawn, timeline());
    }

    List<Plot> plots() {
        List<Plot> plots = new ArrayList<>();
        if (sheets.priced()) {
            plots.add(curve());
        }
        plots.add(odds());
        return plots;
    }

    private double days(int slot) {
        return (double) slot / roadmap().step().perDay();
    }

    private Roadmap roadmap() {
        return sheets.network().roadmap();
    }

    Timeline timeline() {
        Network network = sheets.network();
        Schedule plan = sheets.plan().schedule();
        List<Timeline.Row> rows = new ArrayList<>();
        for (int i = 0; i < network.size(); i++) {
            Task task = roadmap().tasks().get(i);
            Optional<Progress> report = standing.flatMap(s -> s.status().of(task.id()));
            int index = i;
            rows.add(new Timeline.Row(
                    task.name(),
                    sheets.start(plan, i) + " to " + sheets.finish(plan.finish(i)),
                    days(plan.start(i)),
                    days(plan.finish(i)),
                    sheets.critical(i),
                    report.map(p -> p.percent().doubleValue() / 100).orElse(0.0),
                    standing.map(s -> days(s.replan().schedule().finish(index))),
                    network.into(i).stream().map(Network.Edge::from).distinct().toList()));
        }
        List<Timeline.Mark> marks = new ArrayList<>();
        standing.ifPresent(s -> marks.add(new Timeline.Mark(
                "now, " + s.status().asOf(),
                days(Math.max(0, roadmap().endOf(s.status().asOf()))))));
        marks.add(new Timeline.Mark("80 % of draws", days(sheets.risk().finish(0.8))));
        return new Timeline(roadmap().name() + ", planned", rows, ticks(), marks);
    }

    private List<Timeline.Mark> ticks() {
        int end = Math.max(
                Math.max(sheets.plan().schedule().finish(), sheets.risk().finish(0.8)),
                standing.map(s -> s.replan().schedule().finish()).orElse(0));
        int days = Math.max(1, (int) Math.ceil(days(end)));
        int apart = days <= MOST_TICKS ? 1 : Math.max(7, (days / MOST_TICKS + 6) / 7 * 7);
        List<Timeline.Mark> ticks = new ArrayList<>();
        for (int d = 0; d <= days; d += apart) {
            LocalDate date = roadmap().start().plusDays(d);
            ticks.add(new Timeline.Mark(date.toString(), d));
        }
        return ticks;
    }

    /** Planned cost so far by day; where progress is reported, earned value and what was spent as well. */
    private Plot curve() {
        int end = sheets.plan().schedule().finish();
        List<Plot.Point> planned = new ArrayList<>();
        for (int k = 0; k <= POINTS; k++) {
            int t = (int) Math.round((double) end * k / POINTS);
            planned.add(new Plot.Point(days(t), sheets.costs().by(t).toDouble()));
        }
        List<Plot.Series> series = new ArrayList<>();
        series.add(Plot.Series.of("planned", planned));
        List<Plot.Mark> marks = new ArrayList<>();
        standing.ifPresent(s -> {
            double now = days(Math.max(0, roadmap().endOf(s.status().asOf())));
            marks.add(new Plot.Mark("now", true, now));
            series.add(Plot.Series.of(
                    "earned",
                    List.of(
                            new Plot.Point(0, 0),
                            new Plot.Point(now, s.value().earned().toDouble()))));
            s.value()
                    .actual()
                    .ifPresent(a -> series.add(
                            Plot.Series.of("spent", List.of(new Plot.Point(0, 0), new Plot.Point(now, a.toDouble())))));
        });
        return new Plot(
                "What is spent by when",
                Plot.Form.LINES,
                new Plot.Axis("date", Optional.of(roadmap().start())),
                new Plot.Axis("so far, " + roadmap().currency().getCurrencyCode()),
                series,
                marks);
    }

    private Plot odds() {
        List<Plot.Point> points = new ArrayList<>();
        for (int k = 1; k <= POINTS; k++) {
            double share = (double) k / POINTS;
            points.add(new Plot.Point(days(sheets.risk().finish(share)), 100 * share));
        }
        return new Plot(
                "How likely it is done by then",
                Plot.Form.STEPS,
                new Plot.Axis("date", Optional.of(roadmap().start())),
                new Plot.Axis("% of draws"),
                List.of(Plot.Series.of("done", points)),
                List.of(new Plot.Mark(
                        "planned", true, days(sheets.plan().schedule().finish()))));
    }
}
