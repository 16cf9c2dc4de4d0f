package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.PlannedChange;
import dev.lepton.core.forecast.Series;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Planned changes on what is forecast. */
record ForecastChanges(ForecastInput input, List<PlannedChange> changes) {
    /** Refuses changes of series that are not there, and amounts of no series in particular. */
    void check() {
        List<String> ids = input.series().stream().map(Series::id).toList();
        for (PlannedChange change : changes) {
            if (change.series().filter(s -> !ids.contains(s)).isPresent()) {
                throw Problem.input(
                        "--drivers: '" + change.name() + "' changes '"
                                + change.series().get() + "', which is no series.",
                        "Maybe one of: " + String.join(", ", ids.subList(0, Math.min(10, ids.size()))) + ".");
            }
            boolean alone = ids.size() == 1 || input.hierarchy().isPresent();
            if (change.kind() == PlannedChange.Kind.ADD && change.series().isEmpty() && !alone) {
                throw Problem.input(
                        "--drivers: '" + change.name() + "' adds an amount, and does not say to which of " + ids.size()
                                + " series.",
                        "Maybe give it a unique_id.");
            }
        }
    }

    List<Forecast> apply(List<Forecast> plain) {
        if (changes.isEmpty()) {
            return plain;
        }
        if (input.hierarchy().isPresent()) {
            return input.hierarchy().get().with(changes, plain);
        }
        List<Forecast> changed = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            changed.add(PlannedChange.apply(input.series().get(i), plain.get(i), changes));
        }
        return changed;
    }

    /** What each change is, and what it alone does to the sum ahead. */
    Sheet sheet(List<Forecast> plain, List<Forecast> with, Sheets answer) {
        Sheet sheet = new Sheet("drivers", "Planned changes that the forecast counts in")
                .text("change", "name")
                .text("of", "unique_id")
                .text("from", "from")
                .text("to", "to")
                .text("by", "change")
                .number("alone, over the horizon", "effect");
        Series first = input.series().get(0);
        for (PlannedChange change : changes) {
            Series of = input.series().stream()
                    .filter(s -> change.series().filter(s.id()::equals).isPresent())
                    .findFirst()
                    .orElse(first);
            boolean ahead = change.ahead(of);
            if (!ahead) {
                answer.note("'" + change.name()
                        + "' begins before the forecast does, so it is in the past already and is not counted again.");
            }
            double effect = total(new ForecastChanges(input, List.of(change)).apply(plain)) - total(plain);
            sheet.row(
                    Cell.text(change.name()),
                    Cell.text(change.series().orElse("all")),
                    Cell.text(day(change.from())),
                    Cell.text(change.to().map(ForecastChanges::day).orElse("")),
                    Cell.text(by(change)),
                    Cell.number(BigDecimal.valueOf(ahead ? effect : 0), 2));
        }
        if (changes.size() > 1) {
            sheet.row(
                    Cell.text("together"),
                    Cell.text(""),
                    Cell.text(""),
                    Cell.text(""),
                    Cell.text(""),
                    Cell.number(BigDecimal.valueOf(total(with) - total(plain)), 2));
        }
        return sheet;
    }

    /** Of the total where series add up, else of all series. */
    private double total(List<Forecast> forecasts) {
        List<Forecast> counted = input.hierarchy().isPresent() ? forecasts.subList(0, 1) : forecasts;
        return counted.stream().mapToDouble(f -> Arrays.stream(f.mean()).sum()).sum();
    }

    private static String by(PlannedChange change) {
        String value = BigDecimal.valueOf(change.value()).stripTrailingZeros().toPlainString();
        return switch (change.kind()) {
            case ADD -> (change.value() < 0 ? "" : "+") + value + " a step";
            case PERCENT -> (change.value() < 0 ? "" : "+") + value + " %";
            case FACTOR -> "×" + value;
        };
    }

    private static String day(Instant at) {
        String text = at.toString();
        return text.endsWith("T00:00:00Z") ? text.substring(0, 10) : text;
    }
}
