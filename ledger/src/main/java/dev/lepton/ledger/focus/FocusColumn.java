package dev.lepton.ledger.focus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One column of the FOCUS Cost and Usage dataset.
 *
 * @param name as the specification writes it
 * @param type what it holds
 * @param since version it came with
 * @param until version it is gone from, if it is
 */
public record FocusColumn(String name, Type type, String since, Optional<String> until) {
    /** What a column holds. */
    public enum Type {
        TEXT("VARCHAR"),
        MONEY("DECIMAL(38,18)"),
        NUMBER("DECIMAL(38,18)"),
        TIME("TIMESTAMP"),
        /** Key-value pairs, kept as JSON text. */
        JSON("VARCHAR");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** The type it is stored as. */
        public String sql() {
            return sql;
        }
    }

    private static final List<FocusColumn> ALL = load();

    /** Every column of every version, in the order they are stored. */
    public static List<FocusColumn> all() {
        return ALL;
    }

    /** The columns of one version, for instance {@code "1.2"}. */
    public static List<FocusColumn> of(String version) {
        return ALL.stream()
                .filter(c -> c.since.compareTo(version) <= 0
                        && c.until.map(u -> version.compareTo(u) < 0).orElse(true))
                .toList();
    }

    private static List<FocusColumn> load() {
        List<FocusColumn> columns = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FocusColumn.class.getResourceAsStream("columns.txt")),
                StandardCharsets.UTF_8))) {
            for (String line : reader.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] f = line.split(" ", -1);
                columns.add(new FocusColumn(
                        f[0],
                        Type.valueOf(f[1].toUpperCase(Locale.ROOT)),
                        f[2],
                        f.length > 3 ? Optional.of(f[3]) : Optional.empty()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(columns);
    }
}
