package dev.lepton.app.cli;

import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.shrink.Harm;
import dev.lepton.compress.shrink.Point;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.compress.split.SplitModel;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The chapter of a report on a model that was made cheaper and split here, with what was measured.
 *
 * @param model what people call it
 * @param shrunk with its points
 * @param split of the model that was written
 * @param price what an hour of one thread costs; empty where no list says
 */
record CheaperModel(String model, Shrunk shrunk, SplitModel split, Optional<InferencePrice> price) {
    static final String ID = "models";
    static final String TITLE = "Models made cheaper";
    private static final int LAYERS = 5;
    private static final double MEGA = 1e6;

    /** @param about what the model and its inputs are, one sentence each; {@code notes} what of it is assumed */
    Chapter chapter(List<String> about, List<String> notes) {
        Sheets sheets = new Sheets();
        about.forEach(sheets::open);
        sheets.open(headline());
        sheets.open(cut());
        sheets.add(variants());
        sheets.add(bought());
        sheets.add(harm());
        sheets.add(stages());
        shrunk.notes().forEach(sheets::note);
        sheets.note(
                "Measured here, on " + Processor.here()
                        + ": one thread's processor time, variants in turn with the model as it came, 95 % intervals."
                        + " Half of the inputs calibrated, the others were compared. The sentence above is of the two files raced again.");
        price.ifPresent(p -> sheets.note("assumed: the machine, " + p.words()
                + "; one inference after the other on every thread, never idle, at the speed measured here on one."));
        notes.forEach(sheets::note);
        return new Chapter.Shown(ID, TITLE, sheets.board(TITLE, plots()), Optional.empty());
    }

    /** What came of it, in two sentences. */
    String headline() {
        Estimate faster = shrunk.faster();
        Agreement kept = shrunk.agreement();
        return String.format(
                        Locale.ROOT,
                        "%s: %.2f times faster (95 %%: %.2f to %.2f), %.2f times smaller, %s of %s decisions as before.",
                        shrunk.unchanged() ? "Left as it came" : capital(name()),
                        faster.mid(),
                        faster.low(),
                        faster.high(),
                        (double) shrunk.before().bytes() / shrunk.after().bytes(),
                        grouped(kept.same()),
                        grouped(kept.decisions()))
                + price.map(p -> " A million inferences cost "
                                + cents(p, shrunk.before().latencyMillis())
                                + " USD before and " + cents(p, shrunk.after().latencyMillis()) + " after.")
                        .orElse("");
    }

    /** The variant that was written. */
    private String name() {
        return shrunk.points().stream()
                .filter(p -> p.passes().equals(shrunk.passes()))
                .map(Point::name)
                .findFirst()
                .orElse("the variant written");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String grouped(long count) {
        return Cell.grouped(BigDecimal.valueOf(count));
    }

    private static String cents(InferencePrice price, Estimate latency) {
        return price.perMillion(latency.mid())
                .amount()
                .setScale(3, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** How it was split, in a sentence. */
    String cut() {
        List<String> shares = split.stages().stream()
                .map(s -> String.format(Locale.ROOT, "%.1f", 100 * s.secondsShare()))
                .toList();
        return "Split in " + split.stages().size() + " stages of " + String.join(" and ", shares)
                + " % of the time: " + grouped(split.against().differing()) + " of "
                + grouped(split.against().floats())
                + " floats of its outputs differ from those of one session.";
    }

    private Sheet variants() {
        Sheet sheet = new Sheet("variants", "Every variant that was measured, fastest first")
                .text("variant", "name")
                .number("MB", "megabytes")
                .number("ms for one", "latency_ms_p50")
                .number("times faster", "times_faster")
                .text("95 % interval", "interval")
                .number("changed of " + grouped(shrunk.agreement().decisions()) + " decisions", "changed_decisions")
                .number("USD per million", "usd_per_million")
                .text("no other is better in everything", "front");
        List<Point> front = shrunk.front();
        for (Point point : fastestFirst()) {
            sheet.row(
                    Cell.text(point.name()),
                    number(point.bytes() / MEGA, 2),
                    number(point.latencyMillis().mid(), 2),
                    number(point.faster().mid(), 2),
                    Cell.text(String.format(
                            Locale.ROOT,
                            "%.2f to %.2f",
                            point.faster().low(),
                            point.faster().high())),
                    number(
                            (double) point.agreement().decisions()
                                    - point.agreement().same(),
                            0),
                    Cell.known(
                            price,
                            p -> Cell.number(
                                    p.perMillion(point.latencyMillis().mid()).amount(), 3)),
                    Cell.flag(front.contains(point), "yes", ""));
        }
        return sheet;
    }

    private List<Point> fastestFirst() {
        List<Point> points = new ArrayList<>(shrunk.points());
        points.sort(Comparator.comparingDouble(p -> p.latencyMillis().mid()));
        return points;
    }

    private Sheet bought() {
        Sheet sheet = new Sheet("passes", "What each pass bought, and cost")
                .text("pass", "pass")
                .text("on", "on")
                .number("times faster", "times_faster")
                .number("times smaller", "times_smaller")
                .number(lost() + ", points", "points_lost");
        for (Point point : shrunk.points().stream().skip(1).toList()) {
            Point on = madeOf(point);
            List<String> own =
                    point.passes().subList(on.passes().size(), point.passes().size());
            sheet.row(
                    Cell.text(String.join(", ", own)),
                    Cell.text(on.name()),
                    number(on.latencyMillis().mid() / point.latencyMillis().mid(), 2),
                    number((double) on.bytes() / point.bytes(), 2),
                    number(100 * (point.drift() - on.drift()), 3));
        }
        return sheet;
    }

    /** The variant with the most of its passes, but not all. */
    private Point madeOf(Point point) {
        return shrunk.points().stream()
                .filter(p -> p.passes().size() < point.passes().size()
                        && point.passes().subList(0, p.passes().size()).equals(p.passes()))
                .max(Comparator.comparingInt(p -> p.passes().size()))
                .orElse(shrunk.points().get(0));
    }

    private Sheet harm() {
        Sheet sheet = new Sheet("layers", "Layers that 8 bits hurt most, each alone")
                .text("layer", "layer")
                .number("dB that the outputs stand over the difference", "signal_to_noise_db");
        shrunk.harm().stream()
                .filter(h -> Double.isFinite(h.decibels()))
                .limit(LAYERS)
                .forEach((Harm h) -> sheet.row(Cell.text(h.layer()), number(h.decibels(), 1)));
        return sheet;
    }

    private Sheet stages() {
        Sheet sheet = new Sheet("stages", "Stages for two threads or devices")
                .text("stage", "stage")
                .number("nodes", "nodes")
                .number("weights", "parameters")
                .number("share of time, %", "seconds_share")
                .number("bytes handed on", "bytes_out");
        int number = 1;
        for (SplitModel.Stage stage : split.stages()) {
            sheet.row(
                    Cell.text(String.valueOf(number++)),
                    number(stage.model().proto().getGraph().getNodeCount(), 0),
                    number((double) stage.parameters(), 0),
                    number(100 * stage.secondsShare(), 1),
                    number((double) stage.bytesOut(), 0));
        }
        return sheet;
    }

    private List<Plot> plots() {
        return List.of(
                plot("What changes for what speed", lost() + ", %", shrunk.points(), p -> 100 * p.drift()),
                plot("Size for what speed", "MB", smaller(), p -> p.bytes() / MEGA));
    }

    private String lost() {
        return shrunk.points().get(0).lost();
    }

    /** The model as it came, and each variant that is smaller than all that are faster. */
    private List<Point> smaller() {
        List<Point> shown = new ArrayList<>(List.of(shrunk.points().get(0)));
        long least = Long.MAX_VALUE;
        for (Point point : fastestFirst()) {
            if (point.bytes() < least) {
                least = point.bytes();
                shown.add(point);
            }
        }
        return shown.stream().distinct().toList();
    }

    private static Plot plot(String title, String up, List<Point> points, ToDoubleFunction<Point> height) {
        return new Plot(
                title,
                Plot.Form.POINTS,
                new Plot.Axis("times as fast as it came"),
                new Plot.Axis(up),
                points.stream()
                        .map(p -> Plot.Series.of(
                                p.name(), List.of(new Plot.Point(p.faster().mid(), height.applyAsDouble(p)))))
                        .toList(),
                List.of());
    }

    private static Cell number(double value, int decimals) {
        return Cell.number(BigDecimal.valueOf(value), decimals);
    }
}
