package dev.lepton.app.cli;

import dev.lepton.app.advice.StoredPromises;
import dev.lepton.app.advice.WorkspaceAdvice;
import dev.lepton.app.board.AdviceBoard;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Finding;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.watch.savings.Promises;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.ScoreboardPage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton advise}: what to change, what it saves, and what all of it saves together. */
@Command(
        name = "advise",
        description = {
            "What to change about what is spent, best first: each finding with its saving a month, how sure,",
            "what it takes and how it was worked out; what they save together, which is less than their sum,",
            "and a waterfall from today's month to the month after. Example: lepton advise --filter team:\"search\""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class AdviseCommand implements Runnable {
    private static final int SHOWN = 10;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "So many findings. Default: 10 for people, all for --json and --csv.")
    private @Nullable Integer top;

    @Option(
            names = "--min-saving",
            paramLabel = "AMOUNT",
            defaultValue = "1",
            description = "Only findings that save, or act on, so much a month. All count in the totals. Default:"
                    + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private BigDecimal minSaving;

    @Option(names = "--explain", paramLabel = "ID", description = "The working behind one finding, by id or number.")
    private @Nullable String explain;

    @Option(
            names = "--record",
            description =
                    "Keep the findings in the workspace as promised, for lepton savings to hold against what came.")
    private boolean record;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private AdviseOptions assumed;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private QuestionOptions question;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Override
    public void run() {
        if (top != null && top < 1) {
            throw Problem.input("--top is " + top + ".", "Maybe 10.");
        }
        try (Session session = workspace.open()) {
            CostQuestion asked = question.question(List.of(), session, workspace.now());
            WorkspaceAdvice all = WorkspaceAdvice.of(
                    session,
                    asked,
                    assumed.assumptions(session),
                    assumed.effort(session),
                    assumed.power(),
                    assumed.measured(output.err()::println),
                    workspace.now());
            AdviseSheets sheets = new AdviseSheets(all);
            if (explain != null) {
                explain(all, explain, output);
            } else {
                print(all, sheets);
            }
            if (record) {
                Promises made = new StoredPromises(session).record(all, asked, question.filter(), workspace.now());
                output.err()
                        .println("Promised: "
                                + SavingsSheets.count(made.promises().size(), "finding")
                                + "; lepton savings holds them against what comes after " + made.madeAt() + ".");
            }
        }
    }

    private void print(WorkspaceAdvice all, AdviseSheets sheets) {
        int most = Optional.ofNullable(top).orElse(output.forPeople() ? SHOWN : Integer.MAX_VALUE);
        Sheets answer = sheets.answer(most, minSaving);
        if (output.json()) {
            output.print(sheets.json(most, minSaving));
        } else if (output.csv()) {
            output.print(sheets.findings(most, minSaving).table());
            answer.notes().forEach(output.err()::println);
        } else {
            answer.print(output);
        }
        html.writePage("What to change", answer, asShown -> ScoreboardPage.html(AdviceBoard.of(all)));
    }

    /** Prints the finding that {@code id} names, with its working. */
    static void explain(WorkspaceAdvice all, String id, Output output) {
        List<Finding> findings = all.advice().findings();
        AdviseSheets sheets = new AdviseSheets(all);
        int rank = rank(findings, id);
        if (output.forPeople()) {
            sheets.explained(findings.get(rank)).forEach(output.out()::println);
            output.out().flush();
        } else {
            output.print(sheets.json(rank + 1, findings.get(rank)));
        }
    }

    /** Whether {@code id} is the name of a finding, and not of a cost. */
    static boolean names(String id) {
        int colon = id.indexOf(':');
        return colon > 0
                && Arrays.stream(Strategy.values()).anyMatch(s -> s.word().equals(id.substring(0, colon)));
    }

    private static int rank(List<Finding> findings, String id) {
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).id().equals(id) || String.valueOf(i + 1).equals(id)) {
                return i;
            }
        }
        throw Problem.input(
                "There is no finding '" + id + "'.",
                findings.isEmpty()
                        ? "Maybe see why nothing was found: lepton advise"
                        : "Maybe one of "
                                + findings.stream().limit(5).map(Finding::id).collect(Collectors.joining(", "))
                                + ", or its number; the same --window and --filter are needed.");
    }
}
