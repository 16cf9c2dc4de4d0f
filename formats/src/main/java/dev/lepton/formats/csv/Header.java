package dev.lepton.formats.csv;

import dev.lepton.core.evidence.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The first row of a file, held against the columns its reader knows. */
final class Header {
    private static final int LONGEST_SHOWN = 500;

    private final List<String> written;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private final boolean[] wanted;

    Header(Path file, Columns columns, List<String> written, long line) {
        this.written = written;
        this.wanted = new boolean[written.size()];
        List<String> names = names(written);
        List<String> missing = columns.missingFrom(names);
        if (!missing.isEmpty()) {
            throw missing(file, line, columns, missing);
        }
        for (int i = 0; i < names.size(); i++) {
            if (!columns.know(names.get(i))) {
                ignored.add(written.get(i).strip());
            } else if (index.put(names.get(i), i) == null) {
                wanted[i] = true;
            } else {
                throw Problem.input(
                        file + ":" + line + ": the column '" + names.get(i) + "' stands twice in the header.",
                        "Maybe take one of them out.");
            }
        }
    }

    /** Names as they are looked up: stripped, lower case. */
    static List<String> names(List<String> written) {
        return written.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private Problem missing(Path file, long line, Columns columns, List<String> missing) {
        String found = Refused.shortened(String.join(", ", written), LONGEST_SHOWN);
        String needed = String.join(", ", columns.required()).replace("|", " or ");
        boolean otherSeparator = written.size() == 1 && written.get(0).matches("(?s).*[;\t|].*");
        return Problem.input(
                file + ":" + line + ": the header lacks " + String.join(", ", missing) + ". It has: " + found
                        + ". Needed: " + needed + ".",
                otherSeparator
                        ? "Maybe its fields are kept apart by something else than expected; save it with commas."
                        : "Maybe it is a file of another kind, or its header line is missing.");
    }

    List<String> written() {
        return written;
    }

    /** Known columns by name, and where they stand. */
    Map<String, Integer> index() {
        return index;
    }

    /** Columns that are not known, as written. */
    List<String> ignored() {
        return ignored;
    }

    boolean[] wanted() {
        return wanted.clone();
    }
}
