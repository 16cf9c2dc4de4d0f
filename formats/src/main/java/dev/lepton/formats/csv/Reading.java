package dev.lepton.formats.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * What reading one file came to. Rows and failures together are its data lines.
 *
 * @param rows data lines that were taken
 * @param failures data lines that were not
 * @param ignoredColumns columns of the file that Lepton does not know, as written
 * @param notes what a user should know about the rows that were taken
 */
public record Reading(long rows, long failures, List<String> ignoredColumns, List<Note> notes) {
    public Reading {
        ignoredColumns = List.copyOf(ignoredColumns);
        notes = List.copyOf(notes);
    }

    /** Records in the file after its header, blank lines aside. */
    public long dataLines() {
        return rows + failures;
    }

    /** This reading with {@code more} notes, those that count nothing left out. */
    public Reading noting(Note... more) {
        List<Note> all = new ArrayList<>(notes);
        for (Note note : more) {
            if (note.count() > 0) {
                all.add(note);
            }
        }
        return new Reading(rows, failures, ignoredColumns, all);
    }

    /**
     * Something that holds of {@code count} rows.
     *
     * @param count how many
     * @param words what, for instance {@code "jobs have no end yet"}
     */
    public record Note(long count, String words) {}
}
