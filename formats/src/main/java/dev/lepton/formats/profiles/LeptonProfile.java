package dev.lepton.formats.profiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Numbers;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Lepton's own form of profile, YAML or JSON: {@code lepton_profile: 1} and a list of {@code points}, each with a key for whatever is known
 * of it. What {@link #write} writes, {@link #read} reads to the same points.
 */
public final class LeptonProfile {
    /** The key that tells the form. */
    static final String MARK = "lepton_profile";

    private static final int MOST_CODE_POINTS = 64 << 20;
    private static final List<Latency> LATENCIES = Arrays.stream(Latency.Phase.values())
            .flatMap(p -> Arrays.stream(Latency.Statistic.values()).map(s -> new Latency(p, s)))
            .toList();
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "model",
                            "precision",
                            "device",
                            "devices",
                            "tensor_parallel",
                            "pipeline_parallel",
                            "data_parallel",
                            "expert_parallel",
                            "concurrency",
                            "power_cap_watts",
                            "input_tokens",
                            "output_tokens",
                            "workload",
                            "throughput",
                            "unit",
                            "watts",
                            "accuracy",
                            "source",
                            "confidence"),
                    LATENCIES.stream().map(Latency::toString))
            .toList();

    private LeptonProfile() {}

    /** Reads {@code file}; a point that is wrong is a failure and the rest goes on. */
    public static Ingested<OperatingPoint> read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CODE_POINTS);
        JsonFactory yaml = YAMLFactory.builder().loaderOptions(options).build();
        return JsonRows.read(file, yaml, "points", LeptonProfile::point);
    }

    /** The text of a file that holds {@code points}. */
    public static String write(Collection<OperatingPoint> points) {
        ObjectMapper mapper = new ObjectMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .build());
        ObjectNode top = mapper.createObjectNode().put(MARK, 1);
        ArrayNode list = top.putArray("points");
        points.forEach(p -> put(p, list.addObject()));
        try {
            return mapper.writeValueAsString(top);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OperatingPoint point(JsonRows.Row row) {
        for (Map.Entry<String, JsonNode> e : row.object().properties()) {
            if (!KEYS.contains(e.getKey())) {
                throw new Refused(Reason.UNKNOWN_VALUE, "'" + e.getKey() + "' is not a key of a point");
            }
            if (e.getValue().isContainerNode() && !e.getKey().equals("accuracy")) {
                throw new Refused(Reason.MALFORMED, e.getKey() + " is no single value");
            }
        }
        Fields fields = row.fields();
        Map<Latency, Double> latencies = new TreeMap<>();
        LATENCIES.forEach(l -> fields.amount(l.toString()).ifPresent(ms -> latencies.put(l, ms.doubleValue())));
        return new OperatingPoint(
                new Variant(fields.needText("model"), fields.text("precision")),
                new Hardware(
                        fields.needText("device"), fields.count("devices", 1).orElse(1), parallelism(fields)),
                count(fields, "concurrency"),
                count(fields, "power_cap_watts"),
                size(fields),
                fields.text("workload"),
                new Throughput(fields.needAmount("throughput").doubleValue(), work(fields)),
                latencies,
                fields.amount("watts")
                        .map(w -> OptionalDouble.of(w.doubleValue()))
                        .orElse(OptionalDouble.empty()),
                accuracy(row.object().get("accuracy")),
                new Provenance(fields.text("source").orElse("stated in the profile"), confidence(fields)));
    }

    private static OptionalInt count(Fields fields, String key) {
        return fields.count(key, 1).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Optional<RequestSize> size(Fields fields) {
        Optional<Integer> input = fields.count("input_tokens", 0);
        Optional<Integer> output = fields.count("output_tokens", 0);
        return input.isEmpty() && output.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RequestSize(Fields.need("input_tokens", input), Fields.need("output_tokens", output)));
    }

    /** Unknown when no degree is stated; when some are, the others are 1. */
    private static Optional<Hardware.Parallelism> parallelism(Fields fields) {
        List<Optional<Integer>> degrees = Stream.of("tensor", "pipeline", "data", "expert")
                .map(d -> fields.count(d + "_parallel", 1))
                .toList();
        return degrees.stream().allMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(new Hardware.Parallelism(
                        degrees.get(0).orElse(1),
                        degrees.get(1).orElse(1),
                        degrees.get(2).orElse(1),
                        degrees.get(3).orElse(1)));
    }

    private static Throughput.Work work(Fields fields) {
        String unit = fields.needText("unit");
        return Arrays.stream(Throughput.Work.values())
                .filter(w -> unit(w).equals(unit))
                .findFirst()
                .orElseThrow(() -> Refused.value(Reason.UNKNOWN_VALUE, "unit", unit));
    }

    private static String unit(Throughput.Work work) {
        return work.name().toLowerCase(Locale.ROOT) + "_per_second";
    }

    private static Confidence confidence(Fields fields) {
        String word = fields.text("confidence").orElse(Confidence.MEASURED.word());
        return Arrays.stream(Confidence.values())
                .filter(c -> c.word().equals(word) && c != Confidence.BILLED)
                .findFirst()
                .orElseThrow(() -> Refused.value(Reason.UNKNOWN_VALUE, "confidence", word));
    }

    private static Map<String, BigDecimal> accuracy(@org.jspecify.annotations.Nullable JsonNode scores) {
        Map<String, BigDecimal> all = new TreeMap<>();
        if (scores == null || scores.isNull()) {
            return all;
        }
        if (!scores.isObject()) {
            throw Refused.value(Reason.MALFORMED, "accuracy", scores.asText());
        }
        scores.properties()
                .forEach(e -> all.put(
                        e.getKey(),
                        Numbers.parse("accuracy " + e.getKey(), e.getValue().asText())));
        return all;
    }

    private static void put(OperatingPoint point, ObjectNode node) {
        node.put("model", point.variant().model());
        point.variant().precision().ifPresent(p -> node.put("precision", p));
        node.put("device", point.hardware().device())
                .put("devices", point.hardware().count());
        point.hardware()
                .parallelism()
                .ifPresent(p -> node.put("tensor_parallel", p.tensor())
                        .put("pipeline_parallel", p.pipeline())
                        .put("data_parallel", p.data())
                        .put("expert_parallel", p.expert()));
        point.concurrency().ifPresent(c -> node.put("concurrency", c));
        point.powerCapWatts().ifPresent(c -> node.put("power_cap_watts", c));
        point.size().ifPresent(s -> node.put("input_tokens", s.inputTokens()).put("output_tokens", s.outputTokens()));
        point.workload().ifPresent(w -> node.put("workload", w));
        node.put("throughput", BigDecimal.valueOf(point.throughput().perSecond()));
        node.put("unit", unit(point.throughput().work()));
        new TreeMap<>(point.latencyMillis()).forEach((l, ms) -> node.put(l.toString(), BigDecimal.valueOf(ms)));
        point.watts().ifPresent(w -> node.put("watts", BigDecimal.valueOf(w)));
        if (!point.accuracy().isEmpty()) {
            ObjectNode scores = node.putObject("accuracy");
            new TreeMap<>(point.accuracy()).forEach(scores::put);
        }
        node.put("source", point.provenance().source());
        node.put("confidence", point.provenance().confidence().word());
    }
}
