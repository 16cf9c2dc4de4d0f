package dev.lepton.formats.placement;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Pods as CSV: OpenB's columns; {@code gpu_spec} holds the GPU models that a pod accepts, with bars between. */
final class PodRows {
    static final Columns COLUMNS = Columns.needing("name", "cpu_milli", "memory_mib", "num_gpu", "gpu_milli")
            .allowing(
                    "gpu_spec",
                    "model",
                    "qos",
                    "pod_phase",
                    "creation_time",
                    "deletion_time",
                    "scheduled_time",
                    "duration_s",
                    "price_per_hour",
                    "selector",
                    "group",
                    "topology",
                    "gang",
                    "labels",
                    "label.*");

    private PodRows() {}

    static Pod pod(Fields row) {
        int gpus = NodeRows.needCount(row, "num_gpu");
        if (gpus > Requirement.MOST_GPUS) {
            throw Refused.value(Reason.OUT_OF_RANGE, "num_gpu", Integer.toString(gpus));
        }
        int milli = row.text("gpu_milli").isEmpty()
                ? (gpus == 0 ? 0 : Requirement.WHOLE_GPU)
                : NodeRows.needCount(row, "gpu_milli");
        boolean inRange = gpus == 0 ? milli == 0 : milli >= 1 && milli <= Requirement.WHOLE_GPU;
        if (!inRange) {
            throw Refused.value(Reason.OUT_OF_RANGE, "gpu_milli", milli + "' of each of '" + gpus);
        }
        Set<String> models = new HashSet<>();
        String accepted = row.text("gpu_spec").or(() -> row.text("model")).orElse("");
        for (String model : accepted.split("\\|", -1)) {
            if (!model.isBlank()) {
                models.add(model.strip());
            }
        }
        return new Pod(
                row.needText("name"),
                new Requirement(
                        NodeRows.needCount(row, "cpu_milli"),
                        NodeRows.needCount(row, "memory_mib"),
                        gpus,
                        milli,
                        models,
                        LocalityFields.of(row)),
                seconds(row),
                row.text("gang"),
                row.line());
    }

    /** OpenB's times are whole seconds, so that a pod which is deleted in the second of its creation counts as one of them. */
    private static Optional<BigDecimal> seconds(Fields row) {
        Optional<BigDecimal> stated = row.amount("duration_s");
        if (stated.isPresent()) {
            return stated.filter(s -> s.signum() > 0);
        }
        Optional<BigDecimal> from = row.amount("creation_time");
        Optional<BigDecimal> to = row.amount("deletion_time");
        return from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) >= 0
                ? Optional.of(to.get().subtract(from.get()).max(BigDecimal.ONE))
                : Optional.empty();
    }
}
