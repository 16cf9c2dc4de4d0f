package dev.lepton.app.board;

import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.simulate.bound.TimeBounds;
import dev.lepton.core.simulate.rounds.JobOutcome;
import dev.lepton.core.simulate.rounds.Outcome;
import dev.lepton.core.simulate.rounds.Rounds;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Axis;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Mark;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The drawings of {@code lepton simulate}. */
public final class SimulatePlots {
    /** Points of a distribution. */
    private static final int RANKS = 200;

    private SimulatePlots() {}

    /** Cost, GPUs held, jobs waiting and times of every policy; one that stands twice in {@code all} is drawn once. */
    public static List<Plot> of(List<Outcome> all, Pools pools, TimeBounds bounds) {
        Map<String, Outcome> byPolicy = new LinkedHashMap<>();
        all.forEach(o -> byPolicy.put(o.policy(), o));
        List<Outcome> outcomes = List.copyOf(byPolicy.values());
        return List.of(
                costAgainstTime(outcomes, pools, bounds),
                busy(outcomes, pools),
                waiting(outcomes),
                timesInSystem(outcomes));
    }

    private static Plot costAgainstTime(List<Outcome> outcomes, Pools pools, TimeBounds bounds) {
        String currency = pools.all().get(0).perGpuHour().currency().getCurrencyCode();
        List<Series> series = outcomes.stream()
                .map(o -> Series.of(
                        o.policy(), List.of(new Point(o.paid().amount().doubleValue(), o.meanInSystemHours()))))
                .toList();
        return new Plot(
                "Cost against time: nearer to the lower left is better",
                Form.POINTS,
                new Axis("Cost, " + currency),
                new Axis("Mean time from arrival to end, hours"),
                series,
                List.of(
                        new Mark(
                                "no schedule costs less",
                                true,
                                bounds.leastPaid().amount().doubleValue()),
                        new Mark("no schedule is faster", false, bounds.meanLengthHours())));
    }

    private static Courses courses(List<Outcome> outcomes) {
        double longest =
                outcomes.stream().mapToDouble(Outcome::makespanHours).max().orElse(0);
        double round = outcomes.stream().mapToDouble(Outcome::roundHours).min().orElse(1);
        return new Courses(Math.max(round, longest / Courses.MOST));
    }

    private static Plot busy(List<Outcome> outcomes, Pools pools) {
        Courses courses = courses(outcomes);
        for (Outcome o : outcomes) {
            for (Rounds.Moment moment : o.moments()) {
                int held = moment.held().stream().mapToInt(Integer::intValue).sum();
                double to = Math.min(moment.atHours() + o.roundHours(), Math.max(o.makespanHours(), moment.atHours()));
                courses.hold(o.policy(), moment.atHours(), to, held);
            }
        }
        return overTime(
                "GPUs held over time, until the last job is done",
                "GPUs held, % of the " + pools.gpus(),
                courses,
                100.0 / pools.gpus());
    }

    private static Plot waiting(List<Outcome> outcomes) {
        Courses courses = courses(outcomes);
        for (Outcome o : outcomes) {
            courses.hold(o.policy(), 0, o.makespanHours(), 0);
            for (JobOutcome job : o.jobs()) {
                courses.hold(o.policy(), job.job().arrivalHours(), job.startHours(), 1);
            }
        }
        return overTime(
                "Jobs that have come and not yet run, over time", "Jobs waiting for their first run", courses, 1);
    }

    private static Plot overTime(String title, String y, Courses courses, double scale) {
        boolean days = courses.end() > 200;
        List<Series> series = courses.names().stream()
                .map(name -> Series.of(name, courses.points(name, days ? 1 / 24.0 : 1, scale)))
                .toList();
        return new Plot(
                title,
                Form.STEPS,
                new Axis(days ? "Days from the start" : "Hours from the start"),
                new Axis(y + ", mean of " + Spans.hours(courses.stretch())),
                series,
                List.of());
    }

    private static Plot timesInSystem(List<Outcome> outcomes) {
        List<Series> series = new ArrayList<>();
        for (Outcome o : outcomes) {
            double[] sorted = o.jobs().stream()
                    .mapToDouble(JobOutcome::inSystemHours)
                    .sorted()
                    .toArray();
            List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
            int count = Math.min(RANKS, sorted.length);
            for (int i = 1; i <= count; i++) {
                int rank = (int) ((long) i * sorted.length / count);
                points.add(new Point(sorted[rank - 1], 100.0 * rank / sorted.length));
            }
            series.add(Series.of(o.policy(), points));
        }
        return new Plot(
                "How long jobs take, from arrival to end",
                Form.STEPS,
                new Axis("Hours from arrival to end"),
                new Axis("Jobs done by then, %"),
                series,
                List.of());
    }
}
