package dev.lepton.core.evidence;

import java.util.List;

/**
 * What reading a bulk input gave: the rows that were good and the failures that were not. Rows and failures together
 * are the lines read; nothing is swallowed and no bad row stops the rest.
 */
public record Ingested<T>(List<T> rows, List<Failure> failures) {
    public Ingested {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
    }

    /** Data lines read: rows and failures. */
    public long linesRead() {
        return (long) rows.size() + failures.size();
    }
}
