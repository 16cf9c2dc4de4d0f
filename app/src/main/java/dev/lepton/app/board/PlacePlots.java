package dev.lepton.app.board;

import dev.lepton.core.simulate.packing.PackingOutcome;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Axis;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import dev.lepton.report.model.Plot.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The drawings of {@code lepton place}. */
public final class PlacePlots {
    /** Where policies begin to differ. */
    private static final int LATE = 70;

    private static final Axis ARRIVED = new Axis("GPUs asked for by what has arrived, % of the cluster's");

    private PlacePlots() {}

    /** What stays unallocated as tasks arrive, by policy in the order of {@code outcomes}. */
    public static List<Plot> of(Map<String, PackingOutcome> outcomes) {
        int last = outcomes.values().stream()
                .flatMap(o -> o.curve().stream())
                .mapToInt(PackingOutcome.Point::arrivedPercent)
                .max()
                .orElse(100);
        List<Series> whole = new ArrayList<>(series(outcomes, 0, arrived -> 0));
        List<Point> ideal = new ArrayList<>(List.of(new Point(0, 100)));
        if (last > 100) {
            ideal.add(new Point(100, 0));
        }
        ideal.add(new Point(last, least(last)));
        whole.add(new Series("if everything fitted", Tone.LIMIT, ideal));
        return List.of(
                new Plot(
                        "GPUs beyond what had to be unallocated, late in the stream: lower is better",
                        Form.LINES,
                        ARRIVED,
                        new Axis("GPUs unallocated though asked for, % of the cluster's"),
                        series(outcomes, Math.min(LATE, last / 2), PlacePlots::least),
                        List.of()),
                new Plot(
                        "GPUs unallocated as tasks arrive",
                        Form.LINES,
                        ARRIVED,
                        new Axis("GPUs unallocated, %"),
                        whole,
                        List.of()));
    }

    /** What would stay unallocated if every task fitted, per cent. */
    private static double least(double arrivedPercent) {
        return Math.max(0, 100 - arrivedPercent);
    }

    private static List<Series> series(Map<String, PackingOutcome> outcomes, int from, DoubleUnaryOperator less) {
        List<Series> series = new ArrayList<>();
        outcomes.forEach((policy, outcome) -> series.add(Series.of(
                policy,
                outcome.curve().stream()
                        .filter(p -> p.arrivedPercent() >= from)
                        .map(p -> new Point(
                                p.arrivedPercent(), p.unallocatedPercent() - less.applyAsDouble(p.arrivedPercent())))
                        .toList())));
        return series;
    }
}
