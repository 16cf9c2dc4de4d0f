package dev.lepton.app.cli;

import dev.lepton.core.forecast.MonthVariance;
import dev.lepton.core.forecast.Series;
import dev.lepton.formats.series.SeriesCsv;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Forecasts held against what came, by series and month. */
final class ForecastVariances {
    private ForecastVariances() {}

    static Sheet sheet(List<MonthVariance> variances) {
        Sheet sheet = new Sheet(
                        "variance",
                        "Forecast against actual by month; FinOps maturity: run within 12 %, walk 15 %, crawl 20 %")
                .text("series", "unique_id")
                .text("month", "month")
                .number("forecast", "forecast")
                .number("actual", "actual")
                .number("variance %", "variance")
                .text("", "maturity")
                .number("steps compared", "steps");
        for (MonthVariance v : variances) {
            sheet.row(
                    Cell.text(v.id()),
                    Cell.text(v.month().toString()),
                    Cell.number(BigDecimal.valueOf(v.forecast()), 2),
                    Cell.number(BigDecimal.valueOf(v.actual()), 2),
                    Cell.known(v.variance(), s -> Cell.share(BigDecimal.valueOf(s), 1)),
                    Cell.text(v.maturity()
                            .map(m -> m.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .orElse("")),
                    Cell.plain(BigDecimal.valueOf(v.steps())));
        }
        return sheet;
    }

    /** The forecast in {@code file}, as {@code --csv} writes it, against {@code came}, over the steps that both have. */
    static List<MonthVariance> saved(Path file, List<Series> came) {
        List<MonthVariance> variances = new ArrayList<>();
        for (Series forecast : SeriesCsv.read(file, List.of(), "mean").series()) {
            came.stream()
                    .filter(s -> s.id().equals(forecast.id()))
                    .findFirst()
                    .ifPresent(s -> variances.addAll(held(forecast, s)));
        }
        return variances;
    }

    private static List<MonthVariance> held(Series forecast, Series came) {
        Map<Instant, Double> actual = new TreeMap<>();
        double[] values = came.values();
        for (int i = 0; i < values.length; i++) {
            if (!came.filled().contains(i)) {
                actual.put(came.at(i), values[i]);
            }
        }
        Map<YearMonth, double[]> sums = new TreeMap<>();
        double[] mean = forecast.values();
        for (int i = 0; i < mean.length; i++) {
            Double there = actual.get(forecast.at(i));
            if (there != null && !forecast.filled().contains(i)) {
                double[] sum = sums.computeIfAbsent(
                        YearMonth.from(forecast.at(i).atOffset(ZoneOffset.UTC)), m -> new double[3]);
                sum[0] += mean[i];
                sum[1] += there;
                sum[2]++;
            }
        }
        List<MonthVariance> months = new ArrayList<>();
        sums.forEach((month, sum) ->
                months.add(new MonthVariance(came.id(), month, sum[0], sum[1], (int) Math.round(sum[2]))));
        return months;
    }
}
