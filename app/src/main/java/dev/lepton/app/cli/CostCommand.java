package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.time.Steps;
import dev.lepton.ledger.ingest.Doubled;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton cost}: where the money went. */
@Command(
        name = "cost",
        description = {
            "Where the money went, by any keys: team, owner, product, department, environment, model, cluster, node, namespace,",
            "controllerKind, controller, pod, container, job, user, partition, provider, account, region, service, category,",
            "instanceType, device, terms, label:KEY, and hour, day, week or month."
        },
        mixinStandardHelpOptions = true)
final class CostCommand implements Runnable {
    @Option(
            names = {"--by", "--aggregate"},
            split = ",",
            paramLabel = "KEY",
            description = "What to group by (default: team).")
    private List<String> keys = List.of("team");

    @Option(
            names = "--limit",
            defaultValue = "25",
            paramLabel = "N",
            description = "Lines shown before the rest is one (default: 25; JSON and CSV have all).")
    private int limit;

    @Option(
            names = "--step",
            paramLabel = "LENGTH",
            description = "JSON: one map for each step of the window: 1h, 1d, 7d … (default: one for all of it).")
    private @Nullable String step;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
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
            List<String> by = keys.equals(List.of("all")) ? List.of() : keys;
            CostQuestion asked = question.question(by, session, workspace.now());
            CostAnswer answer = session.costs().ask(asked);
            if (step != null) {
                output.print(stepped(session, answer, step));
                return;
            }
            if (output.json()) {
                output.print(CostJson.envelope(
                        answer, question.asGiven(), Doubled.in(session.facts().manifest())));
                return;
            }
            output.print(CostTable.of(answer, output.csv() ? Integer.MAX_VALUE : Math.max(2, limit)));
            notes(answer);
            doubled(session);
            unpriced(session);
            if (asked.basis() != CostQuestion.Basis.EFFECTIVE
                    && !session.assets().isEmpty()) {
                output.err()
                        .println(
                                "Machines of the fleet count at their amortised cost, whatever --basis says of the bill's lines.");
            }
        }
    }

    private ObjectNode stepped(Session session, CostAnswer answer, String length) {
        if (!output.json()) {
            throw Problem.input(
                    "--step is for --json.", "Maybe --by day, or --by week: the table has a line for each.");
        }
        try {
            List<CostAnswer> steps = answer.window().map(w -> Steps.of(w, length)).orElse(List.of()).stream()
                    .map(w -> session.costs().ask(answer.question().in(Optional.of(w))))
                    .toList();
            return CostJson.envelope(
                    answer,
                    steps.isEmpty() ? List.of(answer) : steps,
                    s -> question.asGiven(
                            s.window().map(w -> w.from() + "," + w.to()).orElse(null)),
                    Doubled.in(session.facts().manifest()));
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "");
        }
    }

    private void notes(CostAnswer answer) {
        if (answer.lines().isEmpty()) {
            output.err()
                    .println(
                            "There is no cost here. Maybe import a bill (lepton import focus) or usage and a fleet; or widen --window.");
            return;
        }
        CostAnswer.Quality quality = answer.quality();
        answer.window().ifPresent(w -> output.err().println("Window " + w + ", " + asked(answer) + " cost."));
        if (quality.samples() > 0) {
            output.err()
                    .println("Unpriced: " + Cell.grouped(BigDecimal.valueOf(quality.unpricedSamples())) + " of "
                            + Cell.grouped(BigDecimal.valueOf(quality.samples())) + " usage samples and job-hours"
                            + held(quality) + ".");
        }
        if (quality.billLines() > 0) {
            output.err()
                    .println("Not converted: " + quality.unconvertedLines() + " of "
                            + Cell.grouped(BigDecimal.valueOf(quality.billLines())) + " bill lines.");
        }
        if (quality.overfullNodeHours() > 0) {
            output.err()
                    .println(
                            "Overfull: in " + quality.overfullNodeHours() + " of " + quality.nodeHours()
                                    + " node-hours more was allocated than there is; allocations there were scaled down to fit.");
        }
        String first = answer.lines().stream()
                .filter(l -> !l.key().isEmpty())
                .findFirst()
                .map(l -> WhyId.of(answer.question().keys(), l.key()))
                .orElse("total");
        output.err().println("Working: lepton why '" + first + "'" + question.asGiven() + workspace.asGiven());
    }

    /** Names the files whose samples are counted twice. */
    private void doubled(Session session) {
        for (Doubled doubled : Doubled.in(session.facts().manifest())) {
            output.err()
                    .println("Counted twice: " + Cell.grouped(BigDecimal.valueOf(doubled.samples())) + " samples of "
                            + doubled.source() + " are in " + doubled.earlier()
                            + " too. Maybe import one of the two again with --replace, without them.");
        }
    }

    /** Names the machines whose cost is missing altogether. */
    private void unpriced(Session session) {
        List<String> names = session.assets().stream()
                .filter(a -> a.rates().isEmpty())
                .map(a -> a.name())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            output.err()
                    .println(
                            "No price is known for " + names.size()
                                    + " of the fleet's machines or pools, so the total lacks them: "
                                    + String.join(", ", names.subList(0, Math.min(5, names.size())))
                                    + (names.size() > 5 ? ", …" : "")
                                    + ". Maybe give them an instance_type and region that lepton prices knows, or a price_per_hour.");
        }
    }

    private static String asked(CostAnswer answer) {
        return answer.question().basis().name().toLowerCase(Locale.ROOT);
    }

    private static String held(CostAnswer.Quality quality) {
        StringBuilder text = new StringBuilder();
        for (Resource resource : Resource.values()) {
            var unpriced = quality.unpriced().get(resource);
            if (unpriced != null) {
                text.append(text.isEmpty() ? " (" : ", ")
                        .append(Cell.grouped(Units.hours(resource, unpriced.allocated())
                                .setScale(1, java.math.RoundingMode.HALF_EVEN)))
                        .append(' ')
                        .append(resource.unit());
            }
        }
        return text.isEmpty() ? "" : text + ")";
    }
}
