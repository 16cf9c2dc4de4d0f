package dev.lepton.report.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A drawing on two axes.
 *
 * @param title what it shows
 * @param form how the points of a series belong together
 * @param x across; increasing along every series, but for {@link Form#POINTS}
 * @param y up
 * @param series what is drawn, in the order in which it is named
 * @param marks lines across the whole drawing: bounds
 * @param ranges what lies between two lines, the widest first; with {@link Form#LINES} only
 */
public record Plot(String title, Form form, Axis x, Axis y, List<Series> series, List<Mark> marks, List<Range> ranges) {
    /** How the points of a series belong together. */
    public enum Form {
        /** A value holds until the next. */
        STEPS,
        /** Values are joined. */
        LINES,
        /** Each series is a point with its name beside it. */
        POINTS,
        /** As {@link #STEPS}, the series that are not a {@link Tone#LIMIT} on top of each other. */
        BANDS,
        /** Each series is a bar with its name beside it, one below another, between its two points across; up means nothing. */
        WATERFALL
    }

    /**
     * What an axis shows, with its unit: {@code GPUs held, % of the fleet}.
     *
     * @param zero the date that its 0 stands for, where it counts days and is to say dates; across only
     */
    public record Axis(String label, Optional<LocalDate> zero) {
        public Axis {
            Check.named("An axis", label);
        }

        /** An axis of numbers. */
        public Axis(String label) {
            this(label, Optional.empty());
        }
    }

    /** What colour a series has. */
    public enum Tone {
        /** The colour that its name has everywhere on the page. */
        OWN,
        /** Of what is at work. */
        BUSY,
        /** Of what is paid for and not ready, or not given out. */
        COMING,
        /** Of what is paid for and nobody has. */
        IDLE,
        /** Of what is on its way out. */
        GOING,
        /** Of a limit or a need, dashed. */
        LIMIT,
        /** Of what is out of the ordinary: points that nothing joins. */
        ALARM
    }

    /** A series; its points are few enough for a screen. */
    public record Series(String name, Tone tone, List<Point> points) {
        public Series {
            Check.named("A series", name);
            points = List.copyOf(points);
        }

        /** A series in the colour of its name. */
        public static Series of(String name, List<Point> points) {
            return new Series(name, Tone.OWN, points);
        }
    }

    /** A point; both are finite. */
    public record Point(double x, double y) {
        public Point {
            Check.that(Double.isFinite(x) && Double.isFinite(y), "A point cannot be at " + x + ", " + y + ".");
        }
    }

    /** A line at {@code at} of the axis across or, when not {@code upright}, of the axis up. */
    public record Mark(String name, boolean upright, double at) {
        public Mark {
            Check.named("A mark", name);
            Check.that(Double.isFinite(at), "A mark cannot be at " + at + ".");
        }
    }

    /**
     * What lies between two lines, such as where most values are expected.
     *
     * @param of the series whose colour it has, paler
     * @param low the lower line; {@code high} has the same points across
     */
    public record Range(String name, String of, List<Point> low, List<Point> high) {
        public Range {
            Check.named("A range", name);
            low = List.copyOf(low);
            high = List.copyOf(high);
            Check.that(low.size() == high.size(), "'" + name + "' has two lines of different lengths.");
            for (int i = 0; i < low.size(); i++) {
                Check.that(
                        low.get(i).x() == high.get(i).x()
                                && low.get(i).y() <= high.get(i).y(),
                        "'" + name + "' is no range at " + low.get(i).x() + ".");
            }
        }
    }

    /** A drawing without ranges. */
    public Plot(String title, Form form, Axis x, Axis y, List<Series> series, List<Mark> marks) {
        this(title, form, x, y, series, marks, List.of());
    }

    public Plot {
        Check.named("A drawing", title);
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        ranges = List.copyOf(ranges);
        List<String> names = series.stream().map(Series::name).toList();
        ranges.forEach(
                r -> Check.that(names.contains(r.of()), "'" + r.name() + "' is of no series: '" + r.of() + "'."));
        if (form == Form.POINTS) {
            series.forEach(s -> Check.that(s.points().size() == 1, "'" + s.name() + "' is to be one point."));
        } else {
            series.forEach(Plot::inOrder);
            series.forEach(s -> Check.that(
                    form != Form.WATERFALL || s.points().size() == 2,
                    "'" + s.name() + "' is to be a bar of two points."));
        }
    }

    private static void inOrder(Series series) {
        List<Point> points = series.points();
        for (int i = 1; i < points.size(); i++) {
            Check.that(
                    points.get(i - 1).x() <= points.get(i).x(),
                    "'" + series.name() + "' goes back at " + points.get(i).x() + ".");
        }
    }
}
