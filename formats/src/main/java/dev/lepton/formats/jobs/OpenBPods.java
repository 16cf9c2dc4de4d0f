package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.Times;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Pods of the OpenB trace (Alibaba's, as kept by the kubernetes-scheduler-simulator) as jobs.
 *
 * <p>A pod holds {@code num_gpu} times {@code gpu_milli} thousandths of a GPU. Times are seconds after an epoch that the
 * caller names. A pod without {@code scheduled_time} never ran and is kept as such. A pod that was deleted is over;
 * the phase it was last seen in says how, {@code Running} being "nobody recorded how". {@code gpu_spec}, the models a
 * pod accepts, becomes a label, and the job's GPU model when it is only one. Lists without times give jobs without.
 */
public final class OpenBPods {
    static final Columns COLUMNS = Columns.needing("name", "cpu_milli", "memory_mib", "num_gpu", "gpu_milli")
            .allowing(
                    "gpu_spec",
                    "qos",
                    "pod_phase",
                    "creation_time",
                    "deletion_time",
                    "scheduled_time",
                    "labels",
                    "label.*");

    private static final int WHOLE = 1000;
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    private final Instant epoch;

    private OpenBPods(Instant epoch) {
        this.epoch = epoch;
    }

    /**
     * Reads the pods of {@code file}.
     *
     * @param epoch the moment that the trace calls 0
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, Instant epoch, Consumer<Job> jobs, Consumer<Failure> failures, LongConsumer bytesRead) {
        return CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, new OpenBPods(epoch)::job, jobs, failures, bytesRead);
    }

    private Job job(Fields row) {
        String name = row.needText("name");
        Lifetime lifetime = JobRows.lifetime(
                seconds(row, "creation_time"), seconds(row, "scheduled_time"), seconds(row, "deletion_time"));
        Optional<JobState> state = state(row, lifetime);
        JobRows.consistent(state, lifetime);
        Optional<String> models = row.text("gpu_spec");
        Labels labels = row.labels();
        for (String column : List.of("gpu_spec", "qos")) {
            labels = row.text(column).map(withLabel(labels, column)).orElse(labels);
        }
        return new Job(
                name,
                name,
                Owner.UNKNOWN,
                Optional.empty(),
                state,
                lifetime,
                new Resources(
                        Optional.of(gpus(row)),
                        models.filter(m -> !m.contains("|")),
                        Optional.of(row.needAmount("cpu_milli").movePointLeft(3)),
                        Optional.of(row.needAmount("memory_mib").divide(KIBI))),
                List.of(),
                Optional.empty(),
                labels,
                Utilisation.UNKNOWN);
    }

    private static java.util.function.Function<String, Labels> withLabel(Labels labels, String key) {
        return value -> labels.with(key, value);
    }

    private static BigDecimal gpus(Fields row) {
        int count = row.count("num_gpu", 0).orElseThrow(() -> Refused.empty("num_gpu"));
        int milli = row.count("gpu_milli", 0).orElseThrow(() -> Refused.empty("gpu_milli"));
        if (milli > WHOLE || (count == 0 && milli > 0)) {
            throw Refused.value(Reason.OUT_OF_RANGE, "gpu_milli", milli + "' of each of '" + count);
        }
        return BigDecimal.valueOf((long) count * milli).movePointLeft(3);
    }

    private Optional<Instant> seconds(Fields row, String column) {
        return row.amount(column).map(s -> Times.after(column, epoch, s));
    }

    private static Optional<JobState> state(Fields row, Lifetime lifetime) {
        boolean over = lifetime.ended().isPresent();
        boolean ran = lifetime.started().isPresent();
        return row.text("pod_phase").map(phase -> switch (phase.toLowerCase(Locale.ROOT)) {
            case "pending" -> over && !ran ? JobState.NEVER_STARTED : over ? JobState.ENDED : JobState.PENDING;
            case "running" -> over ? JobState.ENDED : JobState.RUNNING;
            case "succeeded" -> JobState.COMPLETED;
            case "failed" -> JobState.FAILED;
            case "unknown" -> over ? JobState.ENDED : JobState.RUNNING;
            default -> throw Refused.value(Reason.UNKNOWN_VALUE, "pod_phase", phase);
        });
    }
}
