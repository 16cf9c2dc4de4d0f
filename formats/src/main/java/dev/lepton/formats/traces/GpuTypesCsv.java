package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The GPUs of a simulation as CSV, a type a row: {@code gpu,count,price_per_gpu_hour,watts,currency}. */
public final class GpuTypesCsv {
    private static final Columns COLUMNS =
            Columns.needing("gpu", "count", "price_per_gpu_hour").allowing("watts", "currency");

    private GpuTypesCsv() {}

    /** The pools of {@code file}; any row that is wrong is a {@link Problem}, as a part of a fleet is no fleet. */
    public static Pools read(Path file) {
        List<GpuPool> pools = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, GpuTypesCsv::pool, pools::add, failures::add, n -> {});
        if (!failures.isEmpty()) {
            Failure first = failures.get(0);
            throw Problem.input(
                    first + (failures.size() > 1 ? ", and " + (failures.size() - 1) + " more rows are wrong" : ""),
                    "Maybe a row such as v100,36,2.85,300");
        }
        try {
            return new Pools(pools);
        } catch (IllegalArgumentException e) {
            throw Problem.input(file + ": " + e.getMessage(), "Maybe see docs/formats.md, GPUs of a simulation.");
        }
    }

    private static GpuPool pool(Fields row) {
        return new GpuPool(
                row.needText("gpu"),
                Fields.need("count", row.count("count", 1)),
                Fields.need("price_per_gpu_hour", row.price("price_per_gpu_hour")),
                row.amount("watts"));
    }
}
