package dev.lepton.formats.csv;

import dev.lepton.core.evidence.Reason;

/** A row that cannot be taken. Thrown by a {@link RowReader}, it becomes a failure of that row and never leaves the reader. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_SHOWN = 80;

    private final Reason reason;

    /** {@code detail} names the column and its value in the user's words. */
    public Refused(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Refused because {@code column} holds {@code value}. */
    public static Refused value(Reason reason, String column, String value) {
        return new Refused(reason, column + " is '" + shortened(value) + "'");
    }

    /** Refused because {@code column} is empty. */
    public static Refused empty(String column) {
        return new Refused(Reason.MISSING_VALUE, column + " is empty");
    }

    public Reason reason() {
        return reason;
    }

    /** The column and the value that were wrong. */
    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    static String shortened(String value) {
        return shortened(value, LONGEST_SHOWN);
    }

    static String shortened(String value, int longest) {
        return value.length() <= longest ? value : value.substring(0, longest) + "…";
    }
}
