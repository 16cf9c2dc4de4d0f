package dev.lepton.app.cli;

import dev.lepton.app.board.PlanPlots;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Binding;
import dev.lepton.core.plan.joint.JointAnswer;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Layered;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.joint.Transition;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The answer of {@code lepton plan}. */
final class PlanSheets {
    private final JointProblem problem;
    private final JointPlanner planner;
    private final List<String> silent;
    private final Told told;
    private final Predicate<JointProblem> ask;
    private final String currency;
    private final Sheets answer = new Sheets();
    private final PlanLevers levers;

    /** What is told beside the plan itself. */
    private record Told(boolean layers, boolean limits, boolean moves) {}

    /** @param brief only the plan: nothing of the way from today, of what binds and of moves */
    PlanSheets(JointProblem problem, JointPlanner planner, List<String> notes, List<String> silent, boolean brief) {
        this(
                problem,
                planner,
                silent,
                new PlanLevers(problem, planner::cheapest, planner::anyCheapest),
                new Told(!brief, !brief, !brief),
                p -> planner.anyCheapest(p).isPresent());
        notes.forEach(answer::note);
    }

    /**
     * Of a plan that is solved by {@code cheapest}: what binds is left out, and the way from today unless {@code layers}; whether the load is served between
     * moves is told only where the plan's machines are there.
     */
    static PlanSheets large(
            JointProblem problem,
            JointPlanner planner,
            List<String> notes,
            List<String> silent,
            boolean brief,
            boolean layers,
            Function<JointProblem, Optional<JointPlan>> cheapest) {
        PlanSheets sheets = new PlanSheets(
                problem,
                planner,
                silent,
                new PlanLevers(problem, cheapest, cheapest),
                new Told(layers, false, !brief),
                p -> false);
        notes.forEach(sheets.answer::note);
        return sheets;
    }

    private PlanSheets(
            JointProblem problem,
            JointPlanner planner,
            List<String> silent,
            PlanLevers levers,
            Told told,
            Predicate<JointProblem> ask) {
        this.problem = problem;
        this.planner = planner;
        this.silent = List.copyOf(silent);
        this.levers = levers;
        this.told = told;
        this.ask = ask;
        currency = problem.currency().getCurrencyCode();
    }

    Sheets of(JointAnswer result) {
        switch (result) {
            case JointAnswer.Planned planned -> planned(planned.plan());
            case JointAnswer.OverBudget over -> over(over);
            case JointAnswer.Impossible impossible -> impossible(impossible);
        }
        answer.head("currency", Cell.text(currency));
        answer.head("solver", Cell.text(planner.solver()));
        Sheet quiet = new Sheet("silent", "What was not offered, and what it would need to know").text("", "why");
        silent.forEach(s -> quiet.row(Cell.text(s)));
        answer.add(quiet);
        return answer;
    }

    private void planned(JointPlan plan) {
        head(plan, plan.optimal() ? "optimal" : "feasible");
        answer.open(shown(plan.monthly()) + " " + currency + " a month"
                + (plan.changing().isZero()
                        ? "."
                        : ", and " + shown(plan.changing()) + " once for " + (int) plan.started()
                                + " machines started."));
        answer.open(
                plan.optimal()
                        ? "Proven the cheapest of these choices (" + planner.solver() + ", gap 0 %)."
                        : "Lower bound " + shown(plan.bound()) + " " + currency + " a month, gap "
                                + Cell.percent(BigDecimal.valueOf(plan.gap()), 3)
                                        .shown() + " % (" + planner.solver() + ").");
        tables(plan);
        if (told.layers()) {
            levers.of(plan).forEach(answer::add);
            levers.today().ifPresent(t -> answer.head("cost_today_per_month", Cell.plain(t.amount())));
            levers.layered().ifPresent(l -> answer.head("cost_layer_by_layer_per_month", Cell.plain(l.amount())));
        }
        if (told.limits()) {
            limits(plan);
        }
        if (told.moves()) {
            moves(plan);
        }
        energy(plan);
    }

    private void head(JointPlan plan, String status) {
        answer.head("status", Cell.text(status));
        answer.head("cost_per_month", Cell.plain(plan.monthly().amount()));
        answer.head("one_off_cost", Cell.plain(plan.changing().amount()));
        answer.head("lower_bound", Cell.plain(plan.bound().amount()));
        answer.head("gap", Cell.plain(BigDecimal.valueOf(plan.gap())));
        answer.head("kwh_per_month", Cell.plain(rounded(plan.kwh(), 3)));
        answer.head("carbon_kg_per_month", Cell.plain(rounded(plan.kilograms(), 3)));
    }

    private void tables(JointPlan plan) {
        answer.add(fleet(plan));
        answer.add(serving(plan));
        new PlanWaits(problem, plan).addTo(answer);
        answer.add(chosen(plan));
    }

    private Sheet fleet(JointPlan plan) {
        Sheet sheet = new Sheet("fleet", "Machines")
                .text("place", "place")
                .text("terms", "terms")
                .text("machines by slot", "machines")
                .number("held today", "held")
                .number("machine-hours besides", "part_hours")
                .number(currency + " per hour, each", "price_per_hour")
                .number(currency + " per month", "cost_per_month");
        for (JointPlan.Fleet f : plan.fleet()) {
            Place place = problem.places().get(f.place());
            Supply supply = place.supplies().get(f.supply());
            double parts = f.partHours().stream().mapToDouble(h -> h).sum();
            sheet.row(
                    Cell.text(place.name()),
                    Cell.text(supply.terms().word()),
                    Cell.text(bySlot(f.whole())),
                    Cell.plain(BigDecimal.valueOf(supply.held())),
                    Cell.number(rounded(parts, 2), 1),
                    Cell.number(supply.hourly().perUnit(), 4),
                    Cell.shownAs(cents(f.monthly()), f.monthly().amount()));
        }
        if (!plan.power().isZero()) {
            sheet.row(
                    Cell.text("electricity"),
                    Cell.text(""),
                    Cell.text(""),
                    Cell.NONE,
                    Cell.NONE,
                    Cell.NONE,
                    Cell.shownAs(cents(plan.power()), plan.power().amount()));
        }
        return sheet;
    }

    private Sheet serving(JointPlan plan) {
        Sheet sheet = new Sheet("serving", "Who serves what")
                .text("service", "service")
                .text("way", "way")
                .text("place", "place")
                .text("terms", "machines")
                .text("replicas by slot", "replicas")
                .text("of its requests %", "share_percent");
        for (JointPlan.Serving s : plan.serving()) {
            Way way = problem.ways().get(s.way());
            sheet.row(
                    Cell.text(problem.works().get(way.work()).name()),
                    Cell.text(words(way)),
                    Cell.text(problem.places().get(way.place().orElseThrow()).name()),
                    Cell.text(s.spot() ? "spot" : "firm"),
                    Cell.text(bySlot(s.replicas())),
                    Cell.text(shares(way, s)));
        }
        return sheet;
    }

    /** For one bucket its share at the busiest slot; for several each one's. */
    private String shares(Way way, JointPlan.Serving s) {
        Work.Service service = (Work.Service) problem.works().get(way.work());
        int busiest = 0;
        for (int t = 1; t < s.replicas().size(); t++) {
            busiest = s.replicas().get(t) > s.replicas().get(busiest) ? t : busiest;
        }
        List<Double> shares = s.shares().get(busiest);
        StringBuilder words = new StringBuilder();
        for (int b = 0; b < shares.size(); b++) {
            if (shares.get(b) > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(shares.size() == 1 ? "" : service.buckets().get(b) + " ")
                        .append(Cell.percent(rounded(shares.get(b), 6), 1).shown());
            }
        }
        return words.toString();
    }

    private Sheet chosen(JointPlan plan) {
        Sheet sheet = new Sheet("chosen", "Runs, and what is kept")
                .text("work", "work")
                .text("way", "way")
                .text("place", "place")
                .text("machines", "machines")
                .text("hours by slot", "hours")
                .text("confidence", "confidence");
        for (JointPlan.Chosen c : plan.chosen()) {
            Way way = problem.ways().get(c.way());
            sheet.row(
                    Cell.text(problem.works().get(way.work()).name()),
                    Cell.text(words(way)),
                    Cell.text(
                            way.place().isPresent()
                                    ? problem.places()
                                            .get(way.place().getAsInt())
                                            .name()
                                    : "–"),
                    Cell.text(way.how() instanceof Way.How.Finish ? c.on().words() : "–"),
                    Cell.text(c.hours().stream()
                            .map(h -> rounded(h, 1).toPlainString())
                            .collect(Collectors.joining(" / "))),
                    Cell.text(way.confidence().word()));
        }
        return sheet;
    }

    private static String words(Way way) {
        return way.settings().entrySet().stream()
                .filter(e -> e.getKey() != Lever.REGION && !e.getValue().equals("not capped"))
                .map(java.util.Map.Entry::getValue)
                .collect(Collectors.joining(", "));
    }

    private void limits(JointPlan plan) {
        Sheet sheet = new Sheet("binding", "What binds")
                .text("limit", "limit")
                .number("one more saves, " + currency + " per month", "saving_per_month");
        for (Binding.Bound b : Binding.of(problem, planner, plan)) {
            sheet.row(Cell.text(b.name()), Cell.known(b.saving(), PlanSheets::money));
        }
        answer.add(sheet);
    }

    /** The moves from today's machines to those of {@code plan}. */
    List<Transition.Step> transition(JointPlan plan) {
        return Transition.of(problem, plan, ask);
    }

    /** What today costs a month, if that is possible. */
    Optional<Money> today() {
        return levers.today();
    }

    /** Today, then each layer; today's way is priced even where it breaks the limits of the plan. */
    List<Layered.Step> steps() {
        return levers.steps();
    }

    private void moves(JointPlan plan) {
        Sheet sheet = new Sheet("moves", "In this order")
                .number("step", "step")
                .text("do", "action")
                .text("the load is served after it", "serves");
        int number = 0;
        for (Transition.Step step : transition(plan)) {
            number++;
            for (Transition.Move move : step.moves()) {
                sheet.row(
                        Cell.plain(BigDecimal.valueOf(number)),
                        Cell.text((move.machines() > 0 ? "start " : "stop ") + Math.abs(move.machines()) + " at "
                                + problem.places().get(move.place()).name()),
                        Cell.flag(step.serves(), "yes", "no"));
            }
        }
        answer.add(sheet);
    }

    private void energy(JointPlan plan) {
        if (plan.kwh() > 0) {
            answer.note("Energy of what was measured: "
                    + Cell.number(rounded(plan.kwh(), 1), 0).shown() + " kWh a month"
                    + (plan.kilograms() > 0
                            ? ", "
                                    + Cell.number(rounded(plan.kilograms(), 1), 0)
                                            .shown() + " kg CO2 equivalent where the electricity is known."
                            : "; what its electricity emits is not known here."));
        }
    }

    private void over(JointAnswer.OverBudget over) {
        head(over.all(), "over_budget");
        answer.head("over_budget_by", Cell.plain(over.over().amount()));
        answer.open("Everything costs at least " + shown(over.all().bound()) + " " + currency + " a month, "
                + shown(over.over()) + " more than the budget.");
        if (over.cuts().isEmpty()) {
            answer.open("No works that may be left undone close the difference: the budget is below what must be done"
                    + over.least()
                            .map(l -> ", which costs at least " + shown(l) + " " + currency + " a month.")
                            .orElse("."));
            over.least().ifPresent(l -> answer.head("least_possible_per_month", Cell.plain(l.amount())));
            answer.note("Maybe state worth_per_month for works that may be left undone.");
            tables(over.all());
            return;
        }
        JointAnswer.Cuts cuts = over.cuts().get();
        Sheet sheet = new Sheet("cuts", "To leave undone, least loss first")
                .text("work", "work")
                .number("worth, " + currency + " per month", "worth")
                .number("saves", "saves");
        for (int i = 0; i < cuts.rest().undone().size(); i++) {
            Work work = problem.works().get(cuts.rest().undone().get(i));
            sheet.row(
                    Cell.text(work.name()),
                    Cell.plain(BigDecimal.valueOf(work.worth().orElse(0))),
                    money(cuts.saved().get(i)));
        }
        answer.add(sheet);
        answer.open("Without these the rest costs " + shown(cuts.rest().monthly()) + " " + currency + " a month; "
                + shown(cuts.loss()) + " of worth is lost.");
        tables(cuts.rest());
    }

    private void impossible(JointAnswer.Impossible impossible) {
        answer.head("status", Cell.text("infeasible"));
        answer.open("No plan does everything within the limits.");
        Sheet sheet = new Sheet("reasons", "Why").text("", "reason");
        impossible.reasons().forEach(r -> sheet.row(Cell.text(r)));
        answer.add(sheet);
    }

    /**
     * Charts of the answer for its page.
     *
     * @param rough solves again under other limits
     * @param scaled the problem with its limits on latency times a factor; empty where none are stated
     */
    List<Plot> plots(JointAnswer result, JointPlanner rough, DoubleFunction<Optional<JointProblem>> scaled) {
        return result instanceof JointAnswer.Planned planned
                ? PlanPlots.of(problem, rough, planned.plan(), steps(), scaled)
                : List.of();
    }

    private static String bySlot(List<Integer> counts) {
        return counts.stream().distinct().count() == 1
                ? counts.get(0).toString()
                : counts.stream().map(String::valueOf).collect(Collectors.joining(" / "));
    }

    static Cell money(Money money) {
        return Cell.shownAs(cents(money), money.amount());
    }

    private static String shown(Money money) {
        return Cell.grouped(cents(money));
    }

    static BigDecimal cents(Money money) {
        return money.amount().setScale(2, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
