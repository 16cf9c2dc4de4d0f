package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.Fields;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What {@code vllm bench serve --save-result} writes: one object for a run, or several in a list or as JSON lines. */
public final class VllmBench {
    private VllmBench() {}

    /** Reads {@code file}, measured on {@code hardware}, which the file does not name. */
    public static Ingested<OperatingPoint> read(Path file, Hardware hardware) {
        return JsonRows.read(file, row -> point(row, hardware));
    }

    private static OperatingPoint point(Fields row, Hardware hardware) {
        return new OperatingPoint(
                new Variant(row.needText("model_id"), Optional.empty()),
                hardware,
                row.count("max_concurrency", 1).map(OptionalInt::of).orElse(OptionalInt.empty()),
                OptionalInt.empty(),
                Optional.empty(),
                new Throughput(
                        MlEnergy.positive("request_throughput", row.needAmount("request_throughput")),
                        Throughput.Work.REQUESTS),
                latencies(row),
                OptionalDouble.empty(),
                Map.of(),
                new Provenance("vLLM benchmark", Confidence.MEASURED));
    }

    private static Map<Latency, Double> latencies(Fields row) {
        Map<Latency, Double> millis = new TreeMap<>();
        for (Latency.Phase phase : Latency.Phase.values()) {
            for (Latency.Statistic statistic : Latency.Statistic.values()) {
                String name = statistic == Latency.Statistic.P50 ? "median" : statistic.name();
                String column = (name + "_" + (phase == Latency.Phase.E2E ? "e2el" : phase.name()) + "_ms")
                        .toLowerCase(Locale.ROOT);
                row.amount(column).ifPresent(ms -> millis.put(new Latency(phase, statistic), ms.doubleValue()));
            }
        }
        return millis;
    }
}
