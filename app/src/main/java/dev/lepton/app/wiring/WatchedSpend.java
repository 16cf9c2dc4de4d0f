package dev.lepton.app.wiring;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.forecast.Series;
import dev.lepton.formats.series.WatchedCsv.Watched;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A workspace's spend by the day: all of it with its parts by every key, and each value of the keys for itself. */
public final class WatchedSpend {
    /** What stands for all spend. */
    public static final String TOTAL = "total";

    private final Map<String, TreeMap<Instant, Double>> series = new TreeMap<>();
    private final Map<String, Map<String, Map<Instant, Double>>> parts = new TreeMap<>();
    private final TreeSet<Instant> days = new TreeSet<>();

    private WatchedSpend() {}

    /** The spend that {@code question} asks for, whose keys begin with the day. A day without a line has none. */
    public static List<Watched> of(Session session, CostQuestion question) {
        CostAnswer answer = session.costs().ask(question);
        WatchedSpend all = new WatchedSpend();
        for (CostLine line : answer.lines()) {
            if (line.key().get(0).matches("\\d{4}-\\d{2}-\\d{2}")) {
                all.add(question.keys(), line);
            }
        }
        return all.watched();
    }

    private void add(List<String> keys, CostLine line) {
        Instant day = LocalDate.parse(line.key().get(0)).atStartOfDay().toInstant(ZoneOffset.UTC);
        double spent = line.total().toDouble();
        days.add(day);
        series.computeIfAbsent(TOTAL, t -> new TreeMap<>()).merge(day, spent, Double::sum);
        for (int i = 1; i < keys.size(); i++) {
            String value = named(line.key().get(i));
            series.computeIfAbsent(keys.get(i) + ":" + value, t -> new TreeMap<>())
                    .merge(day, spent, Double::sum);
            parts.computeIfAbsent(keys.get(i), k -> new TreeMap<>())
                    .computeIfAbsent(value, v -> new TreeMap<>())
                    .merge(day, spent, Double::sum);
        }
    }

    private static String named(String value) {
        return value.isEmpty() || value.equals("__unallocated__")
                ? "(none)"
                : value.equals("__idle__") ? "idle" : value;
    }

    private List<Watched> watched() {
        List<Watched> watched = new ArrayList<>();
        series.forEach((id, spent) -> {
            for (Instant day = days.first(); !day.isAfter(days.last()); day = day.plusSeconds(86_400)) {
                spent.putIfAbsent(day, 0.0);
            }
            Watched one = new Watched(Series.of(id, spent), id.equals(TOTAL) ? parts : Map.of());
            watched.add(id.equals(TOTAL) ? 0 : watched.size(), one);
        });
        return watched;
    }
}
