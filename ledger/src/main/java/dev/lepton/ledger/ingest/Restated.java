package dev.lepton.ledger.ingest;

import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a file says again, told by its name: bills, usage and jobs that were corrected at the source. */
final class Restated {
    private Restated() {}

    /** The segments that {@code file} stands for: those of the same kind and name when it replaces them, else none. A file of which
     * nothing could be taken replaces nothing. */
    static List<String> by(Workspace.Draft draft, Kind kind, Path file, boolean replace) {
        String name = file.getFileName().toString();
        return replace
                ? draft.workspace().manifest().of(kind).stream()
                        .filter(s -> s.source().equals(name))
                        .map(Segment::id)
                        .toList()
                : List.of();
    }

    /**
     * The result for bytes that were imported before. With {@code replace} the other segments of the file's name go, so
     * that what counts of that name is what the file says, whichever edition came last.
     */
    static Optional<ImportResult> known(Workspace.Draft draft, Kind kind, Path file, String sha256, boolean replace) {
        return draft.workspace().manifest().bySource(kind, sha256).map(segment -> {
            List<String> others = by(draft, kind, file, replace).stream()
                    .filter(id -> !id.equals(segment.id()))
                    .toList();
            if (!others.isEmpty()) {
                draft.drop(others);
            }
            return new ImportResult(segment, others.isEmpty(), List.of());
        });
    }
}
