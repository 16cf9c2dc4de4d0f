package dev.lepton.app.cli;

import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.ModelVariants;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The chapter of a report on models whose smaller variants were measured: how fast each is, and what it loses. */
record MeasuredModels(List<ModelVariants> models) {
    private static final int DRAWN = 6;

    /** Of all that {@code points} tell of. */
    static Chapter of(List<OperatingPoint> points) {
        List<ModelVariants> models = ModelVariants.of(points);
        return models.isEmpty()
                ? new Chapter.Lacking(
                        CheaperModel.ID,
                        CheaperModel.TITLE,
                        "What smaller variants of models do is measured, model by model; nothing was.",
                        Optional.of(
                                "lepton shrink MODEL.onnx --emit-points POINTS.yaml, lepton report --models POINTS.yaml"))
                : new MeasuredModels(models).chapter();
    }

    private Chapter chapter() {
        Sheets sheets = new Sheets();
        for (ModelVariants model : models) {
            sheets.open(sentence(model));
        }
        models.forEach(m -> sheets.add(variants(m)));
        sheets.note("Kept: no more than a point of decisions changed, or half a point of accuracy lost.");
        sheets.note(
                "Measured one inference at a time, as the points say; what a variant saves of your spend: lepton advise.");
        if (models.size() > DRAWN) {
            sheets.note("Drawn are the first " + DRAWN + " of " + models.size() + " models.");
        }
        return new Chapter.Shown(
                CheaperModel.ID,
                CheaperModel.TITLE,
                sheets.board(
                        CheaperModel.TITLE,
                        models.stream()
                                .limit(DRAWN)
                                .flatMap(MeasuredModels::plot)
                                .toList()),
                Optional.empty());
    }

    private static String sentence(ModelVariants model) {
        return model.model() + " on " + on(model) + ": "
                + model.best()
                        .map(b -> "'" + name(b) + "' is "
                                + number(model.timesFaster(b), 2).shown() + " times as fast and lost "
                                + model.lost(b)
                                        .map(l -> Cell.number(l.max(BigDecimal.ZERO), 2)
                                                .shown())
                                        .orElse("0")
                                + " points.")
                        .orElse("no variant that keeps its answers is faster.");
    }

    private static String on(ModelVariants model) {
        Hardware hardware = model.original().hardware();
        return hardware.count() == 1 ? hardware.device() : hardware.count() + " × " + hardware.device();
    }

    private static String name(OperatingPoint point) {
        return point.variant().precision().orElse("");
    }

    private static Stream<OperatingPoint> all(ModelVariants model) {
        return Stream.concat(Stream.of(model.original()), model.variants().stream());
    }

    private static Sheet variants(ModelVariants model) {
        Sheet sheet = new Sheet("variants", model.model() + " on " + on(model) + ", fastest first")
                .text("variant", "name")
                .number("a second", "per_second")
                .number("times as fast", "times_faster")
                .number("points lost", "points_lost")
                .text("kept", "kept")
                .text("source", "source");
        all(model)
                .sorted(Comparator.comparingDouble(model::timesFaster).reversed())
                .forEach(p -> sheet.row(
                        Cell.text(name(p)),
                        number(p.throughput().perSecond(), 1),
                        number(model.timesFaster(p), 2),
                        Cell.known(model.lost(p), l -> Cell.number(l, 2)),
                        Cell.flag(model.kept(p), "yes", "no"),
                        Cell.text(p.provenance().source())));
        return sheet;
    }

    /** What is lost for what speed; nothing where no score is known. */
    private static Stream<Plot> plot(ModelVariants model) {
        List<Plot.Series> series = new ArrayList<>();
        all(model)
                .forEach(p -> model.lost(p)
                        .ifPresent(l -> series.add(Plot.Series.of(
                                name(p), List.of(new Plot.Point(model.timesFaster(p), l.doubleValue()))))));
        return series.size() < 2
                ? Stream.empty()
                : Stream.of(new Plot(
                        "What is lost for what speed: " + model.model() + " on " + on(model),
                        Plot.Form.POINTS,
                        new Plot.Axis("times as fast as it came"),
                        new Plot.Axis("points lost"),
                        series,
                        List.of()));
    }

    private static Cell number(double value, int decimals) {
        return Cell.number(BigDecimal.valueOf(value), decimals);
    }
}
