package dev.lepton.formats.energy;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What making the server behind a machine size emitted, in kilograms: Cloud Carbon Footprint's tables. A total that its parts
 * and the 1,000 kg of a bare server do not add up to is refused, since columns have then moved.
 */
public final class EmbodiedCsv {
    private static final List<String> PARTS =
            List.of("additional_memory", "additional_storage", "additional_cpus", "additional_gpus");
    private static final Columns COLUMNS = new Columns(
            List.of("type", PARTS.get(0), PARTS.get(1), PARTS.get(2), PARTS.get(3), "total"),
            List.of("family", "microarchitecture"));
    private static final BigDecimal BARE_SERVER_KG = BigDecimal.valueOf(1000);
    private static final BigDecimal ROUNDING = new BigDecimal("0.02");

    /** A size of machine and the kilograms of its server. */
    public record Embodied(String type, BigDecimal kilograms) {}

    private EmbodiedCsv() {}

    /**
     * Reads {@code file}; a type may stand in it once for each processor it is made with.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Ingested<Embodied> read(Path file) {
        List<Embodied> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, EmbodiedCsv::row, rows::add, failures::add, n -> {});
        return new Ingested<>(rows, failures);
    }

    private static Embodied row(Fields row) {
        BigDecimal sum = BARE_SERVER_KG;
        for (String part : PARTS) {
            sum = sum.add(row.needAmount(part));
        }
        BigDecimal total = row.needAmount("total");
        if (total.subtract(sum).abs().compareTo(ROUNDING) > 0) {
            throw new Refused(
                    Reason.OUT_OF_RANGE,
                    "total is '" + total.toPlainString() + "', and its parts add up to " + sum.toPlainString());
        }
        return new Embodied(row.needText("type"), total);
    }
}
