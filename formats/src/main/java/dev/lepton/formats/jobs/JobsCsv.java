package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.ExitStatus;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.RowWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Lepton's own list of jobs; every column but {@code id} may be empty or missing. See {@code docs/formats.md}. */
public final class JobsCsv {
    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "user",
            "team",
            "partition",
            "state",
            "submitted",
            "started",
            "ended",
            "gpus",
            "gpu_model",
            "vcpus",
            "memory_gib",
            "nodes",
            "exit_code",
            "exit_signal",
            "gpu_utilisation",
            "cpu_utilisation",
            "peak_memory_gib",
            "labels");

    static final Columns COLUMNS = Columns.needing("id")
            .allowing(
                    Stream.concat(NAMES.stream().skip(1), Stream.of("label.*")).toArray(String[]::new));

    private JobsCsv() {}

    /**
     * Reads the jobs of {@code file}.
     *
     * @param zone the clock that times without an offset were written by
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId zone, Consumer<Job> jobs, Consumer<Failure> failures, LongConsumer bytesRead) {
        return CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, row -> job(row, zone), jobs, failures, bytesRead);
    }

    private static Job job(Fields row, ZoneId zone) {
        String id = row.needText("id");
        Lifetime lifetime =
                JobRows.lifetime(row.time("submitted", zone), row.time("started", zone), row.time("ended", zone));
        Optional<JobState> state = row.text("state").map(JobsCsv::state);
        JobRows.consistent(state, lifetime);
        return new Job(
                id,
                row.text("name").orElse(id),
                new Owner(row.text("user"), row.text("team")),
                row.text("partition"),
                state,
                lifetime,
                new Resources(row.amount("gpus"), row.text("gpu_model"), row.amount("vcpus"), row.amount("memory_gib")),
                row.text("nodes").map(nodes -> NodeList.expand("nodes", nodes)).orElse(List.of()),
                row.count("exit_code", 0)
                        .map(code ->
                                new ExitStatus(code, row.count("exit_signal", 0).orElse(0))),
                row.labels(),
                new Utilisation(
                        row.share("gpu_utilisation"), row.amount("cpu_utilisation"), row.amount("peak_memory_gib")));
    }

    private static JobState state(String word) {
        try {
            return JobState.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "state", word);
        }
    }

    /** Writes {@code jobs} so that {@link #read} gives them back. Node names must be plain, without brackets or commas. */
    public static void write(Writer out, Collection<Job> jobs) {
        RowWriter.write(out, NAMES, jobs.stream().map(JobsCsv::record));
    }

    private static List<Optional<?>> record(Job job) {
        Resources held = job.resources();
        Utilisation used = job.utilisation();
        return List.of(
                Optional.of(job.id()),
                Optional.of(job.name()),
                job.owner().user(),
                job.owner().team(),
                job.partition(),
                job.state().map(JobState::word),
                job.lifetime().submitted(),
                job.lifetime().started(),
                job.lifetime().ended(),
                held.gpus().map(BigDecimal::toPlainString),
                held.gpuModel(),
                held.vcpus().map(BigDecimal::toPlainString),
                held.memoryGib().map(BigDecimal::toPlainString),
                Optional.of(String.join(",", job.nodes())),
                job.exit().map(ExitStatus::code),
                job.exit().map(ExitStatus::signal),
                used.gpu().map(BigDecimal::toPlainString),
                used.cpu().map(BigDecimal::toPlainString),
                used.peakMemoryGib().map(BigDecimal::toPlainString),
                Optional.of(job.labels().text()));
    }
}
