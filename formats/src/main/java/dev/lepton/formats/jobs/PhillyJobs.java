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
import dev.lepton.formats.csv.Times;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The one-line-a-job form of Microsoft's Philly trace: {@code timestamp, duration, num_gpus, gpu_time, cluster}.
 *
 * <p>{@code timestamp} is when a job was submitted and {@code duration} the seconds its attempts ran, added up: the
 * example job of the trace's description (submitted 2017-10-07 01:11:39, attempts of 74 s and 193,182 s) stands in the
 * file as {@code 2017-10-07 01:11:39,193256.0,8}. How long it waited is not in the file, so a job is taken to start when
 * it was submitted and to run at one go; its GPU-hours are true, the hour they fall in is early by the wait.
 * {@code cluster} is the virtual cluster, here the team. A job has no id; it gets {@code philly-} and its line.
 */
public final class PhillyJobs {
    static final Columns COLUMNS =
            Columns.needing("timestamp", "duration", "num_gpus", "cluster").allowing("gpu_time");

    private final ZoneId zone;
    private long disagreements;

    private PhillyJobs(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Reads the jobs of {@code file}.
     *
     * @param zone the clock its timestamps, which carry no offset, were written by
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId zone, Consumer<Job> jobs, Consumer<Failure> failures, LongConsumer bytesRead) {
        PhillyJobs reader = new PhillyJobs(zone);
        Reading reading =
                CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, reader::job, jobs, failures, bytesRead);
        return reading.noting(
                new Reading.Note(
                        reading.rows(),
                        "jobs are taken to start when they were submitted; the trace does not say when"),
                new Reading.Note(
                        reader.disagreements, "jobs whose gpu_time is not duration x num_gpus; the product was taken"));
    }

    private Job job(Fields row) {
        Instant submitted = row.needTime("timestamp", zone);
        BigDecimal seconds = row.needAmount("duration");
        BigDecimal gpus = row.needAmount("num_gpus");
        String team = row.needText("cluster");
        Instant ended = Times.after("duration", submitted, seconds);
        Optional<BigDecimal> gpuSeconds = row.amount("gpu_time");
        if (gpus.stripTrailingZeros().scale() > 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, "num_gpus", gpus.toPlainString());
        }
        if (gpuSeconds.isPresent() && gpuSeconds.get().compareTo(seconds.multiply(gpus)) != 0) {
            disagreements++;
        }
        String id = id(row);
        return new Job(
                id,
                id,
                new Owner(Optional.empty(), Optional.of(team)),
                Optional.empty(),
                Optional.of(JobState.ENDED),
                new Lifetime(Optional.of(submitted), Optional.of(submitted), Optional.of(ended)),
                Resources.ofGpus(gpus),
                List.of(),
                Optional.empty(),
                Labels.NONE,
                Utilisation.UNKNOWN);
    }

    static String id(Fields row) {
        return "philly-" + row.line();
    }
}
