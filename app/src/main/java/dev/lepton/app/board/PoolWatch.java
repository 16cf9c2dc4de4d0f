package dev.lepton.app.board;

import dev.lepton.core.scaling.PoolState;
import dev.lepton.core.scaling.ScalingRule;
import dev.lepton.core.scaling.ScalingStep;
import dev.lepton.core.simulate.scaling.ScalingOutcome;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Axis;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import dev.lepton.report.model.Plot.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees the pool each time a rule is asked, and draws what it saw: how rules grow and shrink a pool, and what that costs. */
public final class PoolWatch {
    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    private static final double MINUTE = 60;

    private final Map<String, Courses> seen = new LinkedHashMap<>();

    /** {@code rule} unchanged, and watched. */
    public ScalingRule over(ScalingRule rule) {
        Courses courses = new Courses(MINUTE);
        seen.put(rule.name(), courses);
        return new Watched(rule, courses);
    }

    private static final class Watched implements ScalingRule {
        private final ScalingRule rule;
        private final Courses courses;
        private Optional<PoolState> before = Optional.empty();

        Watched(ScalingRule rule, Courses courses) {
            this.rule = rule;
            this.courses = courses;
        }

        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public ScalingStep decide(PoolState pool) {
            before.ifPresent(b -> note(b, pool.atSeconds()));
            before = Optional.of(pool);
            return rule.decide(pool);
        }

        private void note(PoolState pool, long until) {
            long gpus = pool.gpusPerNode();
            hold("held by jobs", pool, until, pool.gpusHeld());
            hold("ready, held by nobody", pool, until, pool.ready() * gpus - pool.gpusHeld());
            hold("starting", pool, until, pool.starting() * gpus);
            hold("on nodes to go when their jobs end", pool, until, pool.draining() * gpus);
            hold("held and waited for", pool, until, pool.gpusWanted());
        }

        private void hold(String name, PoolState pool, long until, long gpus) {
            courses.hold(name, (double) pool.atSeconds(), (double) until, (double) gpus);
        }
    }

    /** How every pool went, and cost against waits. */
    public List<Plot> plots(List<ScalingOutcome> outcomes) {
        List<Plot> plots = new ArrayList<>();
        String currency = outcomes.get(0).paid().currency().getCurrencyCode();
        plots.add(new Plot(
                "Cost against waits: nearer to the lower left is better",
                Form.POINTS,
                new Axis("Paid, " + currency),
                new Axis("Mean wait of a job, minutes"),
                outcomes.stream()
                        .map(o -> Series.of(
                                o.rule(),
                                List.of(new Point(o.paid().amount().doubleValue(), o.waitMeanSeconds() / MINUTE))))
                        .toList(),
                List.of()));
        seen.forEach((rule, courses) -> plots.add(course(rule, courses)));
        return plots;
    }

    private static Plot course(String rule, Courses courses) {
        boolean days = courses.end() > 4 * DAY;
        List<Series> series = new ArrayList<>();
        List<Tone> tones = List.of(Tone.BUSY, Tone.IDLE, Tone.COMING, Tone.GOING, Tone.LIMIT);
        int i = 0;
        for (String name : courses.names()) {
            series.add(new Series(name, tones.get(i++), courses.points(name, days ? 1 / DAY : 1 / HOUR, 1)));
        }
        return new Plot(
                "GPUs paid for under " + rule,
                Form.BANDS,
                new Axis(days ? "Days from the first job" : "Hours from the first job"),
                new Axis("GPUs, mean of " + Spans.hours(courses.stretch() / HOUR)),
                series,
                List.of());
    }
}
