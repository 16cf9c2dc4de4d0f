package dev.lepton.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Point;
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
        };
    }

    private String dash(Series series) {
        return series.tone() == Tone.LIMIT
                ? "dashed"
                : series.tone() == Tone.OWN
                        ? DASHES.get(names.indexOf(series.name()) / Colours.COUNT % DASHES.size())
                        : "solid";
    }

    private List<Block.Key> keys(Plot plot) {
        List<Block.Key> keys = new ArrayList<>();
        if (plot.form() == Form.WATERFALL) {
            return keys;
        }
        for (Series series : plot.series()) {
            boolean area = plot.form() == Form.BANDS && series.tone() != Tone.LIMIT;
            boolean line = !area && plot.form() != Form.POINTS;
            keys.add(new Block.Key(
                    line ? "line line-" + colour(series) + " " + dash(series) : colour(series), series.name()));
        }
        plot.marks().forEach(mark -> keys.add(new Block.Key("line line-ink dashed", mark.name())));
        return keys;
    }

    private ObjectNode json(Plot plot) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("form", plot.form().name().toLowerCase(Locale.ROOT));
        json.put("x", plot.x().label());
        json.put("y", plot.y().label());
        ArrayNode all = json.putArray("series");
        for (Series series : plot.series()) {
            ObjectNode one = all.addObject();
            one.put("name", series.name());
            one.put("colour", colour(series));
            one.put("dash", dash(series));
            one.put("limit", series.tone() == Tone.LIMIT);
            ArrayNode points = one.putArray("points");
            series.points().forEach(p -> points.addArray().add(drawn(p.x())).add(drawn(p.y())));
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
        List<Point> longest = plot.series().stream()
                .map(Series::points)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
        List<DataTable.Row> rows = new ArrayList<>();
        int count = Math.min(ROWS, longest.size());
        for (int i = 0; i < count; i++) {
            double x = longest.get(count == 1 ? 0 : (int) ((long) i * (longest.size() - 1) / (count - 1)))
                    .x();
            List<DataTable.Cell> cells = new ArrayList<>();
            cells.add(DataTable.text(Figures.plain(x)));
            for (Series series : plot.series()) {
                OptionalDouble value = at(series, x, plot.form() == Form.LINES);
                cells.add(DataTable.text(value.isPresent() ? Figures.plain(value.getAsDouble()) : "–"));
            }
            rows.add(new DataTable.Row(0, cells));
        }
        String some = longest.size() > count ? ", " + count + " of " + longest.size() + " points" : "";
        return new DataTable(plot.title() + ": " + plot.y().label() + some, columns, rows, List.of());
    }

    /** What is drawn above {@code x}: on the line between two points, or the value that holds there. */
    private static OptionalDouble at(Series series, double x, boolean joined) {
        Optional<Point> before = Optional.empty();
        for (Point point : series.points()) {
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
