package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Training under power limits as Zeus measured it: {@code dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power}. */
public final class ZeusCsv {
    private static final Columns COLUMNS = Columns.needing(
            "dataset", "network", "batch_size", "optimizer", "power_limit", "time_per_epoch", "average_power");

    private ZeusCsv() {}

    /** Reads {@code file}, measured on {@code device}, which the file does not name. */
    public static Ingested<OperatingPoint> read(Path file, String device) {
        List<OperatingPoint> points = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, row -> point(row, device), points::add, failures::add, n -> {});
        return new Ingested<>(points, failures);
    }

    private static OperatingPoint point(Fields row, String device) {
        double seconds = MlEnergy.positive("time_per_epoch", row.needAmount("time_per_epoch"));
        double watts = MlEnergy.positive("average_power", row.needAmount("average_power"));
        return new OperatingPoint(
                new Variant(
                        row.needText("network") + " on " + row.needText("dataset") + " with "
                                + row.needText("optimizer"),
                        Optional.empty()),
                new Hardware(device, 1, Optional.empty()),
                OptionalInt.of(Fields.need("batch_size", row.count("batch_size", 1))),
                OptionalInt.of(Fields.need("power_limit", row.count("power_limit", 1))),
                Optional.empty(),
                new Throughput(1 / seconds, Throughput.Work.EPOCHS),
                Map.of(),
                OptionalDouble.of(watts),
                Map.of(),
                new Provenance("Zeus, NSDI'23", Confidence.MEASURED));
    }
}
