package dev.lepton.ledger.ingest;

import dev.lepton.core.evidence.Failure;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes usage samples in. A Parquet file that is in order becomes a segment as it is; anything else is written again
 * without the rows that were refused. Beside each segment stand its sums by node and hour ({@code .hours.parquet}).
 */
public final class UsageImport {
    private final Engine engine;
    private final Workspace.Draft draft;
    private final Progress progress;

    public UsageImport(Engine engine, Workspace.Draft draft, Progress progress) {
        this.engine = engine;
        this.draft = draft;
        this.progress = progress;
    }

    /**
     * Imports {@code file}.
     *
     * @param sampleSeconds how long a sample stands for where the file does not say; zero when not given
     * @param replace whether it stands for the samples of files with the same name
     * @param notes what readers of its figures should know
     * @param now when
     */
    public ImportResult run(Path file, long sampleSeconds, boolean replace, List<String> notes, Instant now) {
        SourceFile source = SourceFile.open(file);
        String path = draft.newPath(Kind.USAGE);
        Path target = draft.workspace().dir().resolve(path);
        boolean parquet = source.form() == SourceFile.Form.PARQUET;
        String sha;
        try (OutputStream copy = parquet ? Files.newOutputStream(target) : OutputStream.nullOutputStream()) {
            sha = source.fingerprint("usage/1 " + sampleSeconds + " " + notes, copy, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<ImportResult> known = Restated.known(draft, Kind.USAGE, file, sha, replace);
        if (known.isPresent()) {
            deleteIfThere(target);
            return known.get();
        }
        UsageColumns usage =
                new UsageColumns(file.toString(), source.columns(engine, source.relation()), sampleSeconds);
        progress.at("checking", 0, 1);
        Refused refused = new Refused(engine, source, usage.refusal());
        String hours = Engine.literal(target.toString().replace(".parquet", ".hours.parquet"));
        List<Failure> failures = source.read(engine, () -> taken(file, source, usage, refused, target, hours));
        return commit(file, path, sha, hours, failures, refused.count(), usage, replace, notes, now);
    }

    /** Makes the segment and its sums; returns the first failures. */
    private List<Failure> taken(
            Path file, SourceFile source, UsageColumns usage, Refused refused, Path target, String hours) {
        boolean inOrder = source.form() == SourceFile.Form.PARQUET
                && usage.complete()
                && unfit(source.relation(), usage) == 0
                && sums(source.relation(), usage, hours) == 0;
        if (inOrder) {
            return List.of();
        }
        List<Failure> failures = refused.list(file, target);
        engine.execute("COPY ("
                + usage.hourly("(SELECT " + usage.typed() + " FROM " + source.relation() + " WHERE " + usage.refusal()
                        + " IS NULL)")
                + ") TO " + Engine.literal(target.toString())
                + " (FORMAT parquet, COMPRESSION zstd)");
        SourceFile written = new SourceFile(target, SourceFile.Form.PARQUET);
        sums(
                written.relation(),
                new UsageColumns(target.toString(), written.columns(engine, written.relation()), 0),
                hours);
        return failures;
    }

    private ImportResult commit(
            Path file,
            String path,
            String sha,
            String hours,
            List<Failure> failures,
            long refused,
            UsageColumns usage,
            boolean replace,
            List<String> notes,
            Instant now) {
        long[] rows = {0};
        String[] span = {"", ""};
        String data = Engine.literal(draft.workspace().dir().resolve(path).toString());
        engine.query("SELECT count(*) FROM read_parquet(" + data + ")", r -> rows[0] = r.getLong(1));
        engine.query("SELECT min(first_ts), max(last_ts) FROM read_parquet(" + hours + ")", r -> {
            span[0] = iso(r.getObject(1, LocalDateTime.class));
            span[1] = iso(r.getObject(2, LocalDateTime.class));
        });
        List<String> all = new ArrayList<>(notes);
        if (!usage.unused().isEmpty()) {
            all.add("columns not used: " + String.join(", ", usage.unused()));
        }
        Segment segment = new Segment(
                path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')),
                Kind.USAGE,
                path,
                file.getFileName().toString(),
                sha,
                now,
                rows[0],
                refused,
                span[0],
                span[1],
                all);
        List<String> replaced = Restated.by(draft, Kind.USAGE, file, replace && rows[0] > 0);
        segment = segment.noted(Doubled.notes(engine, draft.workspace(), segment, replaced));
        draft.commit(segment, replaced);
        return new ImportResult(segment, false, failures);
    }

    /** How many rows cannot be taken as they are. */
    private long unfit(String relation, UsageColumns usage) {
        long[] count = {0};
        engine.query("SELECT count(*) FROM " + relation + " WHERE " + usage.unfit(), r -> count[0] = r.getLong(1));
        return count[0];
    }

    /**
     * Writes the sums by node and hour, as decimals, since Parquet has no whole numbers of 128 bits; returns how many
     * amounts could not be summed.
     */
    private long sums(String relation, UsageColumns usage, String hours) {
        engine.execute(
                "COPY (SELECT cluster, node, date_trunc('hour', ts) AS hour, sum(ca)::DECIMAL(38,0) AS ca, sum(ra)::DECIMAL(38,0) AS ra, "
                        + "sum(ga)::DECIMAL(38,0) AS ga, count(*) AS samples, min(ts) AS first_ts, max(ts) + to_seconds(max(seconds)) AS last_ts, "
                        + "3 * count(*) - count(ca) - count(ra) - count(ga) AS unsummed FROM ("
                        + usage.samples(relation) + ") GROUP BY ALL) TO " + hours + " (FORMAT parquet)");
        long[] count = {0};
        engine.query(
                "SELECT coalesce(sum(unsummed), 0)::BIGINT FROM read_parquet(" + hours + ")",
                r -> count[0] = r.getLong(1));
        return count[0];
    }

    static String iso(java.time.@org.jspecify.annotations.Nullable LocalDateTime time) {
        return time == null ? "" : time.toInstant(ZoneOffset.UTC).toString();
    }

    static void deleteIfThere(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
