package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.joint.JointAnswer;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Layered;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.planner.NativeSolver;
import dev.lepton.report.model.Scoreboard;
import java.nio.file.Path;
import java.util.List;

/**
 * The plan of a document, as {@code lepton plan} makes it, with its drawings.
 *
 * @param steps from today, one layer after another
 */
record DocumentPlan(JointPlan plan, List<Layered.Step> steps, Scoreboard board) {
    /**
     * The plan of {@code document}, under {@code title}.
     *
     * @throws Problem if it has none
     */
    static DocumentPlan of(Path document, String title) {
        PlanInput input = PlanInput.of(document, List.of(), null, m -> {}).onGrids();
        PlanRequest request = input.request();
        PlanRequest.Assembled assembled = input.assemble().of(request);
        JointProblem problem = assembled.problem();
        JointPlanner planner = planner(PlanCommand.GAP);
        JointPlan plan = planner.cheapest(problem)
                .orElseThrow(() -> Problem.input(document + " has no plan.", "Maybe lepton plan " + document + "."));
        PlanSheets sheets = new PlanSheets(problem, planner, input.notes(), assembled.silent(), false);
        JointAnswer answer = new JointAnswer.Planned(plan);
        Sheets said = sheets.of(answer);
        new PlanCarbon(request, problem, plan).addTo(said);
        Scoreboard board = said.board(
                title,
                sheets.plots(
                        answer,
                        planner(PlanCommand.ROUGH_GAP),
                        factor -> request.withLatencies(factor)
                                .map(r -> input.assemble().of(r).problem())));
        return new DocumentPlan(plan, sheets.steps(), board);
    }

    private static JointPlanner planner(double gap) {
        return new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, PlanCommand.MOST_NODES, gap));
    }
}
