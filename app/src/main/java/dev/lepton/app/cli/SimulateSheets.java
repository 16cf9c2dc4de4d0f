package dev.lepton.app.cli;

import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.simulate.bound.TimeBounds;
import dev.lepton.core.simulate.rounds.JobOutcome;
import dev.lepton.core.simulate.rounds.Outcome;
import dev.lepton.core.simulate.rounds.PoolOutcome;
import dev.lepton.core.simulate.rounds.Rounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables of {@code lepton simulate}. */
record SimulateSheets(Pools pools, TimeBounds bounds) {
    private static final int TENTHS = 10;

    /** Columns of the first table. */
    private static final int FIGURES = 15;

    String currency() {
        return pools.all().get(0).perGpuHour().currency().getCurrencyCode();
    }

    String shown(double value) {
        return Cell.plain(rounded(value)).shown();
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
    }

    private static Cell cell(double value, int decimals) {
        return Cell.number(rounded(value), decimals);
    }

    private static Cell cell(Money money) {
        return Cell.number(money.amount(), 2);
    }

    /** Every policy, and under them what no schedule can beat. */
    Sheet policies(List<Outcome> outcomes) {
        Sheet sheet = columns();
        for (Outcome o : outcomes) {
            sheet.row(
                    Cell.text(o.policy()),
                    cell(o.paid()),
                    cell(o.paidWholeRounds()),
                    cell(o.makespanHours(), 2),
                    cell(o.meanInSystemHours(), 2),
                    cell(o.inSystemHours(0.5), 2),
                    cell(o.inSystemHours(0.99), 2),
                    cell(o.meanWaitHours(), 2),
                    cell(o.waitHours(0.99), 2),
                    cell(o.worstFairness(), 2),
                    cell(100 * o.unfairShare(), 1),
                    cell(100 * o.utilisation(), 1),
                    Cell.plain(BigDecimal.valueOf(o.restarts())),
                    Cell.plain(BigDecimal.valueOf(o.late())),
                    Cell.known(o.kilowattHours(), k -> Cell.number(k, 1)));
        }
        Cell[] bound = new Cell[FIGURES];
        Arrays.fill(bound, Cell.NONE);
        bound[0] = Cell.text("bound");
        bound[1] = cell(bounds.leastPaid());
        bound[3] = cell(bounds.makespanHours(), 2);
        bound[4] = cell(bounds.meanLengthHours(), 2);
        sheet.row(bound);
        return sheet;
    }

    private Sheet columns() {
        return new Sheet("policies", "Policies side by side")
                .text("policy", "name")
                .number(currency(), "cost")
                .number(currency() + ", whole rounds", "cost_whole_rounds")
                .number("makespan h", "makespan_hours")
                .number("mean h in system", "mean_hours")
                .number("p50 h", "p50_hours")
                .number("p99 h", "p99_hours")
                .number("mean wait h", "mean_wait_hours")
                .number("p99 wait h", "p99_wait_hours")
                .number("worst fairness", "worst_fairness")
                .number("unfair %", "unfair_percent")
                .number("busy %", "utilisation_percent")
                .number("restarts", "restarts")
                .number("late", "late")
                .number("kWh", "kwh");
    }

    /** How far each policy is from what no schedule can beat. */
    Sheet possible(List<Outcome> outcomes) {
        Sheet sheet = new Sheet("of_the_possible", "Over what no schedule can beat (1 is the bound)")
                .text("policy", "name")
                .number("makespan", "makespan_over_bound")
                .number("cost", "cost_over_least")
                .number("cost at that makespan", "cost_over_least_at_makespan")
                .number("mean h in system", "mean_over_bound");
        double shortest = bounds.makespanHours();
        double length = bounds.meanLengthHours();
        for (Outcome o : outcomes) {
            Optional<Money> within =
                    charged() || !bounds.solved() ? Optional.empty() : bounds.leastPaidWithin(o.makespanHours());
            sheet.row(
                    Cell.text(o.policy()),
                    cell(o.makespanHours() / shortest, 3),
                    over(o.paid(), Optional.of(bounds.leastPaid())),
                    over(o.paid(), within),
                    cell(o.meanInSystemHours() / length, 3));
        }
        return sheet;
    }

    private boolean charged() {
        return bounds.jobs().stream().anyMatch(j -> j.terms().charge().isPresent());
    }

    private static Cell over(Money money, Optional<Money> least) {
        return Cell.known(
                least.filter(l -> !l.isZero()),
                l -> Cell.number(money.amount().divide(l.amount(), 6, RoundingMode.HALF_EVEN), 3));
    }

    /** Hours and cost by type of GPU. */
    Sheet types(List<Outcome> outcomes) {
        Sheet sheet = new Sheet("gpu_types", "GPU time by type")
                .text("policy and type", "name")
                .number("GPU-hours", "gpu_hours")
                .number(currency(), "cost")
                .number("kWh", "kwh");
        for (Outcome o : outcomes) {
            List<BigDecimal> shown =
                    Footing.foot(o.pools().stream().map(p -> p.paid().amount()).toList(), 2);
            for (int t = 0; t < shown.size(); t++) {
                PoolOutcome pool = o.pools().get(t);
                sheet.row(
                        Cell.text(o.policy() + " " + pool.pool().name()),
                        Cell.number(pool.gpuHours(), 1),
                        Cell.shownAs(shown.get(t), pool.paid().amount()),
                        Cell.known(pool.kilowattHours(), k -> Cell.number(k, 1)));
            }
        }
        return sheet;
    }

    /** Held GPUs by tenths of each policy's makespan. */
    Sheet busy(List<Outcome> outcomes) {
        Sheet sheet = new Sheet("busy", "GPUs held, % of the fleet by tenths of the makespan").text("policy", "name");
        for (int i = 1; i <= TENTHS; i++) {
            sheet.number(String.valueOf(i), "tenth_" + i);
        }
        for (Outcome o : outcomes) {
            Cell[] cells = new Cell[TENTHS + 1];
            cells[0] = Cell.text(o.policy());
            for (int i = 0; i < TENTHS; i++) {
                cells[i + 1] =
                        cell(100 * held(o, i * o.makespanHours() / TENTHS, (i + 1) * o.makespanHours() / TENTHS), 1);
            }
            sheet.row(cells);
        }
        return sheet;
    }

    /** Mean share of the GPUs held between two hours; rounds in which no job is there hold none. */
    private double held(Outcome o, double from, double to) {
        double sum = 0;
        List<Rounds.Moment> moments = o.moments();
        double round = o.roundHours();
        for (Rounds.Moment moment : moments) {
            double overlap = Math.min(to, moment.atHours() + round) - Math.max(from, moment.atHours());
            if (overlap > 0) {
                sum += overlap
                        * moment.held().stream().mapToInt(Integer::intValue).sum();
            }
        }
        return to > from ? sum / ((to - from) * pools.gpus()) : 0;
    }

    /** Every job under one policy. */
    Sheet jobs(Outcome o) {
        Sheet sheet = new Sheet("jobs " + o.policy(), "Jobs under " + o.policy())
                .text("job", "name")
                .number("GPUs", "gpus")
                .text("ran on", "ran_on")
                .number("came h", "arrival_hours")
                .number("started h", "start_hours")
                .number("done h", "end_hours")
                .number(currency(), "cost")
                .number("restarts", "restarts")
                .number("in vain " + currency(), "lost_cost")
                .text("", "late");
        for (JobOutcome j : o.jobs()) {
            sheet.row(
                    Cell.text(j.job().name()),
                    Cell.plain(BigDecimal.valueOf(j.job().gpus())),
                    Cell.text(String.join(", ", j.types())),
                    cell(j.job().arrivalHours(), 2),
                    cell(j.startHours(), 2),
                    cell(j.endHours(), 2),
                    cell(j.paid()),
                    Cell.plain(BigDecimal.valueOf(j.restarts())),
                    cell(j.lost()),
                    Cell.flag(j.late(), "late", ""));
        }
        return sheet;
    }
}
