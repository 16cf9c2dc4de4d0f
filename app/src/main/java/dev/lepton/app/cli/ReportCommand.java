package dev.lepton.app.cli;

import dev.lepton.app.board.AdviceBoard;
import dev.lepton.app.wiring.ReportFill;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.ReportPage;
import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton report}: the whole of it as one page. */
@Command(
        name = "report",
        description =
                "Write one self-contained HTML page: total, cost tree, idle, trend, wasters, unit costs, budgets, data quality.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
    @Option(
            names = "--out",
            paramLabel = "FILE.html",
            defaultValue = "report.html",
            description = "Where to (default: ./report.html).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Path out;

    @Option(names = "--title", defaultValue = "AI infrastructure cost", description = "The title of the page.")
    @SuppressWarnings("NullAway.Init")
    private String title;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private QuestionOptions question;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        try (Session session = workspace.open()) {
            CostQuestion asked = question.question(List.of(), session, workspace.now());
            List<Scoreboard> advice =
                    AdviceBoard.of(session, asked, workspace.now()).stream().toList();
            ReportModel model = new ReportFill(session, asked, workspace.now()).model(title, advice);
            write(model, out);
            if (output.json()) {
                output.print(Output.JSON
                        .createObjectNode()
                        .put("report", out.toString())
                        .put("total", model.headline().total().amount()));
            } else {
                output.out().println("The report is in " + out + "; open it in a browser, no network is needed.");
            }
        }
    }

    static void write(ReportModel model, Path out) {
        try {
            if (out.toAbsolutePath().getParent() != null) {
                Files.createDirectories(out.toAbsolutePath().getParent());
            }
            Files.writeString(out, ReportPage.html(model));
        } catch (IOException e) {
            throw Problem.outside(
                    "The report cannot be written to " + out + ": " + e.getMessage() + ".", "Maybe another --out.", e);
        }
    }
}
