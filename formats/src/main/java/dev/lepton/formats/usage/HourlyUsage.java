package dev.lepton.formats.usage;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Job;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.jobs.JobList;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Units in use in each hour, from {@code ts,units}, from usage samples ({@code ts,seconds,gpu_request}, with
 * {@code gpu_kind} and {@code gpu_of}), whose GPUs add up, or from a list of jobs ({@link JobList}). A row lasts for
 * {@code seconds}, an hour where {@code units} says none; rows that overlap add up. In UTC hours, the first and the last those of
 * the file's rows.
 *
 * @param start the first hour
 * @param units in use in the mean of each hour, to twelve decimals
 * @param unseen hours between that no row is about; they count as nothing in use
 * @param ofGpus whether the units are GPUs, of samples or of jobs
 * @param untimed jobs that hold GPUs and whose start or end is not known; they are not in {@code units}
 * @param failures rows that were not taken
 */
public record HourlyUsage(
        Instant start, List<BigDecimal> units, long unseen, boolean ofGpus, long untimed, List<Failure> failures) {
    private static final Columns COLUMNS =
            new Columns(List.of("ts", "units|gpu_request"), List.of("seconds", "gpu_kind", "gpu_of", "kind"));
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);
    private static final int MOST_SECONDS = 86_400;
    private static final long MOST_HOURS = 20L * 8784;
    private static final int DECIMALS = 12;

    public HourlyUsage {
        units = List.copyOf(units);
        failures = List.copyOf(failures);
    }

    private record Row(Instant from, long seconds, BigDecimal units) {}

    /**
     * Reads {@code file}.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read, holds no row, or spans more than 20 years
     */
    public static HourlyUsage read(Path file) {
        CsvFile csv = CsvFile.of(file, CsvFile.Dialect.COMMAS);
        List<String> header = csv.header();
        TreeMap<Long, BigDecimal> unitSeconds = new TreeMap<>();
        List<Failure> failures = new ArrayList<>();
        long untimed = 0;
        boolean samples = header.contains("ts") || header.contains("units");
        if (samples) {
            csv.read(COLUMNS, HourlyUsage::row, row -> add(row, unitSeconds), failures::add, n -> {});
        } else {
            untimed = jobs(file, unitSeconds, failures);
        }
        if (unitSeconds.isEmpty()) {
            throw Problem.input(
                    file + " holds no usage"
                            + failures.stream()
                                    .findFirst()
                                    .map(f -> ": the first row was not taken, " + f.detail())
                                    .orElse("")
                            + ".",
                    "Maybe write lines such as '2026-01-31T12:00:00Z,24' under 'ts,units'.");
        }
        long first = unitSeconds.firstKey();
        long last = unitSeconds.lastKey();
        if (last - first >= MOST_HOURS) {
            throw Problem.input(
                    file + " spans " + (last - first) / 8760 + " years.", "Maybe one of its times is wrong.");
        }
        return new HourlyUsage(
                Instant.ofEpochSecond(first * 3600),
                hourly(unitSeconds, first, last),
                last - first + 1 - unitSeconds.size(),
                !header.contains("units"),
                untimed,
                failures);
    }

    private static List<BigDecimal> hourly(TreeMap<Long, BigDecimal> unitSeconds, long first, long last) {
        List<BigDecimal> units = new ArrayList<>();
        for (long hour = first; hour <= last; hour++) {
            units.add(unitSeconds.getOrDefault(hour, BigDecimal.ZERO).divide(HOUR, DECIMALS, RoundingMode.HALF_EVEN));
        }
        return units;
    }

    /** GPUs of jobs from their start to their end; how many jobs have no such time. */
    private static long jobs(Path file, TreeMap<Long, BigDecimal> unitSeconds, List<Failure> failures) {
        AtomicLong untimed = new AtomicLong();
        JobList.of(file)
                .read(
                        file,
                        ZoneOffset.UTC,
                        Instant.EPOCH,
                        job -> {
                            BigDecimal gpus = job.resources().gpus().orElse(BigDecimal.ZERO);
                            Optional<Row> row = held(job, gpus);
                            row.ifPresent(r -> add(r, unitSeconds));
                            untimed.addAndGet(gpus.signum() > 0 && row.isEmpty() ? 1 : 0);
                        },
                        failures::add,
                        n -> {});
        return untimed.get();
    }

    private static Optional<Row> held(Job job, BigDecimal gpus) {
        Optional<Instant> ended = job.lifetime().ended();
        if (gpus.signum() == 0 || ended.isEmpty()) {
            return Optional.empty();
        }
        return job.lifetime()
                .held(ended.get())
                .filter(w -> w.length().toHours() < MOST_HOURS && w.length().toSeconds() > 0)
                .map(w -> new Row(w.from(), w.length().toSeconds(), gpus));
    }

    private static Row row(Fields row) {
        Instant from = row.needTime("ts", ZoneOffset.UTC);
        if (row.has("units")) {
            int seconds = row.count("seconds", 1).orElse(3600);
            return new Row(from, within(seconds), row.needAmount("units"));
        }
        int seconds = within(Fields.need("seconds", row.count("seconds", 1)));
        boolean machine = row.text("kind").map("node"::equalsIgnoreCase).orElse(false);
        BigDecimal gpus = machine ? BigDecimal.ZERO : row.amount("gpu_request").orElse(BigDecimal.ZERO);
        return new Row(from, seconds, gpus.divide(BigDecimal.valueOf(parts(row)), MathContext.DECIMAL128));
    }

    private static int within(int seconds) {
        if (seconds > MOST_SECONDS) {
            throw Refused.value(Reason.OUT_OF_RANGE, "seconds", String.valueOf(seconds));
        }
        return seconds;
    }

    /** Parts that one GPU is cut into, as {@code lepton import usage} reads them. */
    private static int parts(Fields row) {
        String kind = row.text("gpu_kind").orElse("whole");
        var of = row.count("gpu_of", 1);
        return switch (kind) {
            case "whole" -> of.orElse(1);
            case "mps" -> of.orElse(100);
            case "per-mille" -> of.orElse(1000);
            case "mig", "time-sliced" -> Fields.need("gpu_of", of);
            default -> throw Refused.value(Reason.UNKNOWN_VALUE, "gpu_kind", kind);
        };
    }

    private static void add(Row row, TreeMap<Long, BigDecimal> unitSeconds) {
        long from = row.from().getEpochSecond();
        long to = from + row.seconds();
        for (long hour = Math.floorDiv(from, 3600L); hour * 3600 < to; hour++) {
            long seconds = Math.min(to, (hour + 1) * 3600) - Math.max(from, hour * 3600);
            unitSeconds.merge(hour, row.units().multiply(BigDecimal.valueOf(seconds)), BigDecimal::add);
        }
    }
}
