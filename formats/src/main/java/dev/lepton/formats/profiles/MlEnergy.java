package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.Latency.Phase;
import dev.lepton.core.plan.Latency.Statistic;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The ML.ENERGY benchmark's language models: a task's JSON as its leaderboard keeps it, or the same fields as CSV. Tokens are output
 * tokens; watts are of all GPUs together.
 */
public final class MlEnergy {
    private static final String[] NEEDED = {"model_id", "gpu_model", "num_gpus", "output_throughput_tokens_per_sec"};
    private static final Columns COLUMNS = Columns.needing(NEEDED)
            .allowing(
                    "task",
                    "max_num_seqs",
                    "median_itl_ms",
                    "p90_itl_ms",
                    "p95_itl_ms",
                    "p99_itl_ms",
                    "avg_power_watts",
                    "tensor_parallel",
                    "expert_parallel",
                    "data_parallel",
                    "weight_precision");

    private final String task;

    private MlEnergy(String task) {
        this.task = task;
    }

    /** Reads {@code file}: JSON by its ending, else CSV. A task's JSON names its task by the name of the file. */
    public static Ingested<OperatingPoint> read(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".json") ? json(file, name) : csv(CsvFile.of(file, CsvFile.Dialect.COMMAS));
    }

    /** Reads the JSON of the task that {@code name}, the name that the file had, says. */
    static Ingested<OperatingPoint> json(Path file, String name) {
        return JsonRows.read(file, new MlEnergy(name.replaceAll("^.*tasks_|\\.json$", ""))::point);
    }

    static Ingested<OperatingPoint> csv(CsvFile file) {
        List<OperatingPoint> points = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        MlEnergy rows = new MlEnergy("");
        file.read(COLUMNS, rows::point, points::add, failures::add, n -> {});
        return new Ingested<>(points, failures);
    }

    private OperatingPoint point(Fields row) {
        double throughput =
                positive("output_throughput_tokens_per_sec", row.needAmount("output_throughput_tokens_per_sec"));
        Map<Latency, Double> latency = new TreeMap<>();
        latency(row, "median_itl_ms", Statistic.P50, latency);
        latency(row, "p90_itl_ms", Statistic.P90, latency);
        latency(row, "p95_itl_ms", Statistic.P95, latency);
        latency(row, "p99_itl_ms", Statistic.P99, latency);
        return new OperatingPoint(
                new Variant(row.needText("model_id"), row.text("weight_precision")),
                new Hardware(
                        row.needText("gpu_model"), Fields.need("num_gpus", row.count("num_gpus", 1)), parallelism(row)),
                row.count("max_num_seqs", 1).map(OptionalInt::of).orElse(OptionalInt.empty()),
                OptionalInt.empty(),
                Optional.empty(),
                row.text("task").or(() -> Optional.of(task)).filter(t -> !t.isBlank()),
                new Throughput(throughput, Throughput.Work.OUTPUT_TOKENS),
                latency,
                row.amount("avg_power_watts")
                        .map(w -> OptionalDouble.of(w.doubleValue()))
                        .orElse(OptionalDouble.empty()),
                Map.of(),
                new Provenance("ML.ENERGY benchmark v3", Confidence.MEASURED));
    }

    /** All three degrees, or unknown: a degree that is not stated is not 1. The benchmark has no pipelines. */
    private static Optional<Hardware.Parallelism> parallelism(Fields row) {
        Optional<Integer> tensor = row.count("tensor_parallel", 1);
        Optional<Integer> data = row.count("data_parallel", 1);
        Optional<Integer> expert = row.count("expert_parallel", 1);
        return tensor.isPresent() && data.isPresent() && expert.isPresent()
                ? Optional.of(new Hardware.Parallelism(tensor.get(), 1, data.get(), expert.get()))
                : Optional.empty();
    }

    private static void latency(Fields row, String column, Statistic statistic, Map<Latency, Double> into) {
        row.amount(column).ifPresent(ms -> into.put(new Latency(Phase.ITL, statistic), ms.doubleValue()));
    }

    static double positive(String column, BigDecimal number) {
        if (number.signum() <= 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, column, number.toPlainString());
        }
        return number.doubleValue();
    }
}
