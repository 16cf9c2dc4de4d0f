package dev.lepton.formats.fleet;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.workload.MachineRates;
import dev.lepton.core.workload.Pool;
import dev.lepton.core.workload.Resources;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Nodes of the OpenB trace, each a pool of one machine: thousandths of a core, MiB and whole GPUs of one model. Lists
 * with {@code price_per_hour}, {@code labels} and {@code currency} beside OpenB's columns are read as well.
 */
public final class OpenBNodes {
    static final Columns COLUMNS = Columns.needing("sn", "cpu_milli", "memory_mib", "gpu")
            .allowing("model", "price_per_hour", "currency", "labels", "label.*");

    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    private OpenBNodes() {}

    /**
     * Reads the nodes of {@code file}.
     *
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(Path file, Consumer<Pool> nodes, Consumer<Failure> failures, LongConsumer bytesRead) {
        return CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, OpenBNodes::node, nodes, failures, bytesRead);
    }

    private static Pool node(Fields row) {
        int gpus = row.count("gpu", 0).orElseThrow(() -> Refused.empty("gpu"));
        return new Pool(
                row.needText("sn"),
                1,
                Optional.empty(),
                Pool.Place.UNKNOWN,
                new Resources(
                        Optional.of(BigDecimal.valueOf(gpus)),
                        row.text("model"),
                        Optional.of(row.needAmount("cpu_milli").movePointLeft(3)),
                        Optional.of(row.needAmount("memory_mib").divide(KIBI))),
                new MachineRates(row.price("price_per_hour"), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pool.Power.UNKNOWN,
                row.labels());
    }
}
