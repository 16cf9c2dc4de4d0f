package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The summary of MLPerf Inference results that MLCommons publishes. Each result keeps its ID, which MLPerf asks to be named; re-use here is
 * unverified by MLCommons. Results of latency alone (single and multi-stream) are refused: they are no throughput.
 */
public final class MlPerfJson {
    private static final Pattern SCORE = Pattern.compile("([A-Za-z0-9_]{1,40}): (-?\\d{1,12}(?:\\.\\d{1,20})?)");

    private MlPerfJson() {}

    /** A result: what was run, by whom, on how many devices a node, and the point, whose workload is the scenario and the division, for instance {@code Offline closed}. */
    public record Result(String id, String submitter, int perNode, OperatingPoint point) {}

    /** Reads {@code file}. */
    public static Ingested<Result> read(Path file) {
        return JsonRows.read(file, MlPerfJson::result);
    }

    private static Result result(Fields row) {
        String id = row.needText("id");
        double value = MlEnergy.positive("Performance_Result", row.needAmount("performance_result"));
        OperatingPoint point = new OperatingPoint(
                new Variant(row.needText("model"), precision(row)),
                new Hardware(row.needText("accelerator"), devices(row), Optional.empty()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(row.needText("scenario")
                        + row.text("category").map(c -> " " + c).orElse("")),
                new Throughput(value, work(row.needText("performance_units"))),
                Map.of(),
                watts(row),
                scores(row.text("accuracy").orElse("")),
                new Provenance(
                        "MLPerf " + row.text("version").orElse("") + " " + id + ", unverified re-use",
                        Confidence.MEASURED));
        return new Result(id, row.needText("submitter"), Fields.need("a#", row.count("a#", 1)), point);
    }

    private static int devices(Fields row) {
        int perNode = Fields.need("a#", row.count("a#", 1));
        long all = (long) perNode * row.count("nodes", 1).orElse(1);
        if (all > Integer.MAX_VALUE) {
            throw Refused.value(Reason.OUT_OF_RANGE, "a# times Nodes", Long.toString(all));
        }
        return (int) all;
    }

    private static Throughput.Work work(String units) {
        return switch (units) {
            case "Tokens/s" -> Throughput.Work.OUTPUT_TOKENS;
            case "Samples/s" -> Throughput.Work.SAMPLES;
            case "Queries/s" -> Throughput.Work.REQUESTS;
            default -> throw Refused.value(Reason.UNKNOWN_VALUE, "Performance_Units", units);
        };
    }

    private static Optional<String> precision(Fields row) {
        return row.text("weight_data_types")
                .map(t -> t.toLowerCase(Locale.ROOT))
                .filter(t -> !t.equals("unset"));
    }

    private static OptionalDouble watts(Fields row) {
        return row.text("power_units").orElse("").equals("Watts")
                ? row.amount("power_result")
                        .map(w -> OptionalDouble.of(w.doubleValue()))
                        .orElse(OptionalDouble.empty())
                : OptionalDouble.empty();
    }

    /** Pairs of a metric and its score; how long answers were is no score. */
    private static Map<String, BigDecimal> scores(String text) {
        Map<String, BigDecimal> scores = new TreeMap<>();
        Matcher matcher = SCORE.matcher(text);
        while (matcher.find()) {
            if (!matcher.group(1).equals("TOKENS_PER_SAMPLE")) {
                scores.put(matcher.group(1), new BigDecimal(matcher.group(2)));
            }
        }
        return scores;
    }
}
