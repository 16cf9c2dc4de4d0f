package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.finance.Appraisal;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Effort;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.MoveRoadmap;
import dev.lepton.core.plan.joint.Transition;
import dev.lepton.core.roadmap.Link;
import dev.lepton.core.roadmap.Network;
import dev.lepton.core.roadmap.PriorityLeveller;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Schedule;
import dev.lepton.core.roadmap.Task;
import dev.lepton.formats.roadmap.RoadmapYaml;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How to get from today to a plan, as a project, and whether that pays. */
final class PlanMoves {
    private static final String MADE = "Made by lepton plan --roadmap; lepton roadmap reads it.";
    private static final long SEED = 42;

    private final JointProblem problem;
    private final JointPlan plan;
    private final Effort effort;
    private final Optional<Roadmap> roadmap;

    /** @param start first day where {@code effort} names none */
    PlanMoves(JointProblem problem, JointPlan plan, List<Transition.Step> steps, Effort effort, LocalDate start) {
        this.problem = problem;
        this.plan = plan;
        this.effort = effort;
        roadmap = MoveRoadmap.of(problem, plan, steps, effort, effort.start().orElse(start));
    }

    /** What is saved against {@code today}, and whether it pays for the work. */
    void worth(Sheets answer, Money today) {
        Appraisal worth = MoveRoadmap.appraisal(problem, plan, today, effort, roadmap);
        answer.head("saving_per_month", Cell.plain(worth.monthly().amount()));
        answer.head("saving_confidence", Cell.text(worth.confidence().word()));
        answer.head("effort_cost", Cell.plain(worth.oneOff().amount()));
        answer.head("npv", Cell.plain(cents(worth.netPresentValue())));
        answer.head(
                "payback_months",
                Cell.known(worth.paybackMonths(), m -> Cell.plain(m.setScale(2, RoundingMode.HALF_EVEN))));
        String currency = " " + problem.currency().getCurrencyCode();
        answer.open("Saves " + Cell.grouped(cents(worth.monthly())) + currency + " a month against today ("
                + worth.confidence().word() + "). Getting there takes " + Cell.grouped(cents(worth.oneOff())) + currency
                + " once: worth " + Cell.grouped(cents(worth.netPresentValue())) + currency + " now over "
                + worth.months() + " months at " + Cell.percent(worth.rate(), 1).shown() + " % a year, "
                + worth.paybackMonths()
                        .map(m -> "paid back after " + m.setScale(1, RoundingMode.HALF_EVEN) + " months.")
                        .orElse("never paid back in them."));
        answer.note("The work of getting there is assumed where the document's effort says nothing of it: "
                + effort.engineers() + " engineer(s) at "
                + effort.daily().perUnit().stripTrailingZeros().toPlainString()
                + currency + " a day, days for each lever changed and each move; starts of machines are in it.");
    }

    /** The tasks with their dates, and {@code file}, if there is one, with the document. */
    void project(Sheets answer, Optional<Path> file) {
        if (roadmap.isEmpty()) {
            answer.note("There is no roadmap: nothing changes.");
            return;
        }
        Roadmap project = roadmap.get();
        Network network = Network.of(project);
        Schedule schedule = new PriorityLeveller(SEED).level(network).schedule();
        Sheet sheet = new Sheet("roadmap", "What to do when")
                .text("task", "id")
                .text("what", "name")
                .text("from", "start")
                .text("to", "finish")
                .text("after", "after");
        for (int i = 0; i < project.tasks().size(); i++) {
            Task task = project.tasks().get(i);
            LocalDate done = project.lastDay(schedule.finish(i));
            LocalDate from =
                    task.milestone() ? done : project.time(schedule.start(i)).toLocalDate();
            sheet.row(
                    Cell.text(task.id()),
                    Cell.text(task.name()),
                    Cell.text(from.toString()),
                    Cell.text(done.toString()),
                    Cell.text(task.after().stream().map(Link::toString).collect(Collectors.joining(", "))));
        }
        answer.add(sheet);
        answer.head(
                "roadmap_finish", Cell.text(project.lastDay(schedule.finish()).toString()));
        file.ifPresent(f -> write(f, project));
    }

    /** Another file than one of ours is not written over. */
    private static void write(Path file, Roadmap project) {
        try {
            if (Files.exists(file)
                    && !Files.readString(file, StandardCharsets.UTF_8).startsWith("# " + MADE)) {
                throw Problem.input(
                        file + " is there already, and lepton plan did not make it.",
                        "Maybe another name after --roadmap.");
            }
            Files.writeString(
                    file,
                    RoadmapYaml.of(
                            project,
                            List.of(
                                    MADE,
                                    "Days of work are assumed where the plan's document says nothing of them (effort);",
                                    "the order of steps is the plan's: at no time less is served than is asked for, or the task says so.")),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.outside(file + " cannot be written: " + e.getMessage(), "Maybe another folder.", e);
        }
    }

    private static BigDecimal cents(Money money) {
        return PlanSheets.cents(money);
    }
}
