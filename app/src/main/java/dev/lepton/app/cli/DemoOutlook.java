package dev.lepton.app.cli;

import dev.lepton.app.wiring.Budgets;
import dev.lepton.app.wiring.Demo;
import dev.lepton.app.wiring.ReportFill;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.finance.risk.Risk;
import dev.lepton.core.watch.BudgetCheck;
import dev.lepton.formats.documents.RoadmapDocument;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Scoreboard;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demonstration's look ahead: the same chapters as any report's, from its own spend, the plan's saving, and work that is
 * assumed.
 *
 * @param lines the same in few words, for a terminal
 */
record DemoOutlook(ReportChapters chapters, List<String> lines) {
    private static final long THOUSAND = 1000;

    static DemoOutlook of(Demo demo, Session session, ReportFill fill, DemoPlan plan) {
        RoadmapDocument work = RoadmapDocument.read(demo.document("roadmap.yaml", Map.of()));
        RoadmapSheets schedule = RoadmapCommand.sheets(work, RoadmapCommand.Level.SOLVER, 10_000, 42);
        BigDecimal saved = plan.saved().times(BigDecimal.valueOf(12)).amount();
        Path flows = demo.document(
                "investment.yaml",
                Map.of(
                        "SAVED",
                        saved.setScale(0, RoundingMode.HALF_EVEN).toPlainString(),
                        "EFFORT",
                        schedule.costs().total().amount().toPlainString()));
        Investment pays = Investment.of(flows, Investment.Asked.USUAL);
        ReportChapters said = ReportChapters.of(session, fill, Optional.empty(), Optional.empty());
        List<Chapter> all = new ArrayList<>();
        said.all().subList(0, 2).forEach(c -> all.add(noted(c)));
        all.add(ReportChapters.pays(
                Optional.of(pays),
                List.of("assumed: the spreads of all three inputs, upkeep, rate, and that the jobs of each"
                        + " year are those of the trace; the saving in a year is twelve times the plan's"
                        + " above, the work the roadmap's below.")));
        all.add(ReportChapters.inTime(
                Optional.of(work), List.of("assumed: all tasks, their lengths, who works and at what cost.")));
        return new DemoOutlook(new ReportChapters(all, said.told()), lines(fill, pays, schedule));
    }

    private static Chapter noted(Chapter chapter) {
        return switch (chapter) {
            case Chapter.Lacking lacking -> lacking;
            case Chapter.Shown shown -> {
                Scoreboard board = shown.board();
                List<String> notes = new ArrayList<>(board.notes());
                notes.add("assumed: the size and the price of the fleet, so the steps of all spend were stated; what of"
                        + " it teams held comes from recorded jobs.");
                yield new Chapter.Shown(
                        shown.id(),
                        shown.title(),
                        new Scoreboard(board.title(), board.opening(), board.boards(), board.plots(), notes),
                        shown.timeline());
            }
        };
    }

    private static List<String> lines(ReportFill fill, Investment pays, RoadmapSheets schedule) {
        List<String> lines = new ArrayList<>();
        for (Budgets.Standing standing : fill.budgets()) {
            BudgetCheck check = standing.check();
            check.ahead()
                    .ifPresent(a -> lines.add("Forecast: " + check.budget().name() + " ends at "
                            + thousands(a.atEnd().amount()) + " thousand USD"
                            + a.crossing()
                                    .map(d -> ", over its budget of "
                                            + thousands(check.budget().amount().amount()) + " on " + d)
                                    .orElse(", within its budget of "
                                            + thousands(check.budget().amount().amount()))
                            + "."));
        }
        Risk risk = pays.risk().orElseThrow();
        lines.add("Worth over three years, work and spreads assumed: "
                + thousands(risk.p50().amount())
                + " thousand USD (90 %: " + thousands(risk.p5().amount()) + " to "
                + thousands(risk.p95().amount())
                + "); done by " + schedule.finish(schedule.risk().finish(0.8)) + " (80 %).");
        return lines;
    }

    private static String thousands(BigDecimal amount) {
        return Cell.grouped(amount.divide(BigDecimal.valueOf(THOUSAND), 0, RoundingMode.HALF_EVEN));
    }
}
