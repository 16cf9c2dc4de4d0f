package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.Convergence;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many epochs training took to reach a score, as Zeus recorded it:
 * {@code dataset,network,batch_size,optimizer,learning_rate,run,target_metric,target_epoch}. An epoch of {@code nan} says that the run never
 * reached it, which is kept.
 */
final class ZeusTraining {
    private static final Columns COLUMNS = Columns.needing(
            "dataset", "network", "batch_size", "optimizer", "learning_rate", "run", "target_metric", "target_epoch");

    private ZeusTraining() {}

    static Ingested<Convergence> read(Path file) {
        List<Convergence> runs = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, ZeusTraining::run, runs::add, failures::add, n -> {});
        return new Ingested<>(runs, failures);
    }

    /** What was trained, named alike in both of Zeus's tables. */
    static Variant variant(Fields row) {
        return new Variant(
                row.needText("network") + " on " + row.needText("dataset") + " with " + row.needText("optimizer"),
                Optional.empty());
    }

    private static Convergence run(Fields row) {
        return new Convergence(
                variant(row),
                Fields.need("batch_size", row.count("batch_size", 1)),
                row.needText("learning_rate"),
                Fields.need("run", row.count("run", 0)),
                row.needAmount("target_metric"),
                epochs(row),
                new Provenance("Zeus, NSDI'23", Confidence.MEASURED));
    }

    private static OptionalInt epochs(Fields row) {
        if (row.needText("target_epoch").toLowerCase(Locale.ROOT).equals("nan")) {
            return OptionalInt.empty();
        }
        BigDecimal epochs = row.needAmount("target_epoch");
        if (epochs.signum() == 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, "target_epoch", epochs.toPlainString());
        }
        return OptionalInt.of(Fields.need("target_epoch", row.count("target_epoch", 1)));
    }
}
