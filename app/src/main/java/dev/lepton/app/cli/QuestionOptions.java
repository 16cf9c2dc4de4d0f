package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.billing.Filter;
import dev.lepton.core.billing.FilterParser;
import dev.lepton.core.billing.Sharing;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.time.Window;
import dev.lepton.core.time.WindowExpression;
import dev.lepton.ledger.query.CostQuestion;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which cost is meant. A mixin of the commands that ask about it. */
final class QuestionOptions {
    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            description = "today, 7d, lastmonth, '24h offset 2d', 2026-01-01,2026-02-01 … (default: all there is).")
    private @Nullable String window;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            defaultValue = "",
            description = "Only what it matches: namespace:\"a\",\"b\"+label[app]!:\"x\".")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private String filter;

    @Option(
            names = "--share-idle",
            paramLabel = "RULE",
            defaultValue = "none",
            description = "Put unallocated cost onto the workloads of its cluster: weighted, even or none (default).")
    @SuppressWarnings("NullAway.Init")
    private String shareIdle;

    @Option(
            names = "--share",
            paramLabel = "FILTER",
            description = "Spread the cost of what it matches over everything else.")
    private @Nullable String share;

    @Option(
            names = "--share-split",
            paramLabel = "RULE",
            defaultValue = "weighted",
            description = "How --share spreads: weighted (default) or even.")
    @SuppressWarnings("NullAway.Init")
    private String shareSplit;

    @Option(
            names = "--basis",
            paramLabel = "COST",
            defaultValue = "effective",
            description = "Which of a bill's four costs: effective (amortised, default), billed, list or contracted.")
    @SuppressWarnings("NullAway.Init")
    private String basis;

    /** The question these options ask about {@code keys}. */
    CostQuestion question(List<String> keys, Session session, Instant now) {
        return new CostQuestion(
                window(session, now),
                keys,
                parsed(filter),
                rule("--share-idle", shareIdle),
                Optional.ofNullable(share).map(QuestionOptions::parsed),
                share == null ? Sharing.Rule.NONE : rule("--share-split", shareSplit),
                basis(),
                session.settings().zone());
    }

    /** The options as they were given, for a command that asks the same; empty when none were. */
    String asGiven() {
        return asGiven(window);
    }

    /** The same about another window. */
    String asGiven(@Nullable String about) {
        StringBuilder text = new StringBuilder();
        option(text, "--window", about);
        option(text, "--filter", filter.isEmpty() ? null : filter);
        option(text, "--share-idle", shareIdle.equals("none") ? null : shareIdle);
        option(text, "--share", share);
        option(text, "--share-split", shareSplit.equals("weighted") ? null : shareSplit);
        option(text, "--basis", basis.equals("effective") ? null : basis);
        return text.toString();
    }

    private static void option(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            boolean plain = value.matches("[A-Za-z0-9_.,:=/+-]+");
            text.append(' ').append(name).append(' ').append(plain ? value : "'" + value.replace("'", "'\\''") + "'");
        }
    }

    /** The filter as it was given; empty for none. */
    String filter() {
        return filter;
    }

    private Optional<Window> window(Session session, Instant now) {
        try {
            return Optional.ofNullable(window)
                    .map(w -> WindowExpression.parse(w, now, session.settings().zone()));
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "");
        }
    }

    private static Filter parsed(String text) {
        try {
            return FilterParser.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "");
        }
    }

    private static Sharing.Rule rule(String option, String word) {
        try {
            return Sharing.Rule.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.input(option + " is '" + word + "'.", "Maybe weighted, even or none.");
        }
    }

    private CostQuestion.Basis basis() {
        try {
            return CostQuestion.Basis.valueOf(basis.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.input("--basis is '" + basis + "'.", "Maybe effective, billed, list or contracted.");
        }
    }
}
