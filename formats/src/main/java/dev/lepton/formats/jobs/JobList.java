package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.workload.Job;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The kinds of job list that Lepton reads, told apart by their header. */
public enum JobList {
    /** {@code sacct --parsable2}. */
    SLURM,
    /** The one-line-a-job form of the Philly trace. */
    PHILLY,
    /** Pods of the OpenB trace. */
    OPENB,
    /** Lepton's own CSV. */
    LEPTON;

    /**
     * The kind that {@code file} is.
     *
     * @throws Problem if it is none of them, or cannot be read
     */
    public static JobList of(Path file) {
        List<String> bars = CsvFile.of(file, CsvFile.Dialect.BARS).header();
        if (bars.size() > 1 && bars.contains("jobid")) {
            return SLURM;
        }
        List<String> columns = CsvFile.of(file, CsvFile.Dialect.COMMAS).header();
        if (columns.containsAll(PhillyJobs.COLUMNS.required())) {
            return PHILLY;
        }
        if (columns.containsAll(OpenBPods.COLUMNS.required())) {
            return OPENB;
        }
        if (columns.contains("id")) {
            return LEPTON;
        }
        throw Problem.input(
                file + " is no list of jobs that Lepton knows. Its columns: " + String.join(", ", columns) + ".",
                "Maybe it needs a column 'id', or the header that sacct --parsable2 prints; docs/formats.md shows the forms.");
    }

    /**
     * Reads the jobs of {@code file}, a list of this kind.
     *
     * @param zone the clock that times without an offset were written by
     * @param epoch the moment that OpenB's times count from
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws Problem if the file as a whole cannot be read
     */
    public Reading read(
            Path file,
            ZoneId zone,
            Instant epoch,
            Consumer<Job> jobs,
            Consumer<Failure> failures,
            LongConsumer bytesRead) {
        return switch (this) {
            case SLURM -> SlurmJobs.read(file, zone, jobs, failures, bytesRead);
            case PHILLY -> PhillyJobs.read(file, zone, jobs, failures, bytesRead);
            case OPENB -> OpenBPods.read(file, epoch, jobs, failures, bytesRead);
            case LEPTON -> JobsCsv.read(file, zone, jobs, failures, bytesRead);
        };
    }

    /**
     * The line of each job of {@code file}, a list of this kind, by its id; the first where an id stands twice. Reads the file
     * once more, so it is for the few jobs that something is to be said about.
     */
    public Map<String, Long> lines(Path file) {
        Map<String, Long> lines = new HashMap<>();
        Columns columns = switch (this) {
            case SLURM -> SlurmJobs.COLUMNS;
            case PHILLY -> PhillyJobs.COLUMNS;
            case OPENB -> OpenBPods.COLUMNS;
            case LEPTON -> JobsCsv.COLUMNS;
        };
        CsvFile.of(file, this == SLURM ? CsvFile.Dialect.BARS : CsvFile.Dialect.COMMAS)
                .read(
                        columns,
                        row -> Map.entry(id(row), row.line()),
                        e -> lines.putIfAbsent(e.getKey(), e.getValue()),
                        failure -> {},
                        n -> {});
        return lines;
    }

    private String id(Fields row) {
        return switch (this) {
            case SLURM -> row.needText("jobid");
            case PHILLY -> PhillyJobs.id(row);
            case OPENB -> row.needText("name");
            case LEPTON -> row.needText("id");
        };
    }
}
