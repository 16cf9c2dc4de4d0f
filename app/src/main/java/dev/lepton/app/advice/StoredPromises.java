package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Finding;
import dev.lepton.core.billing.FilterParser;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.savings.Promises;
import dev.lepton.core.watch.savings.SavingsCheck;
import dev.lepton.core.watch.savings.WorkCost;
import dev.lepton.formats.promises.PromisesFile;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The promises of a workspace: kept as segments like every fact, so that they are safe from crashes and in every backup. */
public final class StoredPromises {
    private final Session session;

    public StoredPromises(Session session) {
        this.session = session;
    }

    /**
     * Keeps what {@code advice} counts as promised at {@code now}; the same again is not kept twice.
     *
     * @param filter that of {@code question}, as it was written
     */
    public Promises record(WorkspaceAdvice advice, CostQuestion question, String filter, Instant now) {
        Window window = advice.books().window();
        Map<String, WorkCost> costs = new KindCosts(session, question, window).perMonth();
        Map<String, WorkCost> before = new TreeMap<>();
        List<Promises.Promise> promises = new ArrayList<>();
        for (Finding finding : advice.advice().findings()) {
            if (finding.inPlan().isZero() || finding.inPlan().isNegative()) {
                continue;
            }
            String pool = finding.proposal().sure().get(0).pool();
            String kind = advice.books().pools().stream()
                    .filter(p -> p.id().equals(pool))
                    .findFirst()
                    .flatMap(p -> p.machines().map(m -> m.device().orElse(m.machine())))
                    .orElse(pool);
            Optional.ofNullable(costs.get(kind)).ifPresent(c -> {
                before.put(kind, c);
                promises.add(new Promises.Promise(
                        finding.id(),
                        finding.proposal().title(),
                        finding.proposal().strategy(),
                        kind,
                        finding.inPlan()));
            });
        }
        if (promises.isEmpty()) {
            throw Problem.input(
                    "There is nothing to promise: no finding has a saving that is counted.",
                    "Maybe see lepton advise for what is not known.");
        }
        Promises made =
                new Promises(now, window, filter, question.basis().name().toLowerCase(Locale.ROOT), before, promises);
        keep(made);
        return made;
    }

    private void keep(Promises made) {
        String text = PromisesFile.text(made);
        String sha = sha(text);
        session.workspace().write(draft -> {
            Workspace workspace = draft.workspace();
            if (workspace.manifest().bySource(Kind.PROMISES, sha).isPresent()) {
                return sha;
            }
            String path = draft.newPath(Kind.PROMISES).replace(".parquet", ".json");
            Path file = workspace.dir().resolve(path);
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw Problem.outside(
                        "The promises cannot be written to " + file + ": " + e.getMessage() + ".",
                        "Maybe the disk is full, or the folder is not yours.",
                        e);
            }
            String name = file.getFileName().toString();
            draft.commit(
                    new Segment(
                            name.substring(0, name.indexOf('.')),
                            Kind.PROMISES,
                            path,
                            "advice of " + made.madeAt().toString(),
                            sha,
                            made.madeAt(),
                            made.promises().size(),
                            0,
                            "",
                            "",
                            List.of()),
                    List.of());
            return sha;
        });
    }

    private static String sha(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that was promised, oldest first. */
    public List<Promises> all() {
        return session.workspace().manifest().of(Kind.PROMISES).stream()
                .map(s -> PromisesFile.read(session.workspace().file(s)))
                .sorted(Comparator.comparing(Promises::madeAt))
                .toList();
    }

    /**
     * {@code promises} against {@code asked}, or the time since: from when they were made, or what they were made on ended, to the end of the facts.
     */
    public Checked check(Promises promises, Optional<Window> asked, Duration least) {
        CostQuestion question = question(promises);
        Instant from = promises.madeAt().isAfter(promises.window().to())
                ? promises.madeAt()
                : promises.window().to();
        Optional<Window> since = asked.or(
                () -> session.facts().span().filter(s -> from.isBefore(s.to())).map(s -> new Window(from, s.to())));
        Map<String, WorkCost> after =
                since.map(w -> new KindCosts(session, question, w).perMonth()).orElse(Map.of());
        return new Checked(
                promises,
                since,
                after,
                SavingsCheck.of(promises, after, since.map(Window::length).orElse(Duration.ZERO), least));
    }

    /** What was asked when it was promised. */
    private static CostQuestion question(Promises promises) {
        CostQuestion all = CostQuestion.by(List.of());
        try {
            return new CostQuestion(
                    all.window(),
                    all.keys(),
                    FilterParser.parse(promises.filter()),
                    all.idle(),
                    all.shared(),
                    all.sharedRule(),
                    CostQuestion.Basis.valueOf(promises.basis().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw Problem.outside(
                    "The promises of " + promises.madeAt() + " are damaged: " + e.getMessage(),
                    "Maybe record anew: lepton advise --record",
                    e);
        }
    }

    /** Promises, the time since, what each kind cost in it, and what came of them. */
    public record Checked(Promises promises, Optional<Window> since, Map<String, WorkCost> after, SavingsCheck check) {}
}
