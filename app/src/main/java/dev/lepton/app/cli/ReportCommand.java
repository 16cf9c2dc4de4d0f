package dev.lepton.app.cli;

import dev.lepton.app.wiring.ReportFill;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.profiles.Given;
import dev.lepton.report.ReportPage;
import dev.lepton.report.model.ReportModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton report}: the whole of it as one page. */
@Command(
        name = "report",
        description = "Write one self-contained HTML page: total, cost tree, idle, trend, wasters, unit costs,"
                + " budgets, spend ahead, what is out of the ordinary, data quality.",
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

    @Option(
            names = "--investment",
            paramLabel = "FILE",
            description = "Also whether it pays: cash flows as lepton invest reads them.")
    private @Nullable Path investment;

    @Option(
            names = "--roadmap",
            paramLabel = "FILE.yaml",
            description = "Also when it is done: tasks as lepton roadmap reads them.")
    private @Nullable Path roadmap;

    @Option(
            names = "--plan",
            paramLabel = "FILE.yaml",
            description = "Also the cheapest plan: needs and places as lepton plan reads them.")
    private @Nullable Path plan;

    @Option(
            names = "--models",
            arity = "1..*",
            paramLabel = "POINTS.yaml",
            description =
                    "Also models made cheaper, as lepton shrink --emit-points tells of them; those that were imported as"
                            + " profiles are shown, too.")
    private List<Path> models = List.of();

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
            ReportFill fill =
                    new ReportFill(session, question.question(List.of(), session, workspace.now()), workspace.now());
            ReportChapters chapters = ReportChapters.of(
                            session, fill, Optional.ofNullable(investment), Optional.ofNullable(roadmap))
                    .advised(session, fill, workspace.now())
                    .with(MeasuredModels.of(points(session)));
            ReportModel model = fill.model(
                    title,
                    Optional.ofNullable(plan)
                            .map(f -> DocumentPlan.of(f, "The cheapest plan").board())
                            .stream()
                            .toList(),
                    chapters.all(),
                    chapters.told());
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

    private List<OperatingPoint> points(Session session) {
        return Stream.concat(
                        session.profiles().points().stream(),
                        MeasuredOn.of(models, Given.NOTHING, output.err()::println).stream())
                .toList();
    }

    static void write(ReportModel model, Path out) {
        TextFile.write(out, ReportPage.html(model), "The report cannot be written to " + out, "Maybe another --out.");
    }
}
