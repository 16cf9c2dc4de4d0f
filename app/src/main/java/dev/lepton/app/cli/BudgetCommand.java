package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.wiring.Budgets;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.watch.BudgetCheck;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lepton budget}: budgets against what was spent and what will be. */
@Command(
        name = "budget",
        description = "Budgets of lepton.yaml against actual and projected spend.",
        mixinStandardHelpOptions = true,
        subcommands = BudgetCommand.Check.class)
final class BudgetCommand {
    /** {@code lepton budget check}: exit 4 when a budget is broken. */
    @Command(
            name = "check",
            description = {
                "Hold every budget against the spend so far and what is forecast to the end of its period: from",
                "the daily spend before, or by a straight line where there are fewer than 14 days of it.",
                "Exit 4 when one is exceeded or will be."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // picocli sets it before run
        private WorkspaceOption workspace;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Output output;

        @Override
        public Integer call() {
            try (Session session = workspace.open()) {
                if (session.settings().budgets().isEmpty()) {
                    throw Problem.input(
                            session.workspace().settingsFile() + " states no budgets.",
                            "Maybe add: budgets: [{name: everything, scope: total, amount: 250000, period: monthly}]");
                }
                List<BudgetCheck> checks = new Budgets(session).checkAhead(workspace.now());
                if (output.json()) {
                    output.print(json(checks));
                } else {
                    output.print(table(checks));
                    List<String> straight = checks.stream()
                            .filter(c -> c.ahead().isEmpty())
                            .filter(c -> c.straightLine().isPresent())
                            .map(c -> c.budget().name())
                            .toList();
                    output.err()
                            .println(
                                    "At its end: forecast from the daily spend before, as lepton forecast does"
                                            + (straight.isEmpty()
                                                    ? "."
                                                    : "; of " + String.join(", ", straight)
                                                            + " a straight line through the period so far, no season and no trend."));
                }
                return checks.stream().anyMatch(c -> c.state().broken()) ? Problem.Kind.CHECK.exitCode() : 0;
            }
        }

        private static ObjectNode json(List<BudgetCheck> checks) {
            ObjectNode root = Output.JSON.createObjectNode();
            ArrayNode all = root.putArray("budgets");
            for (BudgetCheck check : checks) {
                ObjectNode node = all.addObject()
                        .put("name", check.budget().name())
                        .put("scope", check.budget().scope().words())
                        .put("from", check.window().from().toString())
                        .put("to", check.window().to().toString())
                        .put("amount", check.budget().amount().amount())
                        .put("spent", check.spent().amount())
                        .put("state", check.state().name().toLowerCase(java.util.Locale.ROOT))
                        .put("unknown_share", check.unknownShare());
                put(node, "projected", check.projection().map(BudgetCheck.Projection::atEnd));
                put(node, "straight_line", check.straightLine().map(BudgetCheck.Projection::atEnd));
                put(node, "forecast", check.ahead().map(BudgetCheck.Ahead::atEnd));
                put(node, "forecast_lo_95", check.ahead().flatMap(BudgetCheck.Ahead::low));
                put(node, "forecast_hi_95", check.ahead().flatMap(BudgetCheck.Ahead::high));
                node.put(
                        "probability_over",
                        check.ahead()
                                .flatMap(BudgetCheck.Ahead::probabilityOver)
                                .orElse(null));
                node.put(
                        "crossing",
                        check.ahead()
                                .flatMap(BudgetCheck.Ahead::crossing)
                                .map(String::valueOf)
                                .orElse(null));
                put(node, "over_by", check.over());
                put(node, "projected_over_by", check.projectedOver());
            }
            root.put("broken", checks.stream().filter(c -> c.state().broken()).count());
            return root;
        }

        private static void put(ObjectNode node, String field, Optional<Money> money) {
            money.ifPresentOrElse(m -> node.put(field, m.amount()), () -> node.putNull(field));
        }

        private static Table table(List<BudgetCheck> checks) {
            Table table = new Table()
                    .left("Budget", "name")
                    .left("Of", "scope")
                    .left("From", "from")
                    .left("To", "to")
                    .right("Budget", "amount")
                    .right("Spent", "spent")
                    .right("At its end", "projected")
                    .right("Over by", "over_by")
                    .right("Over in %", "probability_over")
                    .left("Crossed on", "crossing")
                    .left("State", "state");
            for (BudgetCheck check : checks) {
                Optional<Money> projected = check.projection().map(BudgetCheck.Projection::atEnd);
                Optional<Money> over = check.over().or(check::projectedOver);
                Optional<BigDecimal> odds = check.ahead().flatMap(BudgetCheck.Ahead::probabilityOver);
                String crossing = check.ahead()
                        .flatMap(BudgetCheck.Ahead::crossing)
                        .map(String::valueOf)
                        .orElse("");
                List<String> ends = List.of(
                        check.window().from().toString().substring(0, 10),
                        check.window().to().toString().substring(0, 10));
                table.row(
                        List.of(
                                check.budget().name(),
                                check.budget().scope().words(),
                                ends.get(0),
                                ends.get(1),
                                shown(check.budget().amount()),
                                shown(check.spent()),
                                projected.map(Check::shown).orElse("–"),
                                over.map(Check::shown).orElse("–"),
                                odds.map(p -> Cell.percent(p, 0).shown()).orElse("–"),
                                crossing,
                                check.state().words()),
                        List.of(
                                check.budget().name(),
                                check.budget().scope().words(),
                                check.window().from().toString(),
                                check.window().to().toString(),
                                raw(check.budget().amount()),
                                raw(check.spent()),
                                projected.map(Check::raw).orElse(""),
                                over.map(Check::raw).orElse(""),
                                odds.map(BigDecimal::toPlainString).orElse(""),
                                crossing,
                                check.state().name()));
            }
            return table;
        }

        private static String shown(Money money) {
            return Cell.grouped(money.amount().setScale(2, RoundingMode.HALF_EVEN)) + " "
                    + money.currency().getCurrencyCode();
        }

        private static String raw(Money money) {
            BigDecimal amount = money.amount();
            return amount.toPlainString();
        }
    }
}
