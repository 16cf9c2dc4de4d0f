package dev.lepton.app.wiring;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Daily spend from the ledger, by keys. A day without a line of a series is a day on which it spent nothing. Days are those of
 * the question's clock and are called by their date; a day that the facts end in is left out, since it is not whole.
 *
 * @param series one for each value of the keys, all over the same days
 * @param paths of each the values of the keys
 * @param unknown share of the evidence that has no price or no rate
 * @param partial the day that was left out, not being whole
 */
public record DailySpend(List<Series> series, List<List<String>> paths, double unknown, Optional<LocalDate> partial) {
    /** What stands in a path for cost that nobody asked for. */
    public static final String IDLE = "idle";

    public DailySpend {
        series = List.copyOf(series);
        paths = List.copyOf(paths);
    }

    /** What {@code question} asks about, by day; its keys name the series. */
    public static DailySpend of(Session session, CostQuestion question) {
        List<String> keys = new ArrayList<>(List.of("day"));
        keys.addAll(question.keys());
        Optional<Window> known = session.facts()
                .span()
                .flatMap(s -> question.window().map(s::overlap).orElse(Optional.of(s)));
        if (known.isEmpty()) {
            return new DailySpend(List.of(), List.of(), 0, Optional.empty());
        }
        CostAnswer answer = session.costs()
                .ask(new CostQuestion(
                        known,
                        keys,
                        question.filter(),
                        question.idle(),
                        question.shared(),
                        question.sharedRule(),
                        question.basis(),
                        question.offset()));
        Optional<LocalDate> partial = partial(known.get(), question.offset());
        LocalDate end = partial.orElse(LocalDate.ofInstant(known.get().to(), question.offset()));
        Map<List<String>, Map<LocalDate, Money>> spent = new LinkedHashMap<>();
        for (CostLine line : answer.lines()) {
            LocalDate day = LocalDate.parse(line.key().get(0));
            if (day.isBefore(end)) {
                spent.computeIfAbsent(path(line), p -> new TreeMap<>()).merge(day, line.total(), Money::plus);
            }
        }
        return filled(spent, end, unknown(answer.quality()), partial);
    }

    /** The most days in a row on which nothing was spent at all. */
    public int longestSilence() {
        int longest = 0;
        int silent = 0;
        for (int i = 0; !series.isEmpty() && i < series.get(0).size(); i++) {
            int day = i;
            silent = series.stream().allMatch(s -> s.value(day) == 0) ? silent + 1 : 0;
            longest = Math.max(longest, silent);
        }
        return longest;
    }

    private static DailySpend filled(
            Map<List<String>, Map<LocalDate, Money>> spent,
            LocalDate end,
            double unknown,
            Optional<LocalDate> partial) {
        List<Series> series = new ArrayList<>();
        List<List<String>> paths = new ArrayList<>();
        Optional<LocalDate> first =
                spent.values().stream().flatMap(days -> days.keySet().stream()).min(LocalDate::compareTo);
        spent.forEach((path, days) -> {
            TreeMap<Instant, Double> values = new TreeMap<>();
            for (LocalDate day = first.orElse(end); day.isBefore(end); day = day.plusDays(1)) {
                values.put(
                        day.atStartOfDay().toInstant(ZoneOffset.UTC),
                        Optional.ofNullable(days.get(day)).map(Money::toDouble).orElse(0.0));
            }
            series.add(Series.of(String.join("/", path), values));
            paths.add(path);
        });
        return new DailySpend(series, paths, unknown, partial);
    }

    private static List<String> path(CostLine line) {
        List<String> path = new ArrayList<>();
        for (String value : line.key().subList(1, line.key().size())) {
            boolean none = value.isBlank() || value.equals("__unallocated__");
            path.add(line.kind() == CostLine.Kind.IDLE ? IDLE : none ? "(none)" : value);
        }
        return path.isEmpty() ? List.of("all") : path;
    }

    /** The day that {@code window} ends in the midst of. */
    private static Optional<LocalDate> partial(Window window, ZoneOffset offset) {
        LocalDate last = LocalDate.ofInstant(window.to(), offset);
        return last.atStartOfDay().toInstant(offset).equals(window.to()) ? Optional.empty() : Optional.of(last);
    }

    private static double unknown(CostAnswer.Quality quality) {
        long all = quality.samples() + quality.billLines();
        return all == 0 ? 0 : (double) (quality.unpricedSamples() + quality.unconvertedLines()) / all;
    }
}
