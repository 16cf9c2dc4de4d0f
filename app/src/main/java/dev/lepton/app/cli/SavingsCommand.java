package dev.lepton.app.cli;

import dev.lepton.app.advice.StoredPromises;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.time.Window;
import dev.lepton.core.time.WindowExpression;
import dev.lepton.core.watch.savings.Promises;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton savings}: what was promised against what came of it. */
@Command(
        name = "savings",
        description = {
            "What lepton advise --record promised against what came of it: by the cost of the same work before and",
            "since, more or less work kept apart, each effect adding up to the change of the bill.",
            "Example: lepton advise --window lastmonth --record, and a month later: lepton savings"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class SavingsCommand implements Runnable {
    @Option(
            names = "--made",
            paramLabel = "DATE",
            description = "Which promises: those made on that date or at that instant. Default: the newest.")
    private @Nullable String made;

    @Option(
            names = "--least-days",
            paramLabel = "N",
            defaultValue = "7",
            description = "So many days must have passed to say anything. Default: ${DEFAULT-VALUE}.")
    private int leastDays;

    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            description =
                    "What to compare with: 30d, lastmonth, 2026-01-01,2026-02-01 … Default: from the promise to the"
                            + " end of the facts.")
    private @Nullable String window;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        if (leastDays < 1) {
            throw Problem.input("--least-days is " + leastDays + ".", "Maybe 7.");
        }
        try (Session session = workspace.open()) {
            StoredPromises stored = new StoredPromises(session);
            List<Promises> all = stored.all();
            if (all.isEmpty()) {
                throw Problem.input(
                        "Nothing was promised in " + session.workspace().dir() + ".",
                        "Maybe first: lepton advise --record" + workspace.asGiven());
            }
            StoredPromises.Checked checked = stored.check(chosen(all), asked(session), Duration.ofDays(leastDays));
            SavingsSheets.answer(checked, all).print(output);
        }
    }

    private Optional<Window> asked(Session session) {
        try {
            return Optional.ofNullable(window)
                    .map(w -> WindowExpression.parse(
                            w, workspace.now(), session.settings().zone()));
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "Maybe 30d, or 2026-01-01,2026-02-01.");
        }
    }

    private Promises chosen(List<Promises> all) {
        if (made == null) {
            return all.get(all.size() - 1);
        }
        String wanted = made;
        List<Promises> found = all.stream()
                .filter(p -> p.madeAt().toString().startsWith(wanted))
                .toList();
        if (found.isEmpty()) {
            throw Problem.input(
                    "Nothing was promised at '" + wanted + "'.",
                    "Maybe one of "
                            + all.stream().map(p -> p.madeAt().toString()).collect(Collectors.joining(", ")) + ".");
        }
        return found.get(found.size() - 1);
    }
}
