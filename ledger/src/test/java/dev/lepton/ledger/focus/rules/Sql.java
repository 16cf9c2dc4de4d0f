package dev.lepton.ledger.focus.rules;

/** Spells texts and names so that DuckDB reads them as such. */
final class Sql {
    private Sql() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String name(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    /** The column's value as text, whatever its type. */
    static String asText(String column) {
        return "CAST(" + name(column) + " AS VARCHAR)";
    }

    /** The column's value as a floating-point number, null where it is not one. */
    static String asNumber(String column) {
        return "TRY_CAST(" + asText(column) + " AS DOUBLE)";
    }
}
