package dev.lepton.app.cli;

import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.spot.LeptonSpotPolicy;
import dev.lepton.core.placement.spot.Mode;
import dev.lepton.core.placement.spot.Observed;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicy;
import dev.lepton.core.placement.spot.SpotState;
import dev.lepton.core.simulate.spot.OfflineOptimum;
import dev.lepton.core.simulate.spot.SpotOutcome;
import dev.lepton.core.simulate.spot.SpotSimulation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of {@code lepton spot}: the policies side by side, and the decisions of one of them. */
final class SpotSheets {
    private final SpotJob job;
    private final SpotSeries.Loaded loaded;
    private final Price spotHour;
    private final Price onDemandHour;

    SpotSheets(SpotJob job, SpotSeries.Loaded loaded, Price spotHour, Price onDemandHour) {
        this.job = job;
        this.loaded = loaded;
        this.spotHour = spotHour;
        this.onDemandHour = onDemandHour;
    }

    private Money paid(int spotTicks, int onDemandTicks) {
        return spotHour.times(SpotSeries.inHours(spotTicks))
                .plus(onDemandHour.times(SpotSeries.inHours(onDemandTicks)));
    }

    /** Every policy on the same series, and last what one who knew the future would have paid. */
    Sheet policies(Map<String, SpotPolicy> policies) {
        Sheet sheet = new Sheet("policies", "What the job costs")
                .text("policy", "name")
                .number("USD", "cost")
                .number("on spot", "spot_cost")
                .number("on demand", "on_demand_cost")
                .number("spot h", "spot_hours")
                .number("on-demand h", "on_demand_hours")
                .number("saved %", "saved_percent")
                .number("of the possible %", "of_the_possible_percent")
                .number("done at h", "finish_hours")
                .number("starts", "starts")
                .text("deadline", "deadline_met");
        OfflineOptimum.Paid least = OfflineOptimum.of(job, loaded.series(), loaded.start());
        SpotSimulation simulation = new SpotSimulation(job, loaded.series(), loaded.start(), 0);
        policies.forEach((name, policy) -> {
            SpotOutcome outcome = simulation.run(policy);
            sheet.row(cells(
                    name,
                    outcome.spotTicks(),
                    outcome.onDemandTicks(),
                    least,
                    Cell.number(SpotSeries.inHours(outcome.finishTick()), 1),
                    Cell.plain(BigDecimal.valueOf(outcome.changeovers())),
                    Cell.flag(!outcome.missed(), "met", "MISSED")));
        });
        sheet.row(cells(
                "offline optimum",
                least.spotTicks(),
                least.onDemandTicks(),
                least,
                Cell.NONE,
                Cell.NONE,
                Cell.flag(true, "met", "")));
        return sheet;
    }

    private Cell[] cells(
            String name,
            int spotTicks,
            int onDemandTicks,
            OfflineOptimum.Paid least,
            Cell finish,
            Cell starts,
            Cell met) {
        Money onDemandOnly = paid(0, job.workTicks() + job.changeoverTicks());
        Money paid = paid(spotTicks, onDemandTicks);
        BigDecimal spot = paid(spotTicks, 0).amount();
        BigDecimal onDemand = paid(0, onDemandTicks).amount();
        List<BigDecimal> shown = Footing.foot(List.of(spot, onDemand), 2);
        return new Cell[] {
            Cell.text(name),
            Cell.shownAs(shown.get(0).add(shown.get(1)), paid.amount()),
            Cell.shownAs(shown.get(0), spot),
            Cell.shownAs(shown.get(1), onDemand),
            Cell.number(SpotSeries.inHours(spotTicks), 1),
            Cell.number(SpotSeries.inHours(onDemandTicks), 1),
            Cell.known(share(onDemandOnly.minus(paid), onDemandOnly), s -> Cell.percent(s, 1)),
            Cell.known(
                    share(onDemandOnly.minus(paid), onDemandOnly.minus(paid(least.spotTicks(), least.onDemandTicks()))),
                    s -> Cell.percent(s, 1)),
            finish,
            starts,
            met
        };
    }

    private static Optional<BigDecimal> share(Money part, Money whole) {
        return whole.isZero()
                ? Optional.empty()
                : Optional.of(part.amount().divide(whole.amount(), MathContext.DECIMAL64));
    }

    /** Each change of mode of {@code policy}: what every mode was then expected to cost, and the reason. */
    Sheet decisions(String name, SpotPolicy policy) {
        Sheet sheet = new Sheet("decisions", "Decisions of " + name)
                .number("at h", "at_hours")
                .text("mode", "mode")
                .text("zone", "zone")
                .number("work done h", "work_done_hours")
                .number("if spot, USD to the end", "spot_expected_cost")
                .number("if on demand", "on_demand_expected_cost")
                .number("if it waits", "wait_expected_cost")
                .text("why", "why");
        Last last = new Last();
        new SpotSimulation(job, loaded.series(), loaded.start(), 0).run(policy, (state, seen, mode, forced) -> {
            if (!mode.equals(last.mode) || !state.mode().equals(last.mode)) {
                sheet.row(decision(policy, state, seen, mode, forced));
            }
            last.mode = mode;
        });
        return sheet;
    }

    private static final class Last {
        private Mode mode = Mode.IDLE;
    }

    private Cell[] decision(SpotPolicy policy, SpotState state, Observed seen, Mode mode, boolean forced) {
        List<LeptonSpotPolicy.Expected> all = policy instanceof LeptonSpotPolicy lepton && job.changeoverTicks() > 0
                ? lepton.expectations(job, state, seen)
                : List.of();
        return new Cell[] {
            Cell.number(SpotSeries.inHours(state.tick()), 1),
            Cell.text(mode.words()),
            mode instanceof Mode.Spot in ? Cell.text(loaded.series().zones().get(in.zone())) : Cell.NONE,
            Cell.number(SpotSeries.inHours(state.workDone()), 1),
            expected(all, Mode.Spot.class),
            expected(all, Mode.OnDemand.class),
            expected(all, Mode.Idle.class),
            Cell.text(why(policy, state, seen, all, forced))
        };
    }

    private String why(
            SpotPolicy policy, SpotState state, Observed seen, List<LeptonSpotPolicy.Expected> all, boolean forced) {
        if (forced) {
            return "nothing else keeps the deadline for certain";
        }
        return all.size() > 1 ? "cheapest to the end" : policy.why(job, state, seen);
    }

    private Cell expected(List<LeptonSpotPolicy.Expected> all, Class<? extends Mode> mode) {
        return Cell.known(
                all.stream().filter(e -> mode.isInstance(e.mode())).findFirst(),
                e -> Cell.number(
                        spotHour.times(new BigDecimal(e.spotHours(), MathContext.DECIMAL32))
                                .amount(),
                        2));
    }
}
