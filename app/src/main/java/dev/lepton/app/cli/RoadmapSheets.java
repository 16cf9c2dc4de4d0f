package dev.lepton.app.cli;

import dev.lepton.core.money.Money;
import dev.lepton.core.roadmap.Chain;
import dev.lepton.core.roadmap.CostPlan;
import dev.lepton.core.roadmap.CriticalPath;
import dev.lepton.core.roadmap.Link;
import dev.lepton.core.roadmap.Network;
import dev.lepton.core.roadmap.Resource;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Schedule;
import dev.lepton.core.roadmap.ScheduleRisk;
import dev.lepton.core.roadmap.Step;
import dev.lepton.core.roadmap.Task;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code lepton roadmap} answers about a plan. */
final class RoadmapSheets {
    private static final List<Double> ODDS = List.of(0.5, 0.8, 0.95);

    private final Network network;
    private final Roadmap roadmap;
    private final RoadmapCommand.Plan plan;
    private final ScheduleRisk risk;
    private final CostPlan costs;
    private final boolean[] critical;

    RoadmapSheets(Network network, RoadmapCommand.Plan plan, ScheduleRisk risk) {
        this.network = network;
        this.plan = plan;
        this.risk = risk;
        roadmap = network.roadmap();
        costs = CostPlan.of(network, plan.schedule());
        critical = Chain.of(network, plan.schedule()).critical();
    }

    Network network() {
        return network;
    }

    RoadmapCommand.Plan plan() {
        return plan;
    }

    ScheduleRisk risk() {
        return risk;
    }

    CostPlan costs() {
        return costs;
    }

    boolean critical(int task) {
        return critical[task];
    }

    /** Whether the plan misses a deadline. */
    boolean late() {
        return late(plan.schedule());
    }

    boolean late(Schedule schedule) {
        for (int i = 0; i < network.size(); i++) {
            int at = schedule.finish(i);
            if (roadmap.tasks()
                    .get(i)
                    .deadline()
                    .filter(d -> at > roadmap.endOf(d))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything is counted in money. */
    boolean priced() {
        return !costs.total().isZero();
    }

    Sheets answer(boolean forPeople) {
        Sheets answer = new Sheets();
        head(answer);
        if (forPeople) {
            answer.add(new Gantt(this).sheet());
        }
        answer.add(tasks());
        answer.add(odds());
        answer.add(deadlines());
        answer.add(resources());
        answer.add(spend());
        answer.note(
                "float is by what tasks wait for, as if there were enough of everything; critical and odds count limits too.");
        answer.note("odds are of " + String.format(Locale.ROOT, "%,d", risk.draws())
                + " draws; a task that states one figure is taken to be sure, and tasks keep the order of the plan.");
        if (roadmap.tasks().stream().allMatch(t -> t.estimate() instanceof dev.lepton.core.roadmap.Estimate.Fixed)) {
            answer.note("every estimate is one figure, so there is nothing to draw: state low, likely and high.");
        }
        if (!priced()) {
            answer.note("nothing has a cost; state cost_per_day, cost_per_hour or cost.");
        }
        return answer;
    }

    private void head(Sheets answer) {
        Schedule schedule = plan.schedule();
        answer.head("name", Cell.text(roadmap.name()));
        answer.head("start", Cell.text(roadmap.start().toString()));
        answer.head("finish", Cell.text(finish(schedule.finish())));
        answer.head(
                "finish_without_limits", Cell.text(finish(plan.path().early().finish())));
        answer.head("not_before", Cell.text(finish(plan.bound())));
        answer.head("levelled_by", Cell.text(plan.how()));
        answer.head("optimal", Cell.flag(plan.optimal(), "yes", "no"));
        for (double share : ODDS) {
            answer.head("finish_p" + Math.round(share * 100), Cell.text(finish(risk.finish(share))));
        }
        answer.head("currency", Cell.text(roadmap.currency().getCurrencyCode()));
        answer.head("cost", money(costs.total()));
        String proof = plan.how().equals("not levelled")
                ? ""
                : plan.optimal()
                        ? ", which is as early as can be"
                        : ", and no plan finishes before " + finish(plan.bound());
        answer.open(roadmap.name() + ": " + roadmap.start() + " to " + finish(schedule.finish()) + " (" + plan.how()
                + proof + "); done by " + finish(risk.finish(0.8)) + " in 80 % of the draws"
                + (priced()
                        ? "; " + money(costs.total()).shown() + " "
                                + roadmap.currency().getCurrencyCode() + "."
                        : "."));
        int longer = schedule.finish() - plan.path().early().finish();
        if (longer > 0) {
            answer.open("Limited resources move the finish from "
                    + finish(plan.path().early().finish()) + " to " + finish(schedule.finish()) + ".");
        }
    }

    private Sheet tasks() {
        boolean days = roadmap.step() == Step.DAY;
        Sheet sheet = new Sheet("tasks", "Tasks")
                .text("task", "id")
                .text("", "name")
                .text("start", "start")
                .text("finish", "finish")
                .number(days ? "days" : "hours", "length")
                .number("float", "total_float")
                .number("free", "free_float")
                .text("critical", "critical")
                .number("in % of draws", "criticality")
                .text("starts", "cause")
                .number("cost", "cost");
        CriticalPath path = plan.path();
        int[] lengths = network.lengths();
        for (int i = 0; i < network.size(); i++) {
            Task task = roadmap.tasks().get(i);
            sheet.row(
                    Cell.text(task.id()),
                    Cell.text(task.name()),
                    Cell.text(start(plan.schedule(), i)),
                    Cell.text(finish(plan.schedule().finish(i))),
                    whole(lengths[i]),
                    whole(path.totalFloat(i)),
                    whole(path.freeFloat(i)),
                    Cell.flag(critical[i], "yes", ""),
                    Cell.share(BigDecimal.valueOf(risk.criticality(i)), 0),
                    Cell.text(cause(Chain.of(network, plan.schedule()).causes(i).get(0))),
                    money(costs.total(i)));
        }
        return sheet;
    }

    private Sheet odds() {
        Sheet sheet = new Sheet("odds", "When it is done, by the draws, seed and correlation as stated")
                .text("in % of draws", "share")
                .text("done by", "finish");
        for (double share : ODDS) {
            sheet.row(
                    new Cell(Math.round(share * 100) + "", Cell.json(BigDecimal.valueOf(share))),
                    Cell.text(finish(risk.finish(share))));
        }
        sheet.row(
                new Cell(
                        Cell.percent(
                                        BigDecimal.valueOf(
                                                risk.doneBy(plan.schedule().finish())),
                                        0)
                                .shown(),
                        Cell.json(BigDecimal.valueOf(risk.doneBy(plan.schedule().finish())))),
                Cell.text(finish(plan.schedule().finish())));
        return sheet;
    }

    private Sheet deadlines() {
        Sheet sheet = new Sheet("milestones", "Milestones and deadlines")
                .text("task", "id")
                .text("planned", "finish")
                .text("in 80 % of draws", "finish_p80")
                .text("deadline", "deadline")
                .number("kept in % of draws", "probability")
                .text("", "state");
        for (int i = 0; i < network.size(); i++) {
            Task task = roadmap.tasks().get(i);
            if (task.milestone() || task.deadline().isPresent()) {
                int at = plan.schedule().finish(i);
                int index = i;
                sheet.row(
                        Cell.text(task.id()),
                        Cell.text(finish(at)),
                        Cell.text(finish(risk.finish(i, 0.8))),
                        Cell.text(task.deadline().map(LocalDate::toString).orElse("")),
                        Cell.known(
                                task.deadline(),
                                d -> Cell.share(BigDecimal.valueOf(risk.doneBy(index, roadmap.endOf(d))), 0)),
                        Cell.text(task.deadline()
                                .map(d -> at > roadmap.endOf(d) ? "missed" : "kept")
                                .orElse("")));
            }
        }
        return sheet;
    }

    private Sheet resources() {
        Sheet sheet = new Sheet("resources", "People and machines")
                .text("resource", "name")
                .number("most there are", "units")
                .number("most held", "peak")
                .number("held % of the time", "held_share")
                .number("cost", "cost");
        for (int r = 0; r < network.resources(); r++) {
            Resource resource = roadmap.resources().get(r);
            long held = 0;
            long there = 0;
            int peak = 0;
            for (int t = 0; t < plan.schedule().finish(); t++) {
                int now = 0;
                for (int i = 0; i < network.size(); i++) {
                    boolean on =
                            plan.schedule().start(i) <= t && t < plan.schedule().finish(i);
                    now += on
                                    && (resource.kind() == Resource.Kind.MACHINES
                                            || network.time(i).works(t))
                            ? network.need(i, r)
                            : 0;
                }
                peak = Math.max(peak, now);
                held += now;
                boolean counts = resource.kind() == Resource.Kind.MACHINES || network.works(r, t);
                there += counts ? network.capacity(r, t) : 0;
            }
            sheet.row(
                    Cell.text(resource.name()),
                    whole(resource.most()),
                    whole(peak),
                    there == 0 ? Cell.NONE : Cell.share(ratio(held, there), 0),
                    resource.hourly().isPresent() ? money(costs.of(r)) : Cell.NONE);
        }
        return sheet;
    }

    private static BigDecimal ratio(long of, long to) {
        return BigDecimal.valueOf(of).divide(BigDecimal.valueOf(to), java.math.MathContext.DECIMAL64);
    }

    /** What is spent in each month, in order. */
    Map<YearMonth, Money> months() {
        Map<YearMonth, Money> months = new TreeMap<>();
        YearMonth last = YearMonth.from(roadmap.lastDay(plan.schedule().finish()));
        for (YearMonth m = YearMonth.from(roadmap.start()); !m.isAfter(last); m = m.plusMonths(1)) {
            Money before = costs.by(Math.max(0, roadmap.endOf(m.atDay(1).minusDays(1))));
            boolean end = m.equals(last);
            months.put(m, (end ? costs.total() : costs.by(roadmap.endOf(m.atEndOfMonth()))).minus(before));
        }
        return months;
    }

    private Sheet spend() {
        Sheet sheet = new Sheet("spend", "What is spent by when")
                .text("month", "month")
                .number(roadmap.currency().getCurrencyCode(), "cost")
                .number("so far", "cumulative");
        if (priced()) {
            List<BigDecimal> exact =
                    months().values().stream().map(Money::amount).toList();
            List<BigDecimal> shown = dev.lepton.core.money.Footing.foot(exact, 2);
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal sumShown = BigDecimal.ZERO;
            int k = 0;
            for (YearMonth month : months().keySet()) {
                sum = sum.add(exact.get(k));
                sumShown = sumShown.add(shown.get(k));
                sheet.row(
                        Cell.text(month.toString()),
                        Cell.shownAs(shown.get(k), exact.get(k)),
                        Cell.shownAs(sumShown, sum));
                k++;
            }
        }
        return sheet;
    }

    String cause(Chain.Cause cause) {
        return switch (cause) {
            case Chain.Cause.Waits waits -> {
                Link link = waits.link();
                yield (link.type() == Link.Type.FS ? "after " : "with ") + link;
            }
            case Chain.Cause.Shares shares ->
                "when " + roadmap.tasks().get(shares.task()).id() + " frees what it needs";
            case Chain.Cause.Free free -> "";
        };
    }

    /** When a task starts: a date, or a time where slots are hours; of a milestone, when it is reached. */
    String start(Schedule schedule, int task) {
        return schedule.start(task) == schedule.finish(task)
                ? finish(schedule.finish(task))
                : time(schedule.start(task));
    }

    private String time(int slot) {
        return roadmap.step() == Step.DAY
                ? roadmap.time(slot).toLocalDate().toString()
                : roadmap.time(slot).toString();
    }

    /** When what ends at {@code boundary} is done: its last date, or the hour itself. */
    String finish(int boundary) {
        return roadmap.step() == Step.DAY
                ? roadmap.lastDay(boundary).toString()
                : roadmap.time(boundary).toString();
    }

    static Cell money(Money money) {
        return Cell.number(money.amount(), 2);
    }

    static Cell whole(int value) {
        return Cell.plain(BigDecimal.valueOf(value));
    }

    /** The ids of tasks, joined. */
    String ids(List<Integer> tasks) {
        List<String> ids = new ArrayList<>();
        tasks.forEach(t -> ids.add(roadmap.tasks().get(t).id()));
        return ids.stream().collect(Collectors.joining(", "));
    }
}
