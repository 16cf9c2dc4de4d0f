package dev.lepton.formats.documents;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.plan.Figure;
import dev.lepton.core.plan.Frontier;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Roofline;
import dev.lepton.core.plan.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The throughput of a shape that states none: the most within the limits that was measured of the model on its device, copied to as many
 * devices as it has; else, if asked for, a guess from the roofline; else unknown.
 */
final class ProfiledShape {
    /** Number formats as profiles name them. */
    private static final Map<String, Precision> FORMATS = Map.ofEntries(
            Map.entry("fp32", Precision.FP32),
            Map.entry("float32", Precision.FP32),
            Map.entry("bf16", Precision.BF16),
            Map.entry("bfloat16", Precision.BF16),
            Map.entry("fp16", Precision.FP16),
            Map.entry("float16", Precision.FP16),
            Map.entry("fp8", Precision.FP8),
            Map.entry("int8", Precision.INT8),
            Map.entry("fp4", Precision.FP4),
            Map.entry("mxfp4", Precision.FP4),
            Map.entry("nvfp4", Precision.FP4),
            Map.entry("int4", Precision.INT4),
            Map.entry("uint4", Precision.INT4));

    private final MixInputs inputs;
    private final Mapping top;
    private final Map<Latency, Double> limits;
    private final List<String> notes;

    ProfiledShape(MixInputs inputs, Mapping top, Map<Latency, Double> limits, List<String> notes) {
        this.inputs = inputs;
        this.top = top;
        this.limits = limits;
        this.notes = notes;
    }

    /** The shape: what it is called, and how many devices of which kind it has. */
    record Wanted(String name, String device, int count) {}

    /** Those of all profiles that are of the document's model on the shape's device, of as many devices or so few that copies fill the shape. */
    List<OperatingPoint> points(Wanted shape) {
        return top.has("model") ? matching(inputs.points(), Optional.of(shape.device()), shape) : List.of();
    }

    /** Those of {@code points} that are of what the document and the shape state. */
    List<OperatingPoint> matching(List<OperatingPoint> points, Optional<String> device, Wanted shape) {
        Optional<String> model = stated("model");
        Optional<String> precision = stated("precision");
        Optional<String> workload = stated("workload");
        List<OperatingPoint> matching = points.stream()
                .filter(p -> model.map(m -> p.variant().model().equalsIgnoreCase(m))
                                .orElse(true)
                        && (precision.isEmpty() || p.variant().precision().equals(precision))
                        && (workload.isEmpty() || p.workload().equals(workload))
                        && device.map(d -> same(p.hardware().device(), d)).orElse(true)
                        && shape.count() % p.hardware().count() == 0)
                .toList();
        List<String> workloads = matching.stream()
                .flatMap(p -> p.workload().stream())
                .distinct()
                .sorted()
                .toList();
        if (workloads.size() > 1) {
            notes.add(shape.name() + " was measured with " + String.join(", ", workloads)
                    + "; the fastest counts. workload keeps to one.");
        }
        return matching;
    }

    private Optional<String> stated(String key) {
        return top.has(key) ? Optional.of(top.text(key)) : Optional.empty();
    }

    /** Requests a second of each size on {@code count} of {@code device}; 0 where they are not known, which is noted. */
    List<Double> throughputs(
            Wanted shape, List<OperatingPoint> points, List<Optional<RequestSize>> sizes, List<String> labels) {
        Set<String> from = new TreeSet<>();
        List<Double> all = new ArrayList<>();
        for (int b = 0; b < sizes.size(); b++) {
            Optional<RequestSize> size = sizes.get(b);
            Optional<OperatingPoint> best = size.flatMap(s -> best(points, s))
                    .map(p -> p.copies(shape.count() / p.hardware().count()));
            if (best.isPresent()) {
                all.add(perSecond(best.get(), size.orElseThrow(), from));
            } else {
                String why = size.isEmpty()
                        ? "the bucket states no tokens"
                        : points.isEmpty()
                                ? "there is no profile of " + model() + " on " + shape.count() + " × " + shape.device()
                                : "no measured point meets the limits";
                all.add(otherwise(shape, labels.get(b), size, why, points.isEmpty()));
            }
        }
        from.forEach(words -> notes.add("Throughputs of " + shape.name() + ": " + words + "."));
        return all;
    }

    /** The point of this very size, else one that counts tokens of this size or of a mixture. */
    private Optional<OperatingPoint> best(List<OperatingPoint> points, RequestSize size) {
        Optional<OperatingPoint> sized = Frontier.best(
                points.stream()
                        .filter(p -> p.size().equals(Optional.of(size))
                                && p.throughput().work() == Throughput.Work.REQUESTS)
                        .toList(),
                limits);
        return sized.isPresent() || size.outputTokens() == 0
                ? sized
                : Frontier.best(
                        points.stream()
                                .filter(p -> p.throughput().work() == Throughput.Work.OUTPUT_TOKENS
                                        && p.size().map(size::equals).orElse(true))
                                .toList(),
                        limits);
    }

    private static double perSecond(OperatingPoint best, RequestSize size, Set<String> from) {
        StringBuilder words = new StringBuilder(best.variant().model());
        best.variant().precision().ifPresent(p -> words.append(' ').append(p));
        words.append(" on ")
                .append(best.hardware().count())
                .append(" × ")
                .append(best.hardware().device());
        best.concurrency().ifPresent(c -> words.append(" at ").append(c).append(" at once"));
        best.workload().ifPresent(w -> words.append(" with ").append(w));
        words.append(" (").append(best.provenance().source()).append(')');
        if (best.throughput().work() == Throughput.Work.OUTPUT_TOKENS) {
            from.add(words + ", an estimate: its tokens a second divided by each bucket's output tokens");
            return best.throughput().perSecond() / size.outputTokens();
        }
        from.add(words + ", " + best.provenance().confidence().word());
        return best.throughput().perSecond();
    }

    private double otherwise(Wanted shape, String bucket, Optional<RequestSize> size, String why, boolean unmeasured) {
        if (inputs.guess() && unmeasured && size.isPresent()) {
            Figure guess = guess(shape, size.get());
            if (guess instanceof Figure.Known known) {
                notes.add("The throughput of " + shape.name() + " for '" + bucket + "' is a GUESS: " + known.how()
                        + ", because " + why + "; no limit on the time to the first token was checked.");
                return known.value();
            }
            notes.add(unknown(
                    shape.name(), bucket, why + ", and no guess can be made: " + ((Figure.Unknown) guess).why()));
            return 0;
        }
        notes.add(
                unknown(shape.name(), bucket, why + (unmeasured && !inputs.guess() ? " (--guess takes a guess)" : "")));
        return 0;
    }

    static String unknown(String shape, String bucket, String why) {
        return "Whether " + shape + " serves '" + bucket + "' is not known: " + why + "; nothing is routed there.";
    }

    private Figure guess(Wanted shape, RequestSize size) {
        Optional<Device> device = inputs.devices().named(shape.device());
        Optional<Precision> precision = Optional.ofNullable(
                FORMATS.get(top.has("precision") ? top.text("precision").toLowerCase(Locale.ROOT) : ""));
        if (device.isEmpty() || precision.isEmpty() || !top.has("model_size")) {
            return new Figure.Unknown(
                    device.isEmpty()
                            ? "'" + shape.device() + "' is no device that Lepton knows"
                            : precision.isEmpty()
                                    ? "precision is not stated, for instance bfloat16 or fp8"
                                    : "model_size is not stated");
        }
        Roofline model = roofline(precision.get(), size);
        return model.requestsPerSecond(device.get(), shape.count(), precision.get(), size, stepMillis());
    }

    private Roofline roofline(Precision precision, RequestSize size) {
        Mapping sizes = top.section("model_size")
                .allow("parameters_billions", "active_parameters_billions", "cache_bytes_per_token");
        double parameters = sizes.amount("parameters_billions").doubleValue() * 1e9;
        double active = sizes.has("active_parameters_billions")
                ? sizes.amount("active_parameters_billions").doubleValue() * 1e9
                : parameters;
        double cache = sizes.amount("cache_bytes_per_token").doubleValue();
        return sizes.build(() -> new Roofline(
                parameters, active, bytes(precision), cache * ((double) size.inputTokens() + size.outputTokens())));
    }

    /** The tightest limit on a token after the first. */
    private double stepMillis() {
        return limits.entrySet().stream()
                .filter(e ->
                        e.getKey().phase() == Latency.Phase.ITL || e.getKey().phase() == Latency.Phase.TPOT)
                .mapToDouble(Map.Entry::getValue)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double bytes(Precision precision) {
        return switch (precision) {
            case FP64 -> 8;
            case FP32, TF32 -> 4;
            case BF16, FP16 -> 2;
            case FP8, INT8 -> 1;
            case FP4, INT4 -> 0.5;
        };
    }

    private boolean same(String one, String other) {
        return one.equalsIgnoreCase(other)
                || inputs.devices()
                        .named(one)
                        .flatMap(d -> inputs.devices().named(other).map(d::equals))
                        .orElse(false);
    }

    private String model() {
        return top.has("model") ? top.text("model") : "the model, which is not named,";
    }
}
