package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.forecast.Automatic;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.MonthVariance;
import dev.lepton.core.forecast.PlannedChange;
import dev.lepton.core.forecast.Reconciliation;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.method.Cadence;
import dev.lepton.formats.series.PlannedChangesCsv;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lepton forecast}: series ahead, with bands, and how the forecast was come by. */
@Command(
        name = "forecast",
        description = {
            "Spend or usage ahead, with bands. Methods are compared on the series' own past, and",
            "weigh by how near they were. Bands and months come from how wrong it was there.",
            "Reads CSV 'unique_id,ds,y' (without unique_id the file is one series), or, without a",
            "file, daily spend of the workspace: lepton forecast --by team --horizon 60"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class ForecastCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "SERIES.csv", description = "The series to read.")
    private @Nullable Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private QuestionOptions question;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "KEY",
            description = "Of the workspace: what to group spend by. Series add up to those above and the total.")
    private List<String> keys = List.of();

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

    @Option(
            names = "--drivers",
            paramLabel = "FILE.csv",
            description = "Planned changes: name,from,change,value[,to,unique_id]; change is add, percent or factor.")
    private @Nullable Path drivers;

    @Option(
            names = "--hierarchy",
            paramLabel = "SIGN|COLUMNS",
            description = "Series add up: the sign between the parts of their ids (/), or the columns that name them"
                    + " instead of unique_id (team,model).")
    private @Nullable String hierarchy;

    @Option(
            names = "--reconcile",
            paramLabel = "HOW",
            description = "How forecasts of a hierarchy are made to agree: mint, wls or bottom_up. Default: mint.")
    private Reconciliation reconcile = Reconciliation.MINT;

    @Option(
            names = "--variance",
            paramLabel = "MONTHS",
            description = "Also forecast so many whole months that are over, each from what was known at its beginning,"
                    + " against what came.")
    private int variance;

    @Option(
            names = "--compare",
            paramLabel = "FILE.csv",
            description = "Also hold a forecast that was saved with --csv against the values that came since.")
    private @Nullable Path compare;

    @Override
    public void run() {
        check();
        ForecastInput input = input();
        List<PlannedChange> changes = drivers == null ? List.of() : PlannedChangesCsv.read(drivers);
        ForecastChanges planned = new ForecastChanges(input, changes);
        planned.check();
        List<Forecast> plain = forecasts(input, horizon);
        List<Forecast> forecasts = planned.apply(plain);
        ForecastSheets sheets = new ForecastSheets(input.series(), forecasts, levels, budget);
        Sheets answer = sheets.answer();
        input.notes().forEach(answer::note);
        if (!changes.isEmpty()) {
            answer.add(planned.sheet(plain, forecasts, answer));
        }
        input.hierarchy()
                .ifPresent(h -> answer.note("series add up to those above them, by "
                        + reconcile.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + "; the comparison is of each series by itself."));
        variances(input).ifPresent(answer::add);
        if (output.csv()) {
            output.print(sheets.table());
            answer.notes().forEach(output.err()::println);
        } else {
            answer.print(output);
        }
    }

    private void check() {
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
        if (variance < 0 || variance > 36) {
            throw Problem.input("--variance is " + variance + " months.", "Maybe 3; at most 36.");
        }
        if (file != null && !keys.isEmpty()) {
            throw Problem.input("--by is for the workspace, and a file was given.", "Maybe --hierarchy team,model.");
        }
    }

    private ForecastInput input() {
        if (file != null) {
            return ForecastInput.file(file, Optional.ofNullable(hierarchy).filter(h -> !h.isEmpty()));
        }
        try (Session session = workspace.open()) {
            return ForecastInput.ledger(session, question.question(keys, session, workspace.now()));
        }
    }

    /** Of each series of {@code input}; those of a hierarchy agree. */
    private List<Forecast> forecasts(ForecastInput input, int steps) {
        List<Forecast> made = forecasts(input.series(), steps);
        return input.hierarchy().map(h -> reconcile.of(h, made)).orElse(made);
    }

    private static List<Forecast> forecasts(List<Series> series, int steps) {
        Map<Cadence, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            groups.computeIfAbsent(series.get(i).cadence(), c -> new ArrayList<>())
                    .add(i);
        }
        Forecast[] all = new Forecast[series.size()];
        groups.forEach((cadence, members) -> {
            List<Forecast> made =
                    Automatic.ofSeries(members.stream().map(series::get).toList(), steps, i -> {});
            for (int k = 0; k < members.size(); k++) {
                all[members.get(k)] = made.get(k);
            }
        });
        return List.of(all);
    }

    private Optional<Sheet> variances(ForecastInput input) {
        List<MonthVariance> found = new ArrayList<>();
        if (variance > 0) {
            found.addAll(MonthVariance.lookBack(input.series(), variance, this::then));
        }
        if (compare != null) {
            found.addAll(ForecastVariances.saved(compare, input.series()));
        }
        return variance == 0 && compare == null ? Optional.empty() : Optional.of(ForecastVariances.sheet(found));
    }

    private List<Forecast> then(List<Series> known, int steps) {
        return forecasts(known, steps);
    }
}
