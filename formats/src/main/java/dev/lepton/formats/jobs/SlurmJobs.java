package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Slurm's accounting as {@code sacct --allusers --parsable2} prints it.
 *
 * <p>A line whose JobID has a dot ({@code 12.batch}, {@code 12.extern}, {@code 12.0}) is a step. Steps run inside what
 * their job holds, so they are no jobs and hold nothing themselves; what they measured is folded into their job, which
 * is delivered when the next job's line is read. Tasks of arrays ({@code 12_3}) and components of heterogeneous jobs
 * ({@code 12+1}) hold their own resources and are jobs. Times carry no offset in Slurm; the caller names the zone.
 */
public final class SlurmJobs {
    static final Columns COLUMNS = Columns.needing("jobid", "state", "start", "end", "alloctres|reqtres")
            .allowing(
                    "alloctres",
                    "reqtres",
                    "jobname",
                    "user",
                    "account",
                    "partition",
                    "submit",
                    "elapsed",
                    "nodelist",
                    "exitcode",
                    "totalcpu",
                    "tresusageintot",
                    "cluster",
                    "qos",
                    "wckey",
                    "comment");

    private static final List<String> LABELS = List.of("cluster", "qos", "wckey", "comment");

    private final ZoneId zone;
    private final SlurmSteps steps;
    private long lateSubmissions;
    private long otherElapsed;
    private long arrays;
    private long partGpus;

    private SlurmJobs(ZoneId zone, Consumer<Job> jobs) {
        this.zone = zone;
        this.steps = new SlurmSteps(jobs);
    }

    /** A line of the file: a job, or a step of one. */
    sealed interface Line {
        /** A job, not yet with what its steps measured. */
        record Whole(Job job, Optional<BigDecimal> cpuSeconds) implements Line {}

        /**
         * A step.
         *
         * @param jobId the job it ran in
         * @param seconds how long it ran
         * @param gpuPercent how busy GPUs were, added up over those it saw
         * @param memoryGib the most main memory it used at once
         */
        record Step(
                String jobId,
                Optional<BigDecimal> seconds,
                Optional<BigDecimal> gpuPercent,
                Optional<BigDecimal> memoryGib)
                implements Line {}
    }

    /**
     * Reads the jobs of {@code file}. The reading's rows are the lines of jobs and of steps; a note says how many are
     * steps.
     *
     * @param zone the clock of the Slurm controller
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId zone, Consumer<Job> jobs, Consumer<Failure> failures, LongConsumer bytesRead) {
        SlurmJobs reader = new SlurmJobs(zone, jobs);
        Reading reading = CsvFile.of(file, CsvFile.Dialect.BARS)
                .read(COLUMNS, reader::line, reader.steps::accept, failures, bytesRead);
        reader.steps.deliver();
        return reading.noting(
                new Reading.Note(reader.steps.folded(), "lines are job steps, folded into their jobs"),
                new Reading.Note(reader.steps.orphans(), "job steps stand without their job and were left out"),
                new Reading.Note(reader.arrays, "lines stand for array tasks that have not started, many in one"),
                new Reading.Note(reader.partGpus, "jobs hold a share of a GPU (shard or mps); how much is not known"),
                new Reading.Note(
                        reader.lateSubmissions,
                        "jobs say they started before they were submitted; Submit was left out"),
                new Reading.Note(
                        reader.otherElapsed,
                        "jobs have another Elapsed than End - Start (suspended, or clocks moved)"));
    }

    private Line line(Fields row) {
        String id = row.needText("jobid");
        int dot = id.indexOf('.');
        if (dot == 0) {
            throw Refused.value(Reason.MALFORMED, "jobid", id);
        }
        if (dot > 0) {
            Optional<Tres> used = SlurmFields.tres(row, "tresusageintot");
            return new Line.Step(
                    id.substring(0, dot),
                    SlurmFields.seconds(row, "elapsed"),
                    used.flatMap(tres -> tres.amount("gres/gpuutil")),
                    used.flatMap(tres -> tres.memoryGib("mem")));
        }
        Optional<BigDecimal> cpuSeconds = SlurmFields.seconds(row, "totalcpu");
        return new Line.Whole(job(id, row), cpuSeconds);
    }

    private Job job(String id, Fields row) {
        boolean late = startsBeforeItWasSubmitted(row);
        Lifetime lifetime = lifetime(row, late);
        JobState state = SlurmFields.state(row, lifetime);
        if (state == JobState.PENDING) {
            lifetime = new Lifetime(lifetime.submitted(), Optional.empty(), Optional.empty());
        } else if (state.isOver() && lifetime.ended().isEmpty()) {
            throw new Refused(
                    Reason.MISSING_VALUE, "end is not known, though state is '" + row.needText("state") + "'");
        }
        Job job = new Job(
                id,
                row.text("jobname").orElse(id),
                new Owner(row.text("user"), row.text("account")),
                row.text("partition"),
                Optional.of(state),
                lifetime,
                resources(row),
                SlurmFields.nodes(row),
                SlurmFields.exit(row),
                labels(row),
                Utilisation.UNKNOWN);
        boolean other = hasOtherElapsed(row, lifetime);
        lateSubmissions += late ? 1 : 0;
        otherElapsed += other ? 1 : 0;
        arrays += id.contains("[") ? 1 : 0;
        partGpus += job.resources().gpus().isEmpty() && row.text("alloctres").isPresent() ? 1 : 0;
        return job;
    }

    private boolean startsBeforeItWasSubmitted(Fields row) {
        Optional<Instant> submitted = SlurmFields.time(row, "submit", zone);
        Optional<Instant> first = SlurmFields.time(row, "start", zone).or(() -> SlurmFields.time(row, "end", zone));
        return submitted.isPresent() && first.isPresent() && first.get().isBefore(submitted.get());
    }

    private Lifetime lifetime(Fields row, boolean withoutSubmit) {
        return JobRows.lifetime(
                withoutSubmit ? Optional.empty() : SlurmFields.time(row, "submit", zone),
                SlurmFields.time(row, "start", zone),
                SlurmFields.time(row, "end", zone));
    }

    /** What was allocated; what was asked for where nothing was, which is so while a job waits. */
    private static Resources resources(Fields row) {
        return SlurmFields.tres(row, "alloctres")
                .or(() -> SlurmFields.tres(row, "reqtres"))
                .map(Tres::resources)
                .orElse(new Resources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static boolean hasOtherElapsed(Fields row, Lifetime lifetime) {
        Optional<BigDecimal> elapsed = SlurmFields.seconds(row, "elapsed");
        if (elapsed.isEmpty()
                || lifetime.started().isEmpty()
                || lifetime.ended().isEmpty()) {
            return false;
        }
        Duration held =
                Duration.between(lifetime.started().get(), lifetime.ended().get());
        return elapsed.get().compareTo(BigDecimal.valueOf(held.toSeconds())) != 0;
    }

    private static Labels labels(Fields row) {
        Labels labels = Labels.NONE;
        for (String column : LABELS) {
            Optional<String> value = row.text(column);
            if (value.isPresent()) {
                labels = labels.with(column, value.get());
            }
        }
        return labels;
    }
}
