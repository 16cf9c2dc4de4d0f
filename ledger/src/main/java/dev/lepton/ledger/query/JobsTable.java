package dev.lepton.ledger.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns that jobs are stored in; amounts in the units of {@link dev.lepton.core.billing.Units}. */
public final class JobsTable {
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("job", "VARCHAR");
        COLUMNS.put("name", "VARCHAR");
        COLUMNS.put("user", "VARCHAR");
        COLUMNS.put("team", "VARCHAR");
        COLUMNS.put("partition", "VARCHAR");
        COLUMNS.put("state", "VARCHAR");
        COLUMNS.put("submitted", "TIMESTAMP");
        COLUMNS.put("started", "TIMESTAMP");
        COLUMNS.put("ended", "TIMESTAMP");
        COLUMNS.put("gpu", "BIGINT");
        COLUMNS.put("cpu", "BIGINT");
        COLUMNS.put("ram", "BIGINT");
        COLUMNS.put("gpu_model", "VARCHAR");
        COLUMNS.put("nodes", "VARCHAR");
        COLUMNS.put("labels", "VARCHAR");
        COLUMNS.put("gpu_utilisation", "DOUBLE");
        COLUMNS.put("cpu_utilisation", "DOUBLE");
        COLUMNS.put("ram_peak", "BIGINT");
    }

    private JobsTable() {}

    /** The statement that makes an empty table of jobs. */
    public static String create(String table) {
        return "CREATE OR REPLACE TEMP TABLE " + table + " ("
                + COLUMNS.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\" " + e.getValue())
                        .collect(Collectors.joining(", "))
                + ")";
    }

    static String emptySelect() {
        return "SELECT "
                + COLUMNS.entrySet().stream()
                        .map(e -> "NULL::" + e.getValue() + " AS \"" + e.getKey() + "\"")
                        .collect(Collectors.joining(", "))
                + " WHERE false";
    }
}
