package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.advice.WorkspaceAdvice;
import dev.lepton.app.wiring.Session;
import dev.lepton.app.wiring.Working;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Footing;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lepton why}: the working behind a number. */
@Command(
        name = "why",
        description = {
            "The working behind a number, down to quantities and prices; the parts add up.",
            "ID is total, or key=value pairs as lepton cost prints them: team=research, namespace=a,month=2026-01,",
            "or the id of a finding as lepton advise prints it."
        },
        mixinStandardHelpOptions = true)
final class WhyCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The number: total, team=research, job=123 …")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private String id;

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
            if (AdviseCommand.names(id)) {
                CostQuestion asked = question.question(List.of(), session, workspace.now());
                AdviseCommand.explain(WorkspaceAdvice.of(session, asked, workspace.now()), id, output);
                return;
            }
            WhyId parsed = WhyId.parse(id);
            Working working = new Working(session, question.question(List.of(), session, workspace.now()));
            Explanation explanation = working.of(id, parsed.keys(), parsed.values());
            if (output.json()) {
                output.print(json(explanation));
            } else if (output.csv()) {
                Table table = new Table()
                        .left("Path", "path")
                        .right("Amount", "amount")
                        .left("Working", "working");
                leaves(table, "", explanation);
                output.print(table);
            } else {
                tree(explanation, explanation.amount().amount(), "", "");
                output.out().flush();
            }
        }
    }

    private static ObjectNode json(Explanation e) {
        ObjectNode node = Output.JSON.createObjectNode();
        node.put("label", e.label());
        node.put("amount", e.amount().amount().toPlainString());
        node.put("currency", e.amount().currency().getCurrencyCode());
        node.put("working", e.working());
        ArrayNode parts = node.putArray("parts");
        e.parts().forEach(p -> parts.add(json(p)));
        return node;
    }

    private static void leaves(Table table, String path, Explanation e) {
        String here = path.isEmpty() ? e.label() : path + " > " + e.label();
        if (e.parts().isEmpty()) {
            table.row(List.of(here, e.amount().amount().toPlainString(), e.working()));
        }
        e.parts().forEach(p -> leaves(table, here, p));
    }

    /** The tree with amounts footed level by level, so that what is shown adds up. */
    private void tree(Explanation e, BigDecimal shown, String first, String rest) {
        BigDecimal cents = shown.scale() == 2 ? shown : shown.setScale(2, java.math.RoundingMode.HALF_EVEN);
        String line = first + e.label() + "  " + Cell.grouped(cents) + " "
                + e.amount().currency().getCurrencyCode();
        output.out().println(e.working().isEmpty() ? line : line + "   = " + e.working());
        List<BigDecimal> parts = Footing.footTo(
                e.parts().stream().map(p -> p.amount().amount()).toList(),
                e.parts().isEmpty() ? BigDecimal.ZERO.setScale(2) : cents);
        for (int i = 0; i < e.parts().size(); i++) {
            boolean last = i == e.parts().size() - 1;
            tree(e.parts().get(i), parts.get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }
}
