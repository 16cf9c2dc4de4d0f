package dev.lepton.ledger.ingest;

import dev.lepton.ledger.query.Facts;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Manifest;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples of one usage file that an earlier one has, too: the same start, machine and workload. They are counted twice;
 * which of the two is right only their owner knows, so none is dropped. Found once, when the later file is imported, and
 * kept in its segment's notes.
 *
 * @param samples how many
 * @param source the later file
 * @param earlier the file that had them before
 */
public record Doubled(long samples, String source, String earlier) {
    private static final Pattern NOTE =
            Pattern.compile("(\\d+) samples are in (.+) too \\(segment (\\S+)\\): counted twice");

    /** What tells one sample from another: its start, its machine, its workload, or its owner where no workload is named. */
    private static final String IDENTITY =
            "ts, node, hash(coalesce(cluster, ''), namespace, controller, pod, container, job, "
                    + "CASE WHEN coalesce(namespace, controller, pod, container, job) IS NULL "
                    + "THEN concat_ws('/', team, owner, product, department, environment, model) END) AS who";

    /** All that is counted twice in a workspace as it is now; what was replaced since is not. */
    public static List<Doubled> in(Manifest manifest) {
        List<Doubled> all = new ArrayList<>();
        for (Segment segment : manifest.of(Kind.USAGE)) {
            for (String note : segment.notes()) {
                Matcher matcher = NOTE.matcher(note);
                boolean there = matcher.matches()
                        && manifest.of(Kind.USAGE).stream().anyMatch(s -> s.id().equals(matcher.group(3)));
                if (there) {
                    all.add(new Doubled(Long.parseLong(matcher.group(1)), segment.source(), matcher.group(2)));
                }
            }
        }
        return all;
    }

    /**
     * Notes on what {@code segment}, already written but not yet committed, has in common with earlier ones. Only those
     * are read that have samples of the same machine in the same hour, and of them only the time they share.
     */
    static List<String> notes(Engine engine, Workspace workspace, Segment segment, List<String> replaced) {
        List<String> notes = new ArrayList<>();
        for (Segment other : workspace.manifest().of(Kind.USAGE)) {
            if (!replaced.contains(other.id()) && overlap(segment, other) && meet(engine, workspace, segment, other)) {
                long[] count = {0};
                engine.query(
                        "SELECT count(*) FROM (" + samples(engine, workspace, segment, other) + ") SEMI JOIN ("
                                + samples(engine, workspace, other, segment) + ") USING (ts, node, who)",
                        r -> count[0] = r.getLong(1));
                if (count[0] > 0) {
                    notes.add(count[0] + " samples are in " + other.source() + " too (segment " + other.id()
                            + "): counted twice");
                }
            }
        }
        return notes;
    }

    private static boolean overlap(Segment a, Segment b) {
        return !a.from().isEmpty()
                && !b.from().isEmpty()
                && Instant.parse(a.from()).isBefore(Instant.parse(b.to()))
                && Instant.parse(b.from()).isBefore(Instant.parse(a.to()));
    }

    private static boolean meet(Engine engine, Workspace workspace, Segment a, Segment b) {
        boolean[] meet = {false};
        engine.query(
                "SELECT count(*) > 0 FROM " + hours(workspace, a) + " SEMI JOIN " + hours(workspace, b)
                        + " USING (node, hour)",
                r -> meet[0] = r.getBoolean(1));
        return meet[0];
    }

    private static String hours(Workspace workspace, Segment segment) {
        Path file = workspace.dir().resolve(segment.sibling(".hours.parquet"));
        return "(SELECT node, hour FROM read_parquet(" + Engine.literal(file.toString()) + "))";
    }

    /** The samples of {@code segment} in the time of {@code other}. */
    private static String samples(Engine engine, Workspace workspace, Segment segment, Segment other) {
        SourceFile file = new SourceFile(workspace.file(segment), SourceFile.Form.PARQUET);
        Map<String, String> columns = file.columns(engine, file.relation());
        UsageColumns usage = new UsageColumns(segment.source(), columns, 0);
        return "SELECT " + IDENTITY + " FROM (" + usage.samples(file.relation()) + ") WHERE ts BETWEEN "
                + Facts.literal(Instant.parse(other.from())) + " AND " + Facts.literal(Instant.parse(other.to()));
    }
}
