package dev.lepton.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Range;
import dev.lepton.report.model.Plot.Series;
import dev.lepton.report.model.Plot.Tone;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Drawings as a page holds them, each with the meaning of its colours and, folded, some of its figures as a table.
 *
 * @param names of the series that have a colour of their own, in the order of their colours
 */
record PlotBlocks(List<String> names) {
    /** Dashes that tell apart series of one colour; the order of charts.js. */
    private static final List<String> DASHES = List.of("solid", "dashed", "dotted");

    /** Points of a series that its table shows. */
    private static final int ROWS = 20;

    /** Digits of a coordinate: more than a screen has points. */
    private static final MathContext DRAWN = new MathContext(7);

    PlotBlocks {
        names = List.copyOf(names);
    }

    /** Colours by the first appearance of a name. */
    static PlotBlocks of(List<Plot> plots) {
        return new PlotBlocks(plots.stream()
                .flatMap(p -> p.series().stream())
                .filter(s -> s.tone() == Tone.OWN)
                .map(Series::name)
                .distinct()
                .toList());
    }

    List<Block> blocks(String id, Plot plot) {
        return List.of(
                new Block.Chart(id, "plot", plot.title(), keys(plot), SafeJson.write(json(plot))),
                new Block.Folded("The figures behind this chart", table(plot)));
    }

    private String colour(Series series) {
        return switch (series.tone()) {
            case OWN -> "team" + (1 + names.indexOf(series.name()) % Colours.COUNT);
            case BUSY -> "used";
            case COMING -> "held";
            case IDLE -> "free";
            case GOING -> "team0";
            case LIMIT -> "ink";
            case ALARM -> "free";
        };
    }

    private String dash(Series series) {
        return series.tone() == Tone.LIMIT
                ? "dashed"
                : series.tone() == Tone.OWN
                        ? DASHES.get(names.indexOf(series.name()) / Colours.COUNT % DASHES.size())
                        : "solid";
    }

    private String colour(Plot plot, Range range) {
        return plot.series().stream()
                .filter(s -> s.name().equals(range.of()))
                .map(this::colour)
                .findFirst()
                .orElse("ink");
    }

    private List<Block.Key> keys(Plot plot) {
        List<Block.Key> keys = new ArrayList<>();
        if (plot.form() == Form.WATERFALL) {
            return keys;
        }
        for (Series series : plot.series()) {
            boolean area = plot.form() == Form.BANDS && series.tone() != Tone.LIMIT;
            boolean dot = series.tone() == Tone.ALARM;
            boolean line = !area && !dot && plot.form() != Form.POINTS;
            keys.add(new Block.Key(
                    line ? "line line-" + colour(series) + " " + dash(series) : colour(series) + (dot ? " dot" : ""),
                    series.name()));
        }
        for (int i = 0; i < plot.ranges().size(); i++) {
            Range range = plot.ranges().get(i);
            keys.add(new Block.Key(colour(plot, range) + (i == 0 ? " pale" : " paler"), range.name()));
        }
        plot.marks().forEach(mark -> keys.add(new Block.Key("line line-ink dashed", mark.name())));
        return keys;
    }

    private ObjectNode json(Plot plot) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("form", plot.form().name().toLowerCase(Locale.ROOT));
        json.put("x", plot.x().label());
        json.put("y", plot.y().label());
        plot.x().zero().ifPresent(zero -> json.put("zero", zero.toString()));
        ArrayNode all = json.putArray("series");
        for (Series series : plot.series()) {
            ObjectNode one = all.addObject();
            one.put("name", series.name());
            one.put("colour", colour(series));
            one.put("dash", dash(series));
            one.put("limit", series.tone() == Tone.LIMIT);
            one.put("dot", series.tone() == Tone.ALARM);
            ArrayNode points = one.putArray("points");
            series.points().forEach(p -> points.addArray().add(drawn(p.x())).add(drawn(p.y())));
        }
        ArrayNode ranges = json.putArray("ranges");
        for (Range range : plot.ranges()) {
            ObjectNode one = ranges.addObject();
            one.put("name", range.name());
            one.put("colour", colour(plot, range));
            ArrayNode points = one.putArray("points");
            for (int i = 0; i < range.low().size(); i++) {
                Point low = range.low().get(i);
                points.addArray()
                        .add(drawn(low.x()))
                        .add(drawn(low.y()))
                        .add(drawn(range.high().get(i).y()));
            }
        }
        ArrayNode marks = json.putArray("marks");
        plot.marks()
                .forEach(m -> marks.addObject()
                        .put("name", m.name())
                        .put("upright", m.upright())
                        .put("at", drawn(m.at())));
        return json;
    }

    private static BigDecimal drawn(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(DRAWN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private static DataTable table(Plot plot) {
        return switch (plot.form()) {
            case POINTS -> points(plot);
            case WATERFALL -> bars(plot);
            case STEPS, LINES, BANDS -> course(plot);
        };
    }

    private static DataTable bars(Plot plot) {
        List<DataTable.Row> rows = plot.series().stream()
                .map(s -> DataTable.row(
                        DataTable.text(s.name()),
                        DataTable.text(Figures.plain(s.points().get(0).x())),
                        DataTable.text(Figures.plain(s.points().get(1).x()))))
                .toList();
        return new DataTable(
                plot.title() + ": " + plot.x().label(),
                List.of(DataTable.words("Bar"), DataTable.number("from"), DataTable.number("to")),
                rows,
                List.of());
    }

    private static DataTable points(Plot plot) {
        List<DataTable.Row> rows = new ArrayList<>();
        for (Series series : plot.series()) {
            Point point = series.points().get(0);
            rows.add(DataTable.row(
                    DataTable.text(series.name()),
                    DataTable.text(Figures.plain(point.x())),
                    DataTable.text(Figures.plain(point.y()))));
        }
        return new DataTable(
                plot.title(),
                List.of(
                        DataTable.words("Name"),
                        DataTable.number(plot.x().label()),
                        DataTable.number(plot.y().label())),
                rows,
                List.of());
    }

    private static DataTable course(Plot plot) {
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(DataTable.words(plot.x().label()));
        plot.series().forEach(series -> columns.add(DataTable.number(series.name())));
        plot.ranges().forEach(range -> columns.add(DataTable.number(range.name())));
        List<Double> places = places(plot);
        List<DataTable.Row> rows = new ArrayList<>();
        int count = Math.min(ROWS, places.size());
        for (int i = 0; i < count; i++) {
            double x = places.get(count == 1 ? 0 : (int) ((long) i * (places.size() - 1) / (count - 1)));
            List<DataTable.Cell> cells = new ArrayList<>();
            cells.add(DataTable.text(across(plot, x)));
            for (Series series : plot.series()) {
                OptionalDouble value = series.tone() == Tone.ALARM
                        ? exactly(series, x)
                        : at(series.points(), x, plot.form() == Form.LINES);
                cells.add(DataTable.text(value.isPresent() ? Figures.plain(value.getAsDouble()) : "–"));
            }
            for (Range range : plot.ranges()) {
                OptionalDouble low = at(range.low(), x, true);
                OptionalDouble high = at(range.high(), x, true);
                cells.add(DataTable.text(
                        low.isPresent() && high.isPresent()
                                ? Figures.plain(low.getAsDouble()) + " to " + Figures.plain(high.getAsDouble())
                                : "–"));
            }
            rows.add(new DataTable.Row(0, cells));
        }
        String some = places.size() > count ? ", " + count + " of " + places.size() + " points" : "";
        return new DataTable(plot.title() + ": " + plot.y().label() + some, columns, rows, List.of());
    }

    /** Where its table looks: the points of its longest series, and with dates those of all, for what was and what comes differ. */
    private static List<Double> places(Plot plot) {
        Stream<List<Point>> looked = plot.x().zero().isPresent()
                ? plot.series().stream().map(Series::points)
                : plot.series().stream().map(Series::points).max(Comparator.comparingInt(List::size)).stream();
        return looked.flatMap(List::stream).map(Point::x).sorted().distinct().toList();
    }

    /** A place across: a figure, or a date. */
    private static String across(Plot plot, double x) {
        return plot.x()
                .zero()
                .map(zero -> Figures.day(zero.plusDays((long) Math.floor(x))))
                .orElseGet(() -> Figures.plain(x));
    }

    private static OptionalDouble exactly(Series series, double x) {
        return series.points().stream()
                .filter(p -> p.x() == x)
                .mapToDouble(Point::y)
                .findFirst();
    }

    /** What is drawn above {@code x}: on the line between two points, or the value that holds there. */
    private static OptionalDouble at(List<Point> points, double x, boolean joined) {
        Optional<Point> before = Optional.empty();
        for (Point point : points) {
            if (point.x() > x) {
                return before.isEmpty() ? OptionalDouble.empty() : between(before.get(), point, x, joined);
            }
            before = Optional.of(point);
        }
        return before.filter(p -> p.x() == x).map(p -> OptionalDouble.of(p.y())).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble between(Point from, Point to, double x, boolean joined) {
        double part = joined ? (x - from.x()) / (to.x() - from.x()) : 0;
        return OptionalDouble.of(from.y() + part * (to.y() - from.y()));
    }
}
