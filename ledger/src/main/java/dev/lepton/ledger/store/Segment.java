package dev.lepton.ledger.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One immutable file of facts and where it came from.
 *
 * @param id unique in the workspace, never used again
 * @param kind what it holds
 * @param path relative to the workspace
 * @param source name of the file that was imported
 * @param sha256 of that file's bytes with the options that change its meaning: the same again is not imported twice
 * @param importedAt when
 * @param rows facts in it
 * @param failures rows of the source that were not taken; listed in {@code failures/<id>.csv}
 * @param from first instant of its facts, ISO 8601; empty when they have none
 * @param to last instant of its facts, ISO 8601; empty when they have none
 * @param notes what a reader of its figures should know, for instance that utilisation was drawn
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Segment(
        String id,
        Kind kind,
        String path,
        String source,
        String sha256,
        Instant importedAt,
        long rows,
        long failures,
        String from,
        String to,
        List<String> notes) {
    public Segment {
        notes = List.copyOf(notes);
    }

    /** The same with further notes. */
    public Segment noted(List<String> further) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(further);
        return new Segment(id, kind, path, source, sha256, importedAt, rows, failures, from, to, all);
    }

    /** The file of a segment that goes with this one under another ending, for instance its per-hour sums. */
    public String sibling(String ending) {
        return path.substring(0, path.indexOf('.', path.lastIndexOf('/'))) + ending;
    }
}
