package dev.lepton.app.cli;

import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Schedule;
import dev.lepton.core.roadmap.Step;

/** A roadmap's tasks as bars of text. */
record Gantt(RoadmapSheets sheets) {
    private static final int WIDTH = 60;

    /** One row a task, in the order of the roadmap. */
    Sheet sheet() {
        Roadmap roadmap = sheets.network().roadmap();
        Schedule schedule = sheets.plan().schedule();
        int end = Math.max(1, schedule.finish());
        double perCell = Math.max(1, (double) end / WIDTH);
        int cells = (int) Math.ceil(end / perCell);
        String unit = roadmap.step() == Step.DAY ? "days" : "hours";
        String scale =
                perCell == 1 ? "one of the " + unit : String.format(java.util.Locale.ROOT, "%.1f %s", perCell, unit);
        Sheet sheet = new Sheet(
                        "gantt",
                        "█ critical  ▒ has float  · float left  ◆ milestone; a character is " + scale + ", the first "
                                + roadmap.start())
                .text("task", "id")
                .text("", "bar");
        for (int i = 0; i < sheets.network().size(); i++) {
            sheet.row(Cell.text(roadmap.tasks().get(i).id()), Cell.text(bar(schedule, i, perCell, cells)));
        }
        return sheet;
    }

    private String bar(Schedule schedule, int task, double perCell, int cells) {
        int from = (int) (schedule.start(task) / perCell);
        int to = (int) Math.ceil(schedule.finish(task) / perCell);
        if (schedule.start(task) == schedule.finish(task)) {
            return " ".repeat(Math.max(0, Math.min(cells, to) - 1)) + "◆";
        }
        int late = sheets.critical(task)
                ? to
                : Math.min(cells, (int) Math.ceil(Math.max(
                                schedule.finish(task),
                                sheets.plan().path().lateTimes().finish(task))
                        / perCell));
        return " ".repeat(from)
                + (sheets.critical(task) ? "█" : "▒").repeat(Math.max(1, to - from))
                + "·".repeat(Math.max(0, late - to));
    }
}
