package dev.lepton.formats.energy;

import dev.lepton.core.energy.PowerCaps;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Work measured under several power limits: Zeus' {@code dataset,network,batch_size,optimizer,power_limit,time_per_epoch,
 * average_power}, or {@code workload} in place of the first four. A limit that is measured twice, and a draw of more than one and a
 * half times its limit, are refused: watts may be another unit, or columns have moved.
 */
public final class PowerLimitsCsv {
    private static final List<String> NAMES = List.of("dataset", "network", "batch_size", "optimizer");
    private static final Columns COLUMNS = new Columns(
            List.of("workload|network", "power_limit", "time_per_epoch|seconds", "average_power|watts"),
            List.of("dataset", "batch_size", "optimizer"));
    private static final double MOST_OVER = 1.5;

    private final Set<String> seen = new HashSet<>();

    private PowerLimitsCsv() {}

    private record Row(String workload, PowerCaps.Point point) {}

    /** What a file holds: its workloads in their order, and rows that were not taken. */
    public record ReadLimits(Map<String, PowerCaps> workloads, List<Failure> failures) {
        public ReadLimits {
            workloads = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(workloads));
            failures = List.copyOf(failures);
        }
    }

    /**
     * Reads {@code file}.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static ReadLimits read(Path file) {
        List<Failure> failures = new ArrayList<>();
        List<Row> rows = rows(file, failures);
        Map<String, List<PowerCaps.Point>> points = new LinkedHashMap<>();
        rows.forEach(r ->
                points.computeIfAbsent(r.workload(), w -> new ArrayList<>()).add(r.point()));
        Map<String, PowerCaps> workloads = new LinkedHashMap<>();
        points.forEach((workload, of) -> workloads.put(workload, new PowerCaps(of)));
        return new ReadLimits(workloads, failures);
    }

    private static List<Row> rows(Path file, List<Failure> failures) {
        PowerLimitsCsv reader = new PowerLimitsCsv();
        List<Row> rows = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, reader::row, rows::add, failures::add, n -> {});
        return rows;
    }

    private Row row(Fields row) {
        String workload = row.has("workload")
                ? row.needText("workload")
                : NAMES.stream().flatMap(n -> row.text(n).stream()).collect(Collectors.joining(" "));
        int limit = Fields.need("power_limit", row.count("power_limit", 1));
        double seconds = positive(row, "time_per_epoch", "seconds");
        double watts = positive(row, "average_power", "watts");
        if (watts > MOST_OVER * limit) {
            throw new Refused(
                    Reason.OUT_OF_RANGE, "average power is '" + watts + "' W under a limit of " + limit + " W");
        }
        if (!seen.add(workload + " " + limit)) {
            throw Refused.value(Reason.DUPLICATE, "power_limit of '" + workload + "'", String.valueOf(limit));
        }
        return new Row(workload, new PowerCaps.Point(limit, seconds, watts));
    }

    private static double positive(Fields row, String one, String other) {
        String column = Stream.of(one, other).filter(row::has).findFirst().orElse(one);
        BigDecimal value = row.needAmount(column);
        if (value.signum() == 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, column, "0");
        }
        return value.doubleValue();
    }
}
