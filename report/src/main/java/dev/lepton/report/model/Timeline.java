package dev.lepton.report.model;

import java.util.List;
import java.util.Optional;

/**
 * Tasks in time, as a Gantt chart shows them. Times are days after the first.
 *
 * @param title what it shows
 * @param rows from the top
 * @param ticks what the axis says, and where
 * @param marks lines across all rows
 */
public record Timeline(String title, List<Row> rows, List<Mark> ticks, List<Mark> marks) {
    /**
     * A task.
     *
     * @param span when it is, in words
     * @param from when it starts
     * @param to when it finishes; equal to {@code from} for a milestone
     * @param critical whether the finish of all depends on it
     * @param done share that is done, 0 to 1
     * @param now when it finishes as planned again; empty where it was not
     * @param after indices of the rows it waits for
     */
    public record Row(
            String label,
            String span,
            double from,
            double to,
            boolean critical,
            double done,
            Optional<Double> now,
            List<Integer> after) {
        public Row {
            Check.named("A task", label);
            Check.that(
                    from >= 0 && from <= to && Double.isFinite(to),
                    "'" + label + "' cannot be from " + from + " to " + to + ".");
            Check.that(done >= 0 && done <= 1, "'" + label + "' cannot be done to " + done + ".");
            after = List.copyOf(after);
        }
    }

    /** A line and its name. */
    public record Mark(String name, double at) {
        public Mark {
            Check.named("A mark", name);
            Check.that(Double.isFinite(at), "A mark cannot be at " + at + ".");
        }
    }

    public Timeline {
        Check.named("A timeline", title);
        rows = List.copyOf(rows);
        ticks = List.copyOf(ticks);
        marks = List.copyOf(marks);
    }
}
