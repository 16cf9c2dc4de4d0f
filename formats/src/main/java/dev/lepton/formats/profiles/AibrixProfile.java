package dev.lepton.formats.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Profiles of AIBrix: the table of the largest rates by output (rows) and input (columns) tokens, or the benchmark runs (JSON
 * lines) that it is made of. Those in its repository come from a simulator, not from hardware, so they are estimates.
 */
public final class AibrixProfile {
    private static final String SOURCE = "AIBrix profile";

    private AibrixProfile() {}

    /** Reads {@code file}: JSON lines by its ending, else the table. A rate of 0 is a bucket that cannot be served. */
    public static Ingested<OperatingPoint> read(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jsonl") ? runs(file, name).points() : table(file);
    }

    static Ingested<OperatingPoint> table(Path file) {
        List<Failure> failures = new ArrayList<>();
        List<JsonRows.Row> objects = JsonRows.objects(file, failures);
        if (objects.size() != 1 || !objects.get(0).object().has("tputs")) {
            throw Problem.input(
                    file + ": this is no profile: one object with gpu, tputs and indexes was expected.",
                    "Maybe it is another file of AIBrix; its benchmark runs end in .jsonl.");
        }
        JsonNode profile = objects.get(0).object();
        JsonNode outputs = profile.path("indexes").path(0);
        JsonNode inputs = profile.path("indexes").path(1);
        JsonNode rates = profile.get("tputs");
        String gpu = profile.path("gpu").asText("");
        if (gpu.isBlank()
                || !rates.isArray()
                || !outputs.isArray()
                || !inputs.isArray()
                || rates.size() != outputs.size()
                || outputs.isEmpty()) {
            throw Problem.input(
                    file + ": gpu is '" + gpu + "', tputs has " + rates.size() + " rows and indexes names "
                            + outputs.size() + " output sizes.",
                    "Maybe the file was edited; each row of tputs is one output size.");
        }
        sizesAreWhole(file, outputs, inputs);
        return points(file, objects.get(0).line(), gpu, failures, profile);
    }

    private static void sizesAreWhole(Path file, JsonNode... indexes) {
        for (JsonNode sizes : indexes) {
            sizes.forEach(tokens -> {
                if (!whole(tokens)) {
                    throw Problem.input(
                            file + ": indexes has '" + tokens.asText() + "'.", "Maybe whole numbers of tokens.");
                }
            });
        }
    }

    private static boolean whole(JsonNode tokens) {
        try {
            return tokens.isNumber() && tokens.decimalValue().intValueExact() >= 0;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private static Ingested<OperatingPoint> points(
            Path file, long line, String gpu, List<Failure> failures, JsonNode profile) {
        JsonNode outputs = profile.path("indexes").path(0);
        JsonNode inputs = profile.path("indexes").path(1);
        JsonNode rates = profile.path("tputs");
        List<OperatingPoint> points = new ArrayList<>();
        List<JsonNode> rows = new ArrayList<>();
        rates.forEach(rows::add);
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).isArray() || rows.get(i).size() != inputs.size()) {
                failures.add(new Failure(
                        file.toString(),
                        line,
                        Reason.WRONG_FIELD_COUNT,
                        "row " + i + " of tputs has " + rows.get(i).size() + " rates for " + inputs.size()
                                + " input sizes"));
                continue;
            }
            for (int j = 0; j < inputs.size(); j++) {
                JsonNode rate = rows.get(i).get(j);
                RequestSize size =
                        new RequestSize(inputs.get(j).intValue(), outputs.get(i).intValue());
                if (rate.isNumber() && rate.doubleValue() >= 0 && Double.isFinite(rate.doubleValue())) {
                    points.add(point(gpu, size, rate.doubleValue(), Map.of()));
                } else {
                    failures.add(new Failure(
                            file.toString(),
                            line,
                            reason(rate),
                            "tputs[" + i + "][" + j + "] is '" + rate.asText() + "'"));
                }
            }
        }
        return new Ingested<>(points, failures);
    }

    /** Why {@code rate} is no throughput. */
    static Reason reason(JsonNode rate) {
        if (!rate.isNumber() || Double.isNaN(rate.doubleValue())) {
            return Reason.NOT_A_NUMBER;
        }
        return rate.doubleValue() < 0 ? Reason.NEGATIVE : Reason.OUT_OF_RANGE;
    }

    private record Run(int input, int output, String rate) {}

    /** One line is one metric of one run. */
    private record Metric(Run run, String gpu, String metric, Map<Latency, Double> millis, double mean) {}

    /** Points, each of several lines. */
    record Runs(Ingested<OperatingPoint> points, long lines) {}

    /** Runs on what {@code name}, the name that the file had, says. */
    static Runs runs(Path file, String name) {
        String gpu = name.replaceAll("\\.jsonl$", "");
        Ingested<Metric> metrics = JsonRows.read(file, row -> metric(row, gpu));
        Map<Run, List<Metric>> byRun = new java.util.LinkedHashMap<>();
        metrics.rows()
                .forEach(m ->
                        byRun.computeIfAbsent(m.run(), r -> new ArrayList<>()).add(m));
        List<OperatingPoint> points = new ArrayList<>();
        byRun.forEach((run, lines) -> lines.stream()
                .filter(m -> m.metric().equals("TPUT"))
                .findFirst()
                .ifPresent(served -> {
                    Map<Latency, Double> millis = new TreeMap<>();
                    lines.forEach(m -> millis.putAll(m.millis()));
                    points.add(point(gpu, new RequestSize(run.input(), run.output()), served.mean(), millis));
                }));
        return new Runs(
                new Ingested<>(points, metrics.failures()), metrics.rows().size());
    }

    private static Metric metric(Fields row, String gpu) {
        Run run = new Run(
                Fields.need("input_tokens", row.count("input_tokens", 0)),
                Fields.need("output_tokens", row.count("output_tokens", 0)),
                row.needText("request_rate"));
        String metric = row.needText("metric");
        double mean = row.needAmount("mean").doubleValue();
        Map<Latency, Double> millis = new TreeMap<>();
        switch (metric) {
            case "TTFT", "TPOT", "E2E" -> {
                Latency.Phase phase = Latency.Phase.valueOf(metric);
                for (Latency.Statistic statistic : Latency.Statistic.values()) {
                    row.amount(statistic.name().toLowerCase(java.util.Locale.ROOT))
                            .ifPresent(s -> millis.put(new Latency(phase, statistic), s.doubleValue() * 1000));
                }
            }
            case "TPUT", "TT", "TPAT" -> {}
            default -> throw Refused.value(Reason.UNKNOWN_VALUE, "metric", metric);
        }
        return new Metric(run, gpu, metric, millis, mean);
    }

    private static OperatingPoint point(String gpu, RequestSize size, double rate, Map<Latency, Double> millis) {
        return new OperatingPoint(
                new Variant(gpu, Optional.empty()),
                new Hardware(gpu, 1, Optional.empty()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(size),
                new Throughput(rate, Throughput.Work.REQUESTS),
                millis,
                OptionalDouble.empty(),
                Map.of(),
                new Provenance(SOURCE, Confidence.ESTIMATE));
    }
}
