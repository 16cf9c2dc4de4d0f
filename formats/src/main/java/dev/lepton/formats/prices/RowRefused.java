package dev.lepton.formats.prices;

import dev.lepton.core.evidence.Reason;

/** Thrown inside a reader to give up the line at hand; becomes a failure with the line's number. */
final class RowRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    RowRefused(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
