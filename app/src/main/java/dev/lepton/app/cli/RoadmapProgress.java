package dev.lepton.app.cli;

import dev.lepton.core.money.Money;
import dev.lepton.core.roadmap.Chain;
import dev.lepton.core.roadmap.EarnedValue;
import dev.lepton.core.roadmap.Network;
import dev.lepton.core.roadmap.Progress;
import dev.lepton.core.roadmap.Replan;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Schedule;
import dev.lepton.core.roadmap.Status;
import dev.lepton.core.roadmap.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code lepton roadmap --progress} answers: earned value, what slipped and why, the rest planned again. */
record RoadmapProgress(RoadmapSheets sheets, Status status, EarnedValue value, Replan replan) {
    static RoadmapProgress of(RoadmapSheets sheets, Status status) {
        Network network = sheets.network();
        Schedule plan = sheets.plan().schedule();
        return new RoadmapProgress(
                sheets, status, EarnedValue.of(network, plan, status), Replan.of(network, plan, status));
    }

    /** Whether the plan made again misses a deadline. */
    boolean late() {
        return sheets.late(replan.schedule());
    }

    void addTo(Sheets answer) {
        String unit = unit();
        String now = sheets.finish(replan.schedule().finish());
        answer.head("as_of", Cell.text(status.asOf().toString()));
        answer.head("replanned_finish", Cell.text(now));
        answer.head("slip", RoadmapSheets.whole(replan.slip()));
        answer.open("As of " + status.asOf() + ": done by " + now + " if the rest goes as planned, "
                + (replan.slip() > 0
                        ? replan.slip() + " working " + unit + " late" + why() + "."
                        : replan.slip() < 0 ? -replan.slip() + " working " + unit + " early." : "as planned."));
        if (sheets.priced()) {
            answer.add(measures());
            notes(answer);
        }
        answer.add(again());
        answer.note("what is left of a task that has begun is the share that is not done of its planned length.");
    }

    private String unit() {
        return sheets.network().roadmap().step() == Step.DAY ? "days" : "hours";
    }

    /** Who holds the finish. */
    private String why() {
        List<String> causes = new ArrayList<>();
        for (Replan.Slip slip : replan.reasons()) {
            String id = sheets.network().roadmap().tasks().get(slip.task()).id();
            causes.add(
                    slip.own() > 0
                            ? "'" + id + "' takes " + slip.own() + " more"
                            : "'" + id + "' " + (begun(id) ? "began" : "has not begun") + " late");
        }
        return causes.isEmpty() ? "" : ": " + String.join(", ", causes);
    }

    private boolean begun(String id) {
        return status.of(id).isPresent();
    }

    private Sheet measures() {
        String currency = sheets.network().roadmap().currency().getCurrencyCode();
        Sheet sheet = new Sheet("earned_value", "Earned value as of " + status.asOf())
                .text("measure", "name")
                .number("value", "value")
                .text("", "unit");
        money(sheet, "BAC, budget at completion", Optional.of(value.budget()), currency);
        money(sheet, "PV, planned to be spent", Optional.of(value.planned()), currency);
        money(sheet, "EV, earned", Optional.of(value.earned()), currency);
        money(sheet, "AC, spent", value.actual(), currency);
        money(sheet, "SV, earned less planned", Optional.of(value.scheduleVariance()), currency);
        money(sheet, "CV, earned less spent", value.costVariance(), currency);
        index(sheet, "SPI, schedule index", value.scheduleIndex());
        index(sheet, "CPI, cost index", value.costIndex());
        money(sheet, "EAC, at this cost index", value.atCompletionByCost(), currency);
        money(sheet, "EAC, the rest as planned", value.atCompletionAsPlanned(), currency);
        money(sheet, "EAC, at both indices", value.atCompletionByBoth(), currency);
        money(sheet, "VAC, budget less EAC", value.atCompletionByCost().map(value.budget()::minus), currency);
        index(sheet, "TCPI, needed to keep the budget", value.toComplete());
        number(sheet, "ES, earned schedule", Optional.of(value.earnedSchedule()), unit());
        number(sheet, "time passed", Optional.of((double) value.elapsed()), unit());
        index(sheet, "SPI(t), time index", value.timeIndex());
        number(sheet, "duration planned", Optional.of((double) value.duration()), unit());
        number(sheet, "duration at this pace", value.durationAtThisPace(), unit());
        return sheet;
    }

    private void notes(Sheets answer) {
        if (value.actual().isEmpty()) {
            answer.note(
                    "AC is not known: a task that has begun states no actual_cost, so nothing that needs it is defined.");
        } else if (value.costIndex().isEmpty()) {
            answer.note("CPI is not defined: nothing was spent.");
        }
        if (value.actual().isPresent() && value.toComplete().isEmpty()) {
            answer.note("TCPI is not defined: the budget is spent.");
        }
        if (value.scheduleIndex().isEmpty()) {
            answer.note("SPI is not defined: nothing was to be spent by then.");
        }
    }

    private static void money(Sheet sheet, String name, Optional<Money> money, String currency) {
        sheet.row(Cell.text(name), Cell.known(money, RoadmapSheets::money), Cell.text(currency));
    }

    private static void index(Sheet sheet, String name, Optional<BigDecimal> index) {
        sheet.row(Cell.text(name), Cell.known(index, i -> Cell.number(i, 3)), Cell.text(""));
    }

    private static void number(Sheet sheet, String name, Optional<Double> number, String unit) {
        sheet.row(Cell.text(name), Cell.known(number, n -> Cell.number(BigDecimal.valueOf(n), 1)), Cell.text(unit));
    }

    private Sheet again() {
        Roadmap roadmap = sheets.network().roadmap();
        Sheet sheet = new Sheet("replan", "The rest planned again")
                .text("task", "id")
                .number("done %", "percent")
                .text("left starts", "start")
                .text("finish", "finish")
                .text("planned", "planned_finish")
                .number("later by", "slip")
                .number("of it its own", "own_slip")
                .text("starts", "cause");
        for (Replan.Slip slip : replan.slips()) {
            String id = roadmap.tasks().get(slip.task()).id();
            Optional<Progress> report = status.of(id);
            sheet.row(
                    Cell.text(id),
                    Cell.number(report.map(Progress::percent).orElse(BigDecimal.ZERO), 0),
                    Cell.text(sheets.start(replan.schedule(), slip.task())),
                    Cell.text(sheets.finish(replan.schedule().finish(slip.task()))),
                    Cell.text(sheets.finish(sheets.plan().schedule().finish(slip.task()))),
                    RoadmapSheets.whole(slip.slots()),
                    RoadmapSheets.whole(slip.own()),
                    Cell.text(report.map(p -> p.percent().intValue() == 100 ? "done" : "has begun")
                            .orElseGet(() -> cause(slip))));
        }
        return sheet;
    }

    private String cause(Replan.Slip slip) {
        return slip.cause() instanceof Chain.Cause.Free && slip.slots() > 0
                ? "not begun when planned"
                : sheets.cause(slip.cause());
    }
}
