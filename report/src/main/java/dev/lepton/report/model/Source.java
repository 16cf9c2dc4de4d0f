package dev.lepton.report.model;

/**
 * A file of evidence that figures rest on.
 *
 * @param file its name as the user gave it
 * @param kind what it holds, as {@code lepton import} names it: {@code focus}, {@code usage}, {@code jobs}
 * @param rows data lines taken
 * @param failures data lines not taken
 */
public record Source(String file, String kind, long rows, long failures) {
    public Source {
        Check.named("A source", file);
        Check.that(rows >= 0 && failures >= 0, "'" + file + "' cannot have a negative number of rows or failures.");
    }
}
