package dev.lepton.core.predict.demand;

import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.Series;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resources that a forecast demand needs month by month, against what there is.
 *
 * @param resource what is needed
 * @param months what is needed and there, month by month
 * @param firstShort the first day on which less is there than needed; empty when there is none in sight
 * @param orderBy the day to order on so that it is there by then
 * @param lacking what lacks on each day ahead, the first being the one after the last that was seen
 * @param late whether that day was over when the last demand was seen
 */
public record Ahead(
        String resource,
        List<Month> months,
        Optional<LocalDate> firstShort,
        Optional<LocalDate> orderBy,
        List<Long> lacking,
        boolean late) {
    /**
     * One month.
     *
     * @param demand the highest demand of its days, at the service level
     * @param needed of the resource for it, whole
     * @param there owned and committed at its end
     */
    public record Month(YearMonth month, double demand, long needed, long there) {
        /** What lacks. */
        public long lacking() {
            return Math.max(0, needed - there);
        }
    }

    /**
     * What there is of a resource, and what one unit of demand needs of it.
     *
     * @param resource its name
     * @param perUnit of it for one unit of demand, above 0
     * @param owned whole
     * @param committed whole
     * @param committedUntil the last day of that commitment; empty for one without an end
     * @param leadDays from an order to its being there
     */
    public record Stock(
            String resource,
            double perUnit,
            long owned,
            long committed,
            Optional<LocalDate> committedUntil,
            int leadDays) {
        public Stock {
            if (!(perUnit > 0) || owned < 0 || committed < 0 || leadDays < 0) {
                throw new IllegalArgumentException("One unit of demand needs more than nothing of " + resource
                        + ", and nothing there is below 0.");
            }
        }

        long at(LocalDate day) {
            boolean holds = committedUntil.map(until -> !day.isAfter(until)).orElse(true);
            return owned + (holds ? committed : 0);
        }
    }

    public Ahead {
        months = List.copyOf(months);
        lacking = List.copyOf(lacking);
    }

    /**
     * What {@code series} will need.
     *
     * @param level the share of days whose demand is to be met, from 0.5 to below 1
     * @throws IllegalArgumentException if the past is too short for that level
     */
    public static Ahead of(Series series, Forecast forecast, double level, Stock stock) {
        double[] mean = forecast.mean();
        double[] width = level == 0.5 ? new double[mean.length] : forecast.halfWidths(2 * level - 1);
        if (width.length > 0 && !Double.isFinite(width[0])) {
            throw new IllegalArgumentException("The past of '" + series.id() + "' is too short for a service level.");
        }
        List<Month> months = new ArrayList<>();
        List<Long> lacking = new ArrayList<>();
        Optional<LocalDate> first = Optional.empty();
        for (int h = 0; h < mean.length; h++) {
            Instant at = series.at(series.size() + h);
            LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
            double demand = Math.max(0, mean[h] + width[h]);
            long needed = (long) Math.ceil(demand * stock.perUnit() - 1e-9);
            long there = stock.at(day);
            if (first.isEmpty() && needed > there) {
                first = Optional.of(day);
            }
            lacking.add(Math.max(0, needed - there));
            add(months, YearMonth.from(day), demand, needed, there);
        }
        LocalDate seen = series.at(series.size() - 1).atOffset(ZoneOffset.UTC).toLocalDate();
        Optional<LocalDate> orderBy = first.map(d -> d.minusDays(stock.leadDays()));
        return new Ahead(
                stock.resource(),
                months,
                first,
                orderBy,
                lacking,
                orderBy.map(d -> d.isBefore(seen)).orElse(false));
    }

    private static void add(List<Month> months, YearMonth month, double demand, long needed, long there) {
        int last = months.size() - 1;
        if (last >= 0 && months.get(last).month().equals(month)) {
            Month known = months.get(last);
            months.set(
                    last, new Month(month, Math.max(known.demand(), demand), Math.max(known.needed(), needed), there));
        } else {
            months.add(new Month(month, demand, needed, there));
        }
    }
}
