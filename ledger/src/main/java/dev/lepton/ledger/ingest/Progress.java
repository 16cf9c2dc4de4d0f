package dev.lepton.ledger.ingest;

/** Is told how far a long work has come. */
@FunctionalInterface
public interface Progress {
    /** {@code done} of {@code total} bytes of {@code what} are done. */
    void at(String what, long done, long total);

    /** For those who do not look. */
    static Progress silent() {
        return (what, done, total) -> {};
    }
}
