package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.board.PlanPlots;
import dev.lepton.app.board.PlanPlots.Change;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.Layered;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.report.model.Scoreboard;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to change about the demonstration's jobs and its service. They run on different accelerators and share no limit, so the cheapest plan of both is the
 * sum of the cheapest of each, and so is its bound.
 *
 * @param changes from today to all chosen together
 */
record DemoPlan(JobsPlan jobs, DocumentPlan services, List<Change> changes) {
    static DemoPlan of(JobsPlan jobs, DocumentPlan services) {
        List<Change> changes = new ArrayList<>();
        Money served = services.steps().get(0).cost().orElseThrow();
        changes.add(new Change("today", jobs.today().plus(served)));
        Money held = jobs.steps().get(0).cost().orElseThrow();
        changes.add(new Change("off while nobody needs them", held.plus(served)));
        for (Set<Lever> layer : Layered.ORDER) {
            Optional<Money> ofJobs = after(jobs.steps(), layer);
            Optional<Money> ofServices = after(services.steps(), layer);
            if (ofJobs.isPresent() || ofServices.isPresent()) {
                held = ofJobs.orElse(held);
                served = ofServices.orElse(served);
                changes.add(new Change(
                        "then " + layer.stream().map(Lever::words).collect(Collectors.joining(", ")),
                        held.plus(served)));
            }
        }
        changes.add(new Change(
                "all chosen together", jobs.plan().total().plus(services.plan().total())));
        return new DemoPlan(jobs, services, List.copyOf(changes));
    }

    private static Optional<Money> after(List<Layered.Step> steps, Set<Lever> layer) {
        return steps.stream()
                .filter(s -> layer.containsAll(s.levers()) && s.levers().containsAll(layer))
                .findFirst()
                .flatMap(Layered.Step::cost);
    }

    /** Cost of a month of 730 hours as it is. */
    Money today() {
        return changes.get(0).cost();
    }

    /** Cost of a month of the plan. */
    Money total() {
        return changes.get(changes.size() - 1).cost();
    }

    Money saved() {
        return today().minus(total());
    }

    private Money bound() {
        return jobs.plan().bound().plus(services.plan().bound());
    }

    private double gap() {
        return JointPlan.gap(total(), bound());
    }

    /** Lines for a terminal; a change that changes nothing by itself has none. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("What to change, in a month of 730 hours, " + shown(today()) + " today, "
                + shown(services.steps().get(0).cost().orElseThrow()) + " of it a chat service:");
        for (int i = 1; i < changes.size(); i++) {
            Money saved = changes.get(i - 1).cost().minus(changes.get(i).cost());
            if (!saved.isZero()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-34s saves %14s  leaves %14s",
                        changes.get(i).name(),
                        Cell.grouped(PlanSheets.cents(saved)),
                        Cell.grouped(PlanSheets.cents(changes.get(i).cost()))));
            }
        }
        lines.add("Together " + shown(saved()) + " a month saved; no plan costs below "
                + Cell.grouped(PlanSheets.cents(bound())) + ", gap "
                + Cell.percent(BigDecimal.valueOf(gap()).setScale(6, RoundingMode.HALF_EVEN), 2)
                        .shown()
                + " %. More: lepton plan.");
        return lines;
    }

    private static String shown(Money money) {
        return Cell.grouped(PlanSheets.cents(money)) + " " + money.currency().getCurrencyCode();
    }

    /** The chapters of the report: all together first. */
    List<Scoreboard> boards() {
        Sheet sheet = new Sheet("changes", "From today to the plan, one layer after another, then together")
                .text("step", "step")
                .number("jobs and service, USD per month", "cost_per_month")
                .number("saved", "saved");
        Optional<Money> before = Optional.empty();
        for (Change change : changes) {
            Money now = change.cost();
            sheet.row(
                    Cell.text(change.name()),
                    Cell.number(PlanSheets.cents(now), 2),
                    Cell.known(before.map(b -> b.minus(now)), m -> Cell.number(PlanSheets.cents(m), 2)));
            before = Optional.of(now);
        }
        Sheets both = new Sheets();
        both.open(shown(saved()) + " a month saved of " + shown(today()) + "; no plan costs below "
                + Cell.grouped(PlanSheets.cents(bound())) + ".");
        both.add(sheet);
        both.note(
                "jobs and service run on different accelerators and share no limit, so the cheapest plan of both is the sum of"
                        + " the cheapest of each, and so is its bound");
        both.note("assumed: the fleet of the jobs, and the service's model, limits, size and how it runs today");
        return List.of(
                both.board(
                        "What to change: all of it, chosen together",
                        List.of(PlanPlots.waterfall(today().currency().getCurrencyCode(), changes))),
                jobs.board(),
                services.board());
    }

    /** The same as fields of {@code node}. */
    void addTo(ObjectNode node) {
        node.put("today_per_month", today().amount());
        for (Change change : changes.subList(1, changes.size())) {
            node.withObject("steps").put(change.name(), change.cost().amount());
        }
        node.put("cost_per_month", total().amount());
        node.put("lower_bound", bound().amount());
        node.put("gap", gap());
    }
}
