package dev.lepton.app.cli;

import dev.lepton.app.wiring.DailySpend;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.forecast.Hierarchy;
import dev.lepton.core.forecast.Series;
import dev.lepton.formats.series.SeriesCsv;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The series that are forecast, from a file or from the ledger.
 *
 * @param series in the order they are shown
 * @param hierarchy what they are the nodes of; empty where they do not add up
 * @param notes what was not taken, filled or left out
 */
record ForecastInput(List<Series> series, Optional<Hierarchy> hierarchy, List<String> notes) {
    private static final int SHOWN = 3;

    /** The series of {@code file}, which add up as {@code hierarchy} says: a sign between the parts of an id, or columns. */
    static ForecastInput file(Path file, Optional<String> hierarchy) {
        boolean columns = hierarchy
                .filter(h -> h.length() > 1 || Character.isLetter(h.charAt(0)))
                .isPresent();
        List<String> by = columns ? Arrays.asList(hierarchy.orElse("").split(",")) : List.of();
        SeriesCsv.ReadSeries read = SeriesCsv.read(file, by, "y");
        if (read.series().isEmpty()) {
            throw Problem.input(
                    file + " has no value that can be taken."
                            + read.failures().stream()
                                    .findFirst()
                                    .map(f -> " The first: " + f + ".")
                                    .orElse(""),
                    "Maybe write lines such as '2026-01-31,120.5' under 'ds,y'.");
        }
        List<String> notes = new ArrayList<>();
        if (!read.failures().isEmpty()) {
            notes.add(read.failures().size() + " rows were not taken: "
                    + read.failures().stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining("; "))
                    + (read.failures().size() > SHOWN ? "; …" : "."));
        }
        filled(read.series(), notes);
        if (hierarchy.isEmpty()) {
            return new ForecastInput(read.series(), Optional.empty(), notes);
        }
        List<List<String>> paths = columns
                ? read.paths()
                : read.series().stream()
                        .map(s -> List.of(s.id().split(java.util.regex.Pattern.quote(hierarchy.get()))))
                        .toList();
        return adding(read.series(), paths, notes);
    }

    /** Daily spend in the ledger by the question's keys; the series add up to the total. */
    static ForecastInput ledger(Session session, CostQuestion question) {
        return ledger(session, question, DailySpend.of(session, question));
    }

    /** The same of {@code spend}, which {@code question} asked for. */
    static ForecastInput ledger(Session session, CostQuestion question, DailySpend spend) {
        if (spend.series().isEmpty()) {
            throw Problem.input(
                    "there is no cost here to forecast from.",
                    "Maybe import a bill (lepton import focus) or usage and a fleet; or widen --window.");
        }
        List<String> notes = new ArrayList<>();
        notes.add("daily spend in " + session.settings().currency() + " by "
                + (question.keys().isEmpty() ? "nothing" : String.join(", ", question.keys()))
                + " from the ledger; a day without cost of a series is a day at 0.");
        spend.partial().ifPresent(d -> notes.add("the facts end within " + d + ", which is left out."));
        if (spend.unknown() > 0) {
            notes.add(Cell.percent(BigDecimal.valueOf(spend.unknown()), 1).shown()
                    + " % of the evidence has no price or rate, so the spend is at least this.");
        }
        int silent = spend.longestSilence();
        if (silent >= 60) {
            notes.add("the ledger has no cost at all for " + silent
                    + " days in a row, which the forecast takes for real; maybe --window leaves them out.");
        }
        return question.keys().isEmpty()
                ? new ForecastInput(spend.series(), Optional.empty(), notes)
                : adding(spend.series(), spend.paths(), notes);
    }

    private static ForecastInput adding(List<Series> leaves, List<List<String>> paths, List<String> notes) {
        try {
            Hierarchy hierarchy = Hierarchy.of(leaves, paths);
            Series total = hierarchy.series().get(0);
            for (Series leaf : leaves) {
                if (leaf.at(0).isAfter(total.at(0)) || leaf.at(leaf.size() - 1).isBefore(total.at(total.size() - 1))) {
                    notes.add(leaf.id() + ": begins later or ends earlier than others and counts as 0 there.");
                }
            }
            return new ForecastInput(hierarchy.series(), Optional.of(hierarchy), notes);
        } catch (IllegalArgumentException e) {
            throw Problem.input("the series do not add up: " + e.getMessage(), "Maybe another --hierarchy, or none.");
        }
    }

    private static void filled(List<Series> series, List<String> notes) {
        for (Series one : series) {
            if (!one.filled().isEmpty()) {
                notes.add(one.id() + ": " + one.filled().size() + " of " + one.size()
                        + " steps had no value and were filled with the median of the same moment of the cycles"
                        + " before, the first at "
                        + ForecastSheets.time(one, one.filled().get(0)) + "; no method is judged by them.");
            }
        }
    }
}
