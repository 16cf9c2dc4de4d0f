package dev.lepton.ledger.export;

import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.focus.FocusColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The versions of FOCUS that are written. */
public enum FocusVersion {
    V1_2("1.2"),
    V1_4("1.4");

    private final String number;

    FocusVersion(String number) {
        this.number = number;
    }

    /** As the specification is numbered. */
    public String number() {
        return number;
    }

    /**
     * The version that {@code text} names.
     *
     * @throws Problem if it names none that is written
     */
    public static FocusVersion parse(String text) {
        for (FocusVersion version : values()) {
            if (version.number.equals(text)) {
                return version;
            }
        }
        throw Problem.input("FOCUS " + text + " is not written.", "Maybe --focus-version 1.2 or 1.4.");
    }

    /** Its columns, in the specification's order. */
    List<FocusColumn> columns() {
        return FocusColumn.of(number);
    }

    /** Columns of other versions: they stand after its own, as {@code x_Lepton…}. */
    List<FocusColumn> foreign() {
        Set<FocusColumn> own = new HashSet<>(columns());
        return FocusColumn.all().stream().filter(c -> !own.contains(c)).toList();
    }
}
