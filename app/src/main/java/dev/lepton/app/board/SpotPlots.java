package dev.lepton.app.board;

import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicies;
import dev.lepton.core.simulate.spot.OfflineOptimum;
import dev.lepton.core.simulate.spot.SpotSimulation;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Axis;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The drawing of {@code lepton spot}: the same job under other deadlines. */
public final class SpotPlots {
    /** Deadlines that are tried. */
    private static final int DEADLINES = 12;

    private SpotPlots() {}

    /**
     * From the tightest deadline to {@code job}'s own, each policy afresh on the same series.
     *
     * @param start tick of the series at which the job is submitted
     * @param seed of policies that draw
     */
    public static List<Plot> of(SpotJob job, Availability series, int start, List<String> policies, long seed) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        policies.forEach(p -> points.put(p, new ArrayList<>()));
        for (int deadline : deadlines(job)) {
            SpotJob other = new SpotJob(job.workTicks(), deadline, job.changeoverTicks(), job.onDemandOverSpot());
            double least = OfflineOptimum.of(other, series, start).inSpotTicks(other);
            SpotSimulation simulation = new SpotSimulation(other, series, start, 0);
            for (String name : policies) {
                double paid = simulation.run(SpotPolicies.named(name, seed)).inSpotTicks(other);
                double hours = (double) deadline / SpotJob.TICKS_PER_HOUR;
                points.computeIfAbsent(name, n -> new ArrayList<>()).add(new Point(hours, 100 * (paid / least - 1)));
            }
        }
        List<Series> all = new ArrayList<>();
        points.forEach((name, course) -> all.add(Series.of(name, course)));
        return List.of(new Plot(
                "The same job with nearer deadlines, on this one series: lower is better",
                Form.LINES,
                new Axis("Deadline, hours from now"),
                new Axis("Cost over the offline optimum, %"),
                all,
                List.of()));
    }

    private static SortedSet<Integer> deadlines(SpotJob job) {
        int tightest = job.workTicks() + job.changeoverTicks();
        SortedSet<Integer> deadlines = new TreeSet<>();
        for (int i = 0; i < DEADLINES; i++) {
            deadlines.add(tightest + (job.deadlineTicks() - tightest) * i / (DEADLINES - 1));
        }
        return deadlines;
    }
}
