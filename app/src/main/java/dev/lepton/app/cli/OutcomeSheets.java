package dev.lepton.app.cli;

import dev.lepton.core.money.Money;
import dev.lepton.core.placement.share.QuotaTree;
import dev.lepton.core.simulate.rounds.JobOutcome;
import dev.lepton.core.simulate.rounds.Outcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of {@code lepton simulate} that say what stopping cost, where energy went, what was earned and by whom GPUs were used. */
record OutcomeSheets(String currency, QuotaTree quotas) {
    private static Cell count(long count) {
        return Cell.plain(BigDecimal.valueOf(count));
    }

    private static Cell cell(Money money) {
        return Cell.number(money.amount(), 2);
    }

    private static Cell hours(double value) {
        return Cell.number(BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN), 2);
    }

    private static Cell energy(Optional<BigDecimal> kilowattHours) {
        return Cell.known(kilowattHours, k -> Cell.number(k, 2));
    }

    /** How often jobs were stopped and moved, and what that cost. */
    Sheet stops(List<Outcome> outcomes) {
        Sheet sheet = new Sheet("stops", "Jobs stopped and moved")
                .text("policy", "name")
                .number("preemptions", "preemptions")
                .number("restarts", "restarts")
                .number("migrations", "migrations")
                .number("resizes", "resizes")
                .number("GPU-hours in vain", "lost_gpu_hours")
                .number("that cost " + currency, "lost_cost");
        for (Outcome o : outcomes) {
            double lost = o.pools().stream().mapToLong(p -> p.lostMicros()).sum() / 3.6e9;
            sheet.row(
                    Cell.text(o.policy()),
                    count(o.preemptions()),
                    count(o.restarts()),
                    count(o.migrations()),
                    count(o.resizes()),
                    hours(lost),
                    cell(o.lost()));
        }
        return sheet;
    }

    /** Energy by what GPUs did; no rows when no type says what it draws when idle. */
    Sheet energy(List<Outcome> outcomes) {
        Sheet sheet = new Sheet("energy", "Energy, kWh of the whole fleet to the end of the last round")
                .text("policy", "name")
                .number("busy", "busy_kwh")
                .number("idle", "idle_kwh")
                .number("asleep", "asleep_kwh")
                .number("together", "total_kwh");
        for (Outcome o : outcomes) {
            if (o.pools().stream().noneMatch(p -> p.pool().idle().isPresent())) {
                continue;
            }
            Optional<BigDecimal> all = o.kilowattHours()
                    .flatMap(b -> o.idleKilowattHours()
                            .flatMap(i ->
                                    o.asleepKilowattHours().map(a -> b.add(i).add(a))));
            sheet.row(
                    Cell.text(o.policy()),
                    energy(o.kilowattHours()),
                    energy(o.idleKilowattHours()),
                    energy(o.asleepKilowattHours()),
                    energy(all));
        }
        return sheet;
    }

    /** What the jobs earn beside what they cost; no rows unless each says what it earns. */
    Sheet earnings(List<Outcome> outcomes) {
        Sheet sheet = new Sheet("earnings", "Earned by the jobs, " + currency)
                .text("policy", "name")
                .number("revenue", "revenue")
                .number("cost", "cost")
                .number("profit", "profit")
                .number("cost/profit", "cost_over_profit")
                .number("cost/revenue", "cost_over_revenue");
        for (Outcome o : outcomes) {
            o.revenue().ifPresent(revenue -> {
                Money profit = revenue.minus(o.paid());
                sheet.row(
                        Cell.text(o.policy()),
                        cell(revenue),
                        cell(o.paid()),
                        cell(profit),
                        over(o.paid(), profit),
                        over(o.paid(), revenue));
            });
        }
        return sheet;
    }

    /** Not known where there is nothing above zero to divide by. */
    private static Cell over(Money part, Money whole) {
        Optional<BigDecimal> ratio = whole.amount().signum() <= 0
                ? Optional.empty()
                : Optional.of(part.amount().divide(whole.amount(), MathContext.DECIMAL64));
        return Cell.known(ratio, r -> Cell.number(r, 3));
    }

    /** What became of the jobs of each tenant; no rows when all are one's. */
    Sheet tenants(List<Outcome> outcomes) {
        Sheet sheet = new Sheet("tenants", "By tenant")
                .text("policy and tenant", "name")
                .number("jobs", "jobs")
                .number("quota", "quota_gpus")
                .number(currency, "cost")
                .number("mean wait h", "mean_wait_hours")
                .number("mean h in system", "mean_hours")
                .number("preemptions", "preemptions");
        for (Outcome o : outcomes) {
            TreeMap<String, List<JobOutcome>> byTenant = new TreeMap<>();
            o.jobs()
                    .forEach(j -> byTenant.computeIfAbsent(j.job().terms().tenant(), t -> new ArrayList<>())
                            .add(j));
            if (byTenant.size() > 1) {
                byTenant.forEach((tenant, jobs) -> sheet.row(tenant(o, tenant, jobs)));
            }
        }
        return sheet;
    }

    private Cell[] tenant(Outcome o, String tenant, List<JobOutcome> jobs) {
        Money paid = jobs.stream().map(JobOutcome::paid).reduce(Money::plus).orElseThrow();
        return new Cell[] {
            Cell.text(o.policy() + " " + (tenant.isEmpty() ? "(none)" : tenant)),
            count(jobs.size()),
            quotas.nodes().isEmpty() ? Cell.NONE : count(quotas.node(tenant).quota()),
            cell(paid),
            hours(jobs.stream().mapToDouble(JobOutcome::waitHours).average().orElse(0)),
            hours(jobs.stream().mapToDouble(JobOutcome::inSystemHours).average().orElse(0)),
            count(jobs.stream().mapToInt(JobOutcome::preemptions).sum())
        };
    }
}
