package dev.lepton.ledger.ingest;

import dev.lepton.core.evidence.Failure;
import dev.lepton.ledger.store.Segment;
import java.util.List;

/**
 * What an import did.
 *
 * @param segment the facts, new or known already
 * @param known whether the same file was imported before, so that nothing changed
 * @param failures the first failures, at most {@link #SHOWN}; all of them stand in the segment's failures file
 */
public record ImportResult(Segment segment, boolean known, List<Failure> failures) {
    /** How many failures are kept for showing. */
    public static final int SHOWN = 20;

    public ImportResult {
        failures = List.copyOf(failures);
    }
}
