package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Requests as they came: what a service's load is planned from.
 *
 * @param from moment of the first
 * @param to moment of the last
 * @param inputTokens of a request in the mean
 * @param outputTokens of a request in the mean
 * @param perSecond requests a second: the mean of the trace, or of its busiest hour of the day or week where it spans one
 * @param byHour requests a second in each hour of the day (24), or of the week from Monday on (168), UTC; empty where the trace is shorter than a day
 * @param failures lines that were no requests
 */
public record RequestTrace(
        long requests,
        Instant from,
        Instant to,
        double inputTokens,
        double outputTokens,
        double perSecond,
        Optional<List<Double>> byHour,
        List<Failure> failures) {
    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;

    private static final Columns COLUMNS = Columns.needing("timestamp", "contexttokens", "generatedtokens");

    public RequestTrace {
        byHour = byHour.map(List::copyOf);
        failures = List.copyOf(failures);
    }

    private record Request(Instant at, RequestSize size) {}

    /**
     * Reads {@code file}, columns {@code TIMESTAMP,ContextTokens,GeneratedTokens}, in any order of time, plain or gzip.
     *
     * @throws Problem if fewer than two moments are in it
     */
    public static RequestTrace read(Path file) {
        List<Request> requests = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, RequestTrace::request, requests::add, failures::add, n -> {});
        if (requests.stream().map(Request::at).distinct().limit(2).count() < 2) {
            throw Problem.input(
                    file + " has " + requests.size() + " requests at no two different times"
                            + (failures.isEmpty() ? "." : "; the first line that is none: " + failures.get(0) + "."),
                    "Maybe it is another file: columns TIMESTAMP, ContextTokens and GeneratedTokens are needed.");
        }
        return of(requests, failures);
    }

    /** The sizes of requests in {@code file} alone, whose times may be missing. */
    public static Ingested<RequestSize> sizes(Path file) {
        List<RequestSize> requests = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(
                        Columns.needing("contexttokens", "generatedtokens").allowing("timestamp"),
                        RequestTrace::size,
                        requests::add,
                        failures::add,
                        n -> {});
        return new Ingested<>(requests, failures);
    }

    private static RequestTrace of(List<Request> requests, List<Failure> failures) {
        Instant from =
                requests.stream().map(Request::at).min(Instant::compareTo).orElseThrow();
        Instant to = requests.stream().map(Request::at).max(Instant::compareTo).orElseThrow();
        double seconds = Math.max(1, Duration.between(from, to).toMillis() / 1000.0);
        int hours = seconds >= WEEK * 3600.0 ? WEEK : seconds >= DAY * 3600.0 ? DAY : 0;
        Optional<List<Double>> byHour = hours == 0 ? Optional.empty() : Optional.of(byHour(requests, from, to, hours));
        return new RequestTrace(
                requests.size(),
                from,
                to,
                requests.stream()
                        .mapToInt(r -> r.size().inputTokens())
                        .average()
                        .orElseThrow(),
                requests.stream()
                        .mapToInt(r -> r.size().outputTokens())
                        .average()
                        .orElseThrow(),
                byHour.map(Collections::max).orElse(requests.size() / seconds),
                byHour,
                failures);
    }

    /** Requests a second in each of {@code hours} that repeat, by the time that the trace has of each. */
    private static List<Double> byHour(List<Request> requests, Instant from, Instant to, int hours) {
        double[] count = new double[hours];
        double[] seconds = new double[hours];
        requests.forEach(r -> count[slot(r.at(), hours)]++);
        for (Instant hour = from.truncatedTo(ChronoUnit.HOURS); !hour.isAfter(to); hour = hour.plusSeconds(3600)) {
            Instant begin = hour.isBefore(from) ? from : hour;
            Instant end = hour.plusSeconds(3600).isAfter(to) ? to : hour.plusSeconds(3600);
            seconds[slot(hour, hours)] += Duration.between(begin, end).toMillis() / 1000.0;
        }
        List<Double> rates = new ArrayList<>();
        for (int h = 0; h < hours; h++) {
            rates.add(seconds[h] > 0 ? count[h] / seconds[h] : 0);
        }
        return rates;
    }

    private static int slot(Instant at, int hours) {
        var time = at.atOffset(ZoneOffset.UTC);
        return hours == DAY ? time.getHour() : (time.getDayOfWeek().getValue() - 1) * DAY + time.getHour();
    }

    private static Request request(Fields row) {
        return new Request(row.needTime("timestamp", ZoneOffset.UTC), size(row));
    }

    private static RequestSize size(Fields row) {
        return new RequestSize(
                Fields.need("ContextTokens", row.count("contexttokens", 0)),
                Fields.need("GeneratedTokens", row.count("generatedtokens", 0)));
    }
}
