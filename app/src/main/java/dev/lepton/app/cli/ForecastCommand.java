package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.forecast.Automatic;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.method.Cadence;
import dev.lepton.formats.series.SeriesCsv;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lepton forecast}: series ahead with bands, the method chosen on their own past. */
@Command(
        name = "forecast",
        description = {
            "Spend or usage ahead: methods are compared on rolling origins of the past, the median",
            "of the best three is taken, and bands come from how wrong it was there.",
            "Reads CSV 'unique_id,ds,y'; without unique_id the file is one series."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class ForecastCommand implements Runnable {
    private static final int SHOWN = 3;

    @Parameters(paramLabel = "SERIES.csv", description = "The series to read.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(
            names = "--horizon",
            defaultValue = "28",
            paramLabel = "STEPS",
            description = "How many steps ahead. Default: ${DEFAULT-VALUE}.")
    private int horizon;

    @Option(
            names = "--levels",
            split = ",",
            defaultValue = "80,95",
            paramLabel = "PERCENT",
            description = "Bands that hold so many per cent of values. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private List<BigDecimal> levels;

    @Option(
            names = "--budget",
            paramLabel = "AMOUNT",
            description = "A budget for each calendar month: how likely it is exceeded, and when (daily series).")
    private @Nullable BigDecimal budget;

    @Override
    public void run() {
        if (horizon < 1 || horizon > 10_000) {
            throw Problem.input("--horizon is " + horizon + " steps.", "Maybe 28.");
        }
        for (BigDecimal level : levels) {
            if (level.signum() <= 0 || level.compareTo(BigDecimal.valueOf(100)) >= 0) {
                throw Problem.input("--levels has " + level + ".", "Maybe 80,95: per cent, above 0 and below 100.");
            }
        }
        levels = levels.stream().distinct().toList();
        if (budget != null && budget.signum() <= 0) {
            throw Problem.input("--budget is " + budget + ".", "Maybe an amount above 0.");
        }
        SeriesCsv.ReadSeries read = SeriesCsv.read(file);
        if (read.series().isEmpty()) {
            throw Problem.input(
                    file + " has no value that can be taken."
                            + read.failures().stream()
                                    .findFirst()
                                    .map(f -> " The first: " + f + ".")
                                    .orElse(""),
                    "Maybe write lines such as '2026-01-31,120.5' under 'ds,y'.");
        }
        List<Forecast> forecasts = forecasts(read.series());
        ForecastSheets sheets = new ForecastSheets(read.series(), forecasts, levels, budget);
        if (output.csv()) {
            output.print(sheets.table());
            notes(read).forEach(output.err()::println);
        } else {
            Sheets answer = sheets.answer();
            notes(read).forEach(answer::note);
            answer.print(output);
        }
    }

    private List<Forecast> forecasts(List<Series> series) {
        Map<Cadence, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            groups.computeIfAbsent(series.get(i).cadence(), c -> new ArrayList<>())
                    .add(i);
        }
        Forecast[] all = new Forecast[series.size()];
        AtomicInteger done = new AtomicInteger();
        groups.forEach((cadence, members) -> {
            List<double[]> values =
                    members.stream().map(i -> series.get(i).values()).toList();
            List<Forecast> made = Automatic.of(values, cadence, horizon, i -> done.incrementAndGet());
            for (int k = 0; k < members.size(); k++) {
                all[members.get(k)] = made.get(k);
            }
        });
        return List.of(all);
    }

    private static List<String> notes(SeriesCsv.ReadSeries read) {
        List<String> notes = new ArrayList<>();
        if (!read.failures().isEmpty()) {
            notes.add(read.failures().size() + " rows were not taken: "
                    + read.failures().stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining("; "))
                    + (read.failures().size() > SHOWN ? "; …" : "."));
        }
        for (Series series : read.series()) {
            if (!series.filled().isEmpty()) {
                notes.add(series.id() + ": " + series.filled().size() + " of " + series.size()
                        + " steps had no value and were filled with the median of the same moment of the cycles before, the first at "
                        + ForecastSheets.time(series, series.filled().get(0)) + ".");
            }
        }
        return notes;
    }
}
