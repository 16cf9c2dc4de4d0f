package dev.lepton.ledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segments that are the workspace's facts. A file that no manifest names does not exist for a reader.
 *
 * @param format version of this form, 1
 * @param version grows by one with each commit
 * @param segments in the order they were imported
 */
public record Manifest(int format, long version, List<Segment> segments) {
    /** The form written by this version of Lepton. */
    public static final int FORMAT = 1;

    public Manifest {
        segments = List.copyOf(segments);
    }

    static Manifest empty() {
        return new Manifest(FORMAT, 0, List.of());
    }

    /** The segments of one kind, oldest first. */
    public List<Segment> of(Kind kind) {
        return segments.stream().filter(s -> s.kind() == kind).toList();
    }

    /** The segment that came from the same bytes read the same way, if they were imported before. */
    public Optional<Segment> bySource(Kind kind, String sha256) {
        return segments.stream()
                .filter(s -> s.kind() == kind && s.sha256().equals(sha256))
                .findFirst();
    }

    Manifest with(Segment segment) {
        List<Segment> all = new ArrayList<>(segments);
        all.add(segment);
        return new Manifest(FORMAT, version + 1, all);
    }

    Manifest without(List<String> ids) {
        return new Manifest(
                FORMAT,
                version,
                segments.stream().filter(s -> !ids.contains(s.id())).toList());
    }
}
