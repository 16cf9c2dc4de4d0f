package dev.lepton.core.evidence;

/**
 * A row that was not taken.
 *
 * @param file where it stands
 * @param line its line in the file, the header being line 1; for Parquet the row number
 * @param reason why, of a kind that can be counted
 * @param detail the column and the value that were wrong, in the user's words
 */
public record Failure(String file, long line, Reason reason, String detail) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + detail + " (" + reason.words() + ")";
    }
}
