package dev.lepton.app.cli;

import dev.lepton.core.billing.DistributedCost;
import dev.lepton.core.billing.Fraction;
import dev.lepton.core.economics.DeadlinePlan;
import dev.lepton.core.economics.DeadlinePlan.Billing;
import dev.lepton.core.economics.DeadlinePlan.Load;
import dev.lepton.core.economics.DeadlinePlan.Result;
import dev.lepton.core.economics.SpendingPlan;
import dev.lepton.core.economics.SpendingPlan.Verdict;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.formats.documents.IndicatorsDocument;
import dev.lepton.formats.documents.IndicatorsDocument.Named;
import dev.lepton.formats.documents.IndicatorsDocument.TaskPlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** The indicators about money to be spent: a budget and its cuts, tasks by a deadline, a cost that is shared out. */
final class SpendingSheets {
    private final IndicatorsDocument document;
    private final String currency;

    SpendingSheets(IndicatorsDocument document, String currency) {
        this.document = document;
        this.currency = currency;
    }

    void addTo(Sheets answer, List<String> failed) {
        document.budget().ifPresent(plan -> budget(plan, answer, failed));
        if (!document.taskPlans().isEmpty()) {
            answer.add(devices());
            answer.add(alone());
            plans(answer, failed);
        }
        answer.add(distributed(
                "distribute",
                "Shared out by weight",
                document.distributed().stream().map(Named::value).toList(),
                currency));
    }

    /** Rows that add up to zero: the receivers and, last of each, the relieved source. */
    static Sheet distributed(String key, String title, List<DistributedCost> costs, String currency) {
        Sheet sheet =
                new Sheet(key, title).text("to", "name").text("from", "source").number(currency, "cost");
        for (DistributedCost cost : costs) {
            List<DistributedCost.Row> rows = cost.rows();
            List<BigDecimal> shown =
                    Footing.foot(rows.stream().map(r -> r.cost().amount()).toList(), 2);
            for (int i = 0; i < rows.size(); i++) {
                sheet.row(
                        Cell.text(rows.get(i).name()),
                        Cell.text(rows.getLast().name()),
                        Cell.shownAs(shown.get(i), rows.get(i).cost().amount()));
            }
        }
        sheet.total("total", "", "0.00");
        return sheet;
    }

    private void budget(SpendingPlan plan, Sheets answer, List<String> failed) {
        Money zero = Money.zero(document.currency());
        switch (plan.verdict()) {
            case Verdict.Fits fits -> answer.add(budget(plan, "fits", zero, zero, zero));
            case Verdict.Cuts cuts -> {
                answer.add(budget(plan, "over; the cuts below close it", cuts.over(), cuts.saved(), zero));
                answer.add(cuts(cuts));
                failed.add("the plan is " + amount(cuts.over()) + " over its budget.");
                if (!cuts.certain()) {
                    answer.note("with more than " + SpendingPlan.EXACT_UP_TO
                            + " cuts they are chosen one by one; another choice may lose less.");
                }
            }
            case Verdict.Unreachable none -> {
                answer.add(budget(plan, "over; no cuts close it", none.over(), none.saved(), none.missing()));
                failed.add("the budget cannot be reached: the plan is " + amount(none.over())
                        + " over, all cuts together save " + amount(none.saved()) + ", and " + amount(none.missing())
                        + " remain.");
            }
        }
    }

    private Sheet budget(SpendingPlan plan, String verdict, Money over, Money saved, Money missing) {
        Sheet sheet = new Sheet("budget", "Budget")
                .text("plan", "name")
                .number("planned " + currency, "planned")
                .number("limit " + currency, "limit")
                .number("over " + currency, "over")
                .number("cuts save " + currency, "saved")
                .number("still over " + currency, "missing")
                .text("", "verdict");
        sheet.row(
                Cell.text("all planned"),
                Cell.number(plan.planned().amount(), 2),
                Cell.number(plan.budget().amount(), 2),
                Cell.number(over.amount(), 2),
                Cell.number(saved.amount(), 2),
                Cell.number(missing.amount(), 2),
                Cell.text(verdict));
        return sheet;
    }

    private Sheet cuts(Verdict.Cuts cuts) {
        Sheet sheet = new Sheet(
                        "cuts", "Cuts that close the difference, smallest loss per " + currency + " saved first")
                .text("cut", "name")
                .number("saves " + currency, "saves")
                .number("loss", "loss");
        for (SpendingPlan.Cut cut : cuts.chosen()) {
            sheet.row(Cell.text(cut.name()), Cell.number(cut.saves().amount(), 2), Cell.plain(cut.loss()));
        }
        sheet.total(
                "total",
                Cell.grouped(cuts.saved().amount().setScale(2, RoundingMode.HALF_EVEN)),
                Cell.plain(cuts.loss()).shown());
        return sheet;
    }

    private Sheet devices() {
        Sheet sheet = new Sheet("devices", "Devices of the task plans")
                .text("device", "name")
                .number(currency + " a day", "price_per_day")
                .number("units a day", "units_per_day")
                .number(currency + " per unit", "cost_per_unit")
                .number("units per " + currency, "units_per_cost");
        for (DeadlinePlan.Device device : document.taskPlans().stream()
                .flatMap(p -> p.value().plan().devices().stream())
                .distinct()
                .toList()) {
            BigDecimal price = device.perDay().amount();
            sheet.row(
                    Cell.text(device.name()),
                    Cell.number(price, 2),
                    Cell.plain(device.unitsPerDay()),
                    Cell.number(price.divide(device.unitsPerDay(), MathContext.DECIMAL128), 4),
                    price.signum() == 0
                            ? Cell.NONE
                            : Cell.number(device.unitsPerDay().divide(price, MathContext.DECIMAL128), 2));
        }
        return sheet;
    }

    private Sheet alone() {
        Sheet sheet = new Sheet("task_alone", "Each task alone on each device")
                .text("plan: task on device", "name")
                .number("days", "days")
                .number("deadline days", "deadline_days")
                .text("in time", "in_time");
        for (Named<TaskPlan> each : document.taskPlans()) {
            DeadlinePlan plan = each.value().plan();
            Fraction deadline = Fraction.of(plan.deadlineDays(), 1);
            for (DeadlinePlan.Task task : plan.tasks()) {
                for (DeadlinePlan.Device device : plan.devices()) {
                    Fraction days = device.days(Fraction.of(task.units()));
                    sheet.row(
                            Cell.text(each.name() + ": " + task.name() + " on " + device.name()),
                            Cell.number(days.toDecimal(18), 3),
                            Cell.plain(BigDecimal.valueOf(plan.deadlineDays())),
                            Cell.flag(days.compareTo(deadline) <= 0, "yes", "no"));
                }
            }
        }
        return sheet;
    }

    private void plans(Sheets answer, List<String> failed) {
        Sheet sheet = new Sheet("task_plan", "Cheapest plan in time")
                .text("plan", "name")
                .number(currency + " by use", "cost_by_use")
                .number(currency + " by whole days", "cost_by_whole_days")
                .number("units short", "shortfall_units")
                .text("", "verdict");
        Sheet loads = new Sheet("task_loads", "What each device does in it")
                .text("plan: device", "name")
                .number("units", "units")
                .number("days", "days")
                .number("utilisation %", "utilisation_percent")
                .text("tasks", "tasks");
        for (Named<TaskPlan> each : document.taskPlans()) {
            DeadlinePlan plan = each.value().plan();
            switch (plan.cheapest(each.value().billing())) {
                case Result.Feasible found -> {
                    sheet.row(feasible(each.name(), found));
                    addLoads(each.name(), plan, found.loads(), loads);
                }
                case Result.Infeasible none -> {
                    sheet.row(infeasible(each.name(), none));
                    addLoads(each.name(), plan, none.loads(), loads);
                    failed.add("plan '" + each.name() + "' is infeasible: " + why(none) + ", at least "
                            + units(none.shortfall()).shown() + " units short.");
                }
                case Result.TooLarge large -> throw tooLarge(each.name());
            }
        }
        answer.add(sheet);
        answer.add(loads);
    }

    private static Cell[] feasible(String name, Result.Feasible found) {
        return new Cell[] {
            Cell.text(name),
            Cell.number(found.cost(Billing.BY_USE).amount(), 2),
            Cell.number(found.cost(Billing.WHOLE_DAYS).amount(), 2),
            Cell.plain(BigDecimal.ZERO),
            Cell.text("feasible, cheapest " + found.billing().words())
        };
    }

    private static Cell[] infeasible(String name, Result.Infeasible none) {
        return new Cell[] {
            Cell.text(name), Cell.NONE, Cell.NONE, units(none.shortfall()), Cell.text("infeasible: " + why(none))
        };
    }

    private static Problem tooLarge(String name) {
        return Problem.input(
                "the task plan '" + name + "' has more than " + DeadlinePlan.MOST_CHOICES
                        + " choices, more than are tried here.",
                "Maybe fewer tasks or devices at once.");
    }

    private static Cell units(Fraction units) {
        return Cell.plain(units.toDecimal(6));
    }

    private static String why(Result.Infeasible none) {
        if (none.late().isEmpty()) {
            return "all devices together are too slow";
        }
        List<String> names = none.late().stream().map(DeadlinePlan.Task::name).toList();
        return names.size() == 1
                ? "task " + names.get(0) + " cannot finish"
                : "not all of tasks " + String.join(", ", names) + " can finish";
    }

    private static void addLoads(String name, DeadlinePlan plan, List<Load> loads, Sheet sheet) {
        for (Load load : loads) {
            Fraction share = load.days().times(Fraction.of(1, plan.deadlineDays()));
            String tasks = String.join(
                    ", ", load.tasks().stream().map(DeadlinePlan.Task::name).toList());
            sheet.row(
                    Cell.text(name + ": " + load.device().name()),
                    units(load.units()),
                    Cell.number(load.days().toDecimal(18), 3),
                    Cell.percent(share.toDecimal(18), 1),
                    Cell.text(plan.divisible() ? "shared" : tasks.isEmpty() ? "none" : tasks));
        }
    }

    private String amount(Money money) {
        return Cell.number(money.amount(), 2).shown() + " " + currency;
    }
}
