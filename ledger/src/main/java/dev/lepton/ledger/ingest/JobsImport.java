package dev.lepton.ledger.ingest;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Job;
import dev.lepton.ledger.query.JobsTable;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Takes jobs in, as a reader delivers them one by one, in constant memory. */
public final class JobsImport {
    /** Reads a source: hands over its jobs and what could not be taken. */
    @FunctionalInterface
    public interface Source {
        void read(Consumer<Job> jobs, Consumer<Failure> failures);
    }

    private final Engine engine;
    private final Workspace.Draft draft;

    public JobsImport(Engine engine, Workspace.Draft draft) {
        this.engine = engine;
        this.draft = draft;
    }

    /**
     * Imports what {@code source} reads from {@code file}.
     *
     * @param options what changes the meaning of the file's bytes: its form, its time zone, what was drawn
     * @param replace whether it stands for the jobs of files with the same name
     * @param notes what readers of its figures should know
     */
    public ImportResult run(
            Path file, String options, boolean replace, Source source, List<String> notes, Instant now) {
        String sha256 = SourceFile.open(file)
                .fingerprint("jobs/1 " + options + notes, OutputStream.nullOutputStream(), Progress.silent());
        Optional<ImportResult> known = Restated.known(draft, Kind.JOBS, file, sha256, replace);
        if (known.isPresent()) {
            return known.get();
        }
        String path = draft.newPath(Kind.JOBS);
        Path target = draft.workspace().dir().resolve(path);
        engine.execute(JobsTable.create("new_jobs"));
        long[] rows = {0};
        FailuresFile failures = new FailuresFile(target);
        try (failures;
                DuckDBAppender appender =
                        ((DuckDBConnection) engine.connection()).createAppender("temp", "main", "new_jobs")) {
            source.read(
                    job -> {
                        Optional<String> unbelievable = unbelievable(job);
                        if (unbelievable.isEmpty()) {
                            append(appender, job);
                            rows[0]++;
                        } else {
                            failures.add(new Failure(file.toString(), 0, Reason.OUT_OF_RANGE, unbelievable.get()));
                        }
                    },
                    failures::add);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        engine.execute("COPY (SELECT * FROM new_jobs ORDER BY started) TO " + Engine.literal(target.toString())
                + " (FORMAT parquet, COMPRESSION zstd)");
        Segment segment = segment(file, path, sha256, rows[0], failures.count(), notes, now);
        engine.execute("DROP TABLE new_jobs");
        draft.commit(segment, Restated.by(draft, Kind.JOBS, file, replace && rows[0] > 0));
        return new ImportResult(segment, false, failures.first());
    }

    private Segment segment(
            Path file, String path, String sha256, long rows, long failures, List<String> notes, Instant now) {
        String[] span = {"", ""};
        engine.query("SELECT min(started), max(coalesce(ended, started)) FROM new_jobs", r -> {
            span[0] = UsageImport.iso(r.getObject(1, LocalDateTime.class));
            span[1] = UsageImport.iso(r.getObject(2, LocalDateTime.class));
        });
        return new Segment(
                path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')),
                Kind.JOBS,
                path,
                file.getFileName().toString(),
                sha256,
                now,
                rows,
                failures,
                span[0],
                span[1],
                notes);
    }

    /** What the job holds that is no believable number, a billion or more; empty when all is. */
    private static Optional<String> unbelievable(Job job) {
        BigDecimal most = BigDecimal.valueOf(1_000_000_000);
        return Stream.of(
                        held("gpus", job.resources().gpus()),
                        held("vcpus", job.resources().vcpus()),
                        held("memory_gib", job.resources().memoryGib()),
                        held("peak memory in GiB", job.utilisation().peakMemoryGib()))
                .flatMap(Optional::stream)
                .filter(h -> h.getValue().compareTo(most) >= 0)
                .map(h -> h.getKey() + " of job '" + job.id() + "' is '" + h.getValue() + "', not below a billion")
                .findFirst();
    }

    private static Optional<Map.Entry<String, BigDecimal>> held(String name, Optional<BigDecimal> amount) {
        return amount.map(a -> Map.entry(name, a));
    }

    private static void append(DuckDBAppender appender, Job job) {
        try {
            appender.beginRow();
            appender.append(job.id()).append(job.name());
            text(appender, job.owner().user());
            text(appender, job.owner().team());
            text(appender, job.partition());
            text(appender, job.state().map(s -> s.word()));
            time(appender, job.lifetime().submitted());
            time(appender, job.lifetime().started());
            time(appender, job.lifetime().ended());
            units(appender, Resource.GPU, job.resources().gpus());
            units(appender, Resource.CPU, job.resources().vcpus());
            units(appender, Resource.RAM, job.resources().memoryGib());
            text(appender, job.resources().gpuModel());
            text(appender, job.nodes().isEmpty() ? Optional.empty() : Optional.of(String.join(",", job.nodes())));
            text(
                    appender,
                    Optional.of(job.labels().pairs()).filter(p -> !p.isEmpty()).map(LabelText::of));
            fraction(appender, job.utilisation().gpu());
            fraction(appender, job.utilisation().cpu());
            units(appender, Resource.RAM, job.utilisation().peakMemoryGib());
            appender.endRow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void text(DuckDBAppender appender, Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            appender.append(value.get());
        } else {
            appender.appendNull();
        }
    }

    private static void time(DuckDBAppender appender, Optional<Instant> value) throws SQLException {
        if (value.isPresent()) {
            appender.append(LocalDateTime.ofInstant(value.get(), ZoneOffset.UTC).withNano(0));
        } else {
            appender.appendNull();
        }
    }

    private static void units(DuckDBAppender appender, Resource resource, Optional<BigDecimal> wholes)
            throws SQLException {
        @Nullable
        Long units = wholes.map(w -> Units.count(resource, w).longValueExact()).orElse(null);
        if (units == null) {
            appender.appendNull();
        } else {
            appender.append(units.longValue());
        }
    }

    private static void fraction(DuckDBAppender appender, Optional<BigDecimal> value) throws SQLException {
        if (value.isPresent()) {
            appender.append(value.get().doubleValue());
        } else {
            appender.appendNull();
        }
    }
}
