package dev.lepton.core.predict;

import java.util.List;

/**
 * Projects that can be learnt from, and what was done to the table for that.
 *
 * @param train what is learnt from
 * @param test what is held back to check against; without rows where the table names none
 * @param changes cells that were read or set otherwise than written
 * @param dropped lines that were left out
 * @param notes what else was done, column by column
 */
public record Cleaned(Projects train, Projects test, List<Change> changes, List<Dropped> dropped, List<String> notes) {
    /** A cell that was changed or is odd and was kept, and why. */
    public record Change(long line, String column, String from, String to, String why) {}

    /** A line that was left out, and why. */
    public record Dropped(long line, String reason) {}

    public Cleaned {
        changes = List.copyOf(changes);
        dropped = List.copyOf(dropped);
        notes = List.copyOf(notes);
    }
}
