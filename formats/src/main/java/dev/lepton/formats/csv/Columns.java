package dev.lepton.formats.csv;

import java.util.List;
import java.util.Locale;

/**
 * The columns a reader knows, in lower case; a file may have them in any order and any case.
 *
 * @param required those a file must have; {@code "alloctres|reqtres"} is one of two
 * @param optional those it may have; a name that ends in {@code *} stands for all that begin so
 */
public record Columns(List<String> required, List<String> optional) {
    public Columns {
        required = required.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        optional = optional.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Columns that must all be there. */
    public static Columns needing(String... required) {
        return new Columns(List.of(required), List.of());
    }

    /** These, and {@code optional} ones that may be there. */
    public Columns allowing(String... optional) {
        return new Columns(required, List.of(optional));
    }

    /** Whether a reader knows the column {@code name}, given in lower case. */
    boolean know(String name) {
        return required.stream().anyMatch(r -> List.of(r.split("\\|")).contains(name))
                || optional.stream()
                        .anyMatch(o ->
                                o.endsWith("*") ? name.startsWith(o.substring(0, o.length() - 1)) : o.equals(name));
    }

    /** The required columns that {@code found} lacks. */
    List<String> missingFrom(List<String> found) {
        return required.stream()
                .filter(r -> List.of(r.split("\\|")).stream().noneMatch(found::contains))
                .map(r -> r.replace("|", " or "))
                .toList();
    }
}
