package dev.lepton.app.cli;

import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.mix.MixAnswer;
import dev.lepton.core.plan.mix.MixAnswer.Impossible;
import dev.lepton.core.plan.mix.MixAnswer.Limit;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixCosts;
import dev.lepton.core.plan.mix.MixProblem;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;

/** The answer of {@code lepton mix} for people, and as CSV. */
final class MixSheets {
    private final MixProblem problem;
    private final String solver;
    private final String currency;
    private final Sheets answer = new Sheets();

    MixSheets(MixProblem problem, List<String> notes, String solver) {
        this.problem = problem;
        this.solver = solver;
        currency = problem.currency().getCurrencyCode();
        notes.forEach(answer::note);
    }

    Sheets of(MixAnswer result) {
        switch (result) {
            case Plan plan -> plan(plan);
            case Impossible impossible -> impossible(impossible);
        }
        return answer;
    }

    private void plan(Plan plan) {
        answer.open(Cell.grouped(decimals(plan.hourly())) + " " + currency + " an hour, "
                + Cell.number(MixView.perMonth(plan.hourly()).amount(), 2).shown() + " a month of 730 hours, for "
                + Cell.number(MixView.rounded(rate()), 2).shown() + " requests a second.");
        answer.open(
                plan.optimal()
                        ? "Proven the cheapest: no mix that serves them costs less (" + solver + ", gap 0 %)."
                        : "Lower bound " + Cell.grouped(decimals(plan.bound())) + " " + currency + " an hour, gap "
                                + Cell.percent(plan.gap(), 2).shown() + " %: the search ended before more was proven ("
                                + solver + ").");
        answer.add(machines(plan));
        answer.add(routing(plan));
        answer.add(buckets(plan));
        answer.add(binding(plan));
        answer.add(alone(plan));
        answer.note("A router with weights must split the buckets as shown; throughputs are taken as stated, "
                + (problem.utilisationLimit() < 1
                        ? "and planned to "
                                + Cell.percent(BigDecimal.valueOf(problem.utilisationLimit()), 1)
                                        .shown() + " %."
                        : "and planned to the full: utilisation_limit leaves room for peaks."));
    }

    private Sheet machines(Plan plan) {
        Sheet sheet = new Sheet("shapes", "Machines")
                .text("type", "shape")
                .number("count", "count")
                .number(currency + " per hour, each", "price_per_hour")
                .number(currency + " per hour", "cost_per_hour")
                .number("busy %", "utilisation_percent");
        int machines = 0;
        for (int s = 0; s < problem.shapes().size(); s++) {
            int count = plan.counts().get(s);
            if (count > 0) {
                machines += count;
                Money hourly = problem.shapes().get(s).hourly().times(BigDecimal.valueOf(count));
                sheet.row(
                        Cell.text(problem.shapes().get(s).name()),
                        Cell.plain(BigDecimal.valueOf(count)),
                        Cell.plain(problem.shapes().get(s).hourly().perUnit()),
                        Cell.shownAs(decimals(hourly), hourly.amount()),
                        Cell.percent(MixView.rounded(plan.utilisation().get(s)), 1));
            }
        }
        sheet.total("total", String.valueOf(machines), "", Cell.grouped(decimals(plan.hourly())), "");
        return sheet;
    }

    private Sheet routing(Plan plan) {
        Sheet sheet = new Sheet("routing", "Routing")
                .text("bucket", "bucket")
                .text("type", "shape")
                .number("of the bucket %", "share_percent")
                .number("requests per second", "requests_per_second");
        for (MixView.Share share : MixView.shares(plan)) {
            MixProblem.Bucket bucket = problem.buckets().get(share.bucket());
            sheet.row(
                    Cell.text(bucket.label()),
                    Cell.text(problem.shapes().get(share.shape()).name()),
                    Cell.percent(share.share(), 2),
                    Cell.number(share.share().multiply(BigDecimal.valueOf(bucket.requestsPerSecond())), 3));
        }
        return sheet;
    }

    private Sheet buckets(Plan plan) {
        Sheet sheet = new Sheet("buckets", "What each bucket costs, idle time included")
                .text("bucket", "bucket")
                .number("requests per second", "requests_per_second")
                .number(currency + " per hour", "cost_per_hour")
                .number(currency + " per 1M requests", "cost_per_million_requests");
        List<Money> costs = MixCosts.of(problem, plan);
        int decimals = decimals(plan.hourly()).scale();
        List<BigDecimal> shown = Footing.foot(costs.stream().map(Money::amount).toList(), decimals);
        for (int b = 0; b < costs.size(); b++) {
            MixProblem.Bucket bucket = problem.buckets().get(b);
            if (bucket.requestsPerSecond() > 0) {
                sheet.row(
                        Cell.text(bucket.label()),
                        Cell.number(BigDecimal.valueOf(bucket.requestsPerSecond()), 3),
                        Cell.shownAs(shown.get(b), costs.get(b).amount()),
                        Cell.known(MixView.perMillion(costs.get(b), bucket), c -> Cell.number(c, 2)));
            }
        }
        sheet.total("total", "", Cell.grouped(decimals(plan.hourly())), "");
        return sheet;
    }

    private Sheet binding(Plan plan) {
        Sheet sheet = new Sheet("binding", "What binds")
                .text("limit", "limit")
                .number("without it, " + currency + " per hour less", "saving_per_hour");
        for (Limit limit : plan.limits()) {
            sheet.row(Cell.text(words(limit)), Cell.known(limit.saving(), m -> Cell.shownAs(decimals(m), m.amount())));
        }
        return sheet;
    }

    private String words(Limit limit) {
        String shape = limit.shape().isPresent()
                ? problem.shapes().get(limit.shape().getAsInt()).name()
                : "";
        return switch (limit.kind()) {
            case STOCK -> "stock of " + shape + ": one more";
            case CAPACITY -> "capacity of " + shape + ": full";
            case UTILISATION_LIMIT -> "machines planned below their throughput";
            case WHOLE_SLICES -> "buckets in whole slices";
            case WHOLE_INSTANCES -> "machines come whole";
        };
    }

    private Sheet alone(Plan plan) {
        Sheet sheet = new Sheet("alone", "One type alone")
                .text("type", "shape")
                .number("count", "count")
                .number(currency + " per hour", "cost_per_hour")
                .number("above this mix %", "above_percent");
        for (int s = 0; s < problem.shapes().size(); s++) {
            OptionalInt count = problem.alone(s);
            if (count.isPresent()) {
                Money hourly = problem.shapes().get(s).hourly().times(BigDecimal.valueOf(count.getAsInt()));
                sheet.row(
                        Cell.text(problem.shapes().get(s).name()),
                        Cell.plain(BigDecimal.valueOf(count.getAsInt())),
                        Cell.shownAs(decimals(hourly), hourly.amount()),
                        plan.hourly().isZero()
                                ? Cell.NONE
                                : Cell.percent(
                                        hourly.minus(plan.hourly())
                                                .amount()
                                                .divide(plan.hourly().amount(), MathContext.DECIMAL64),
                                        1));
            } else {
                sheet.row(Cell.text(problem.shapes().get(s).name()), Cell.NONE, Cell.NONE, Cell.NONE);
            }
        }
        return sheet;
    }

    private void impossible(Impossible impossible) {
        answer.open("No mix serves all requests.");
        Sheet sheet = new Sheet("infeasible_buckets", "What stays unserved, at the least")
                .text("bucket", "bucket")
                .number("requests per second", "requests_per_second")
                .number("unserved %", "unserved_percent")
                .text("because", "reason");
        for (MixView.Lack lack : MixView.lacks(impossible)) {
            MixProblem.Bucket bucket = problem.buckets().get(lack.bucket());
            sheet.row(
                    Cell.text(bucket.label()),
                    Cell.number(BigDecimal.valueOf(bucket.requestsPerSecond()), 3),
                    Cell.percent(lack.share(), 2),
                    Cell.text(lack.why()));
        }
        answer.add(sheet);
        answer.note("Maybe more stock, another type, or a looser latency limit, for these.");
    }

    private double rate() {
        return problem.buckets().stream()
                .mapToDouble(MixProblem.Bucket::requestsPerSecond)
                .sum();
    }

    /** The amount to the cent, or to as many decimals as prices have, so that what is shown is what it is. */
    private static BigDecimal decimals(Money money) {
        BigDecimal amount = money.amount();
        int scale = Math.max(2, Math.min(6, amount.scale()));
        return amount.setScale(scale, java.math.RoundingMode.HALF_EVEN);
    }
}
