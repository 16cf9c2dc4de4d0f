package dev.lepton.formats.energy;

import dev.lepton.core.energy.PowerCurve;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a virtual CPU draws at rest and at full load, by architecture: Cloud Carbon Footprint's
 * {@code Architecture,Min Watts,Max Watts}. A processor that draws more than four times the others' median at rest is refused:
 * the public table has one (EPYC 5th Gen, 3.68 W), whose servers' sum was divided by too few cores.
 */
public final class ProcessorPowerCsv {
    private static final Columns COLUMNS = Columns.needing("architecture", "min watts", "max watts");
    private static final BigDecimal MOST_TIMES = BigDecimal.valueOf(4);

    /** An architecture and its power for each virtual CPU, at a load from 0 to 1. */
    public record ProcessorPower(String architecture, BigDecimal leastWatts, BigDecimal mostWatts) {
        public PowerCurve curve() {
            return PowerCurve.between(leastWatts, mostWatts);
        }
    }

    private record Row(long line, ProcessorPower power) {}

    private ProcessorPowerCsv() {}

    /**
     * Reads {@code file}.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Ingested<ProcessorPower> read(Path file) {
        List<Row> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, ProcessorPowerCsv::row, rows::add, failures::add, n -> {});
        List<ProcessorPower> fit = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            List<BigDecimal> rest = new ArrayList<>();
            for (int other = 0; other < rows.size(); other++) {
                if (other != i) {
                    rest.add(rows.get(other).power().leastWatts());
                }
            }
            BigDecimal others = median(rest);
            BigDecimal least = row.power().leastWatts();
            if (others.signum() > 0 && least.compareTo(others.multiply(MOST_TIMES)) > 0) {
                failures.add(new Failure(
                        file.toString(),
                        row.line(),
                        Reason.OUT_OF_RANGE,
                        "min watts of '" + row.power().architecture() + "' is '" + least.toPlainString() + "', "
                                + least.divide(others, MathContext.DECIMAL32).setScale(1, RoundingMode.HALF_EVEN)
                                + " times the median of the others"));
            } else {
                fit.add(row.power());
            }
        }
        return new Ingested<>(fit, failures);
    }

    private static Row row(Fields row) {
        BigDecimal least = row.needAmount("min watts");
        BigDecimal most = row.needAmount("max watts");
        if (most.compareTo(least) < 0) {
            throw new Refused(
                    Reason.OUT_OF_RANGE,
                    "max watts is '" + most.toPlainString() + "', below min watts, '" + least.toPlainString() + "'");
        }
        return new Row(row.line(), new ProcessorPower(row.needText("architecture"), least, most));
    }

    private static BigDecimal median(List<BigDecimal> values) {
        List<BigDecimal> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? BigDecimal.ZERO : sorted.get(sorted.size() / 2);
    }
}
