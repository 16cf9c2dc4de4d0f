package dev.lepton.ledger.focus.rules;

import java.util.List;

/**
 * What each {@link Shape} demands of a value, as a DuckDB predicate that is null where there is no value.
 *
 * <p>The demands are those of the FOCUS attributes that the model's check functions name: NumericFormat, DateTimeFormat,
 * StringHandling, UnitFormat, KeyValueFormat and CurrencyFormat of FOCUS 1.2.
 */
final class ShapeSql {
    private static final String NUMBER = "^-?([0-9]*[.])?[0-9]+([eE]-?[0-9]+)?$";
    private static final String UTC_SECOND = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$";
    private static final String WORDS = "[A-Za-z][A-Za-z0-9]*( [A-Za-z][A-Za-z0-9]*)*";
    private static final String PERIOD = "(Year|Month|Day|Hour|Minute|Second)";
    private static final String UNIT =
            "^([0-9]+ )?" + WORDS + "(-" + PERIOD + "s)?(/(" + PERIOD + "|[0-9]+ " + PERIOD + "s))?$";

    /** The words whose capital letters UnitFormat fixes: data sizes, periods and counts. */
    private static final List<String> UNIT_WORDS =
            List.of(("b Kb Mb Gb Tb Pb Eb B KB MB GB TB PB EB Kib Mib Gib Tib Pib Eib KiB MiB GiB TiB PiB EiB "
                            + "Year Years Month Months Day Days Hour Hours Minute Minutes Second Seconds "
                            + "Count Counts Unit Units Request Requests Token Tokens Connection Connections "
                            + "Certificate Certificates Domain Domains Core Cores")
                    .split(" "));

    private static final String[] NUMBERS = {"DECIMAL", "DOUBLE", "FLOAT"};

    private final FocusTable table;

    ShapeSql(FocusTable table) {
        this.table = table;
    }

    /** True where the value of {@code column} has the shape, false where it has not, null where there is none. */
    String holds(String column, Shape shape) {
        return "CASE WHEN " + Sql.name(column) + " IS NULL THEN NULL ELSE coalesce(" + demand(column, shape)
                + ", false) END";
    }

    private String demand(String column, Shape shape) {
        String text = Sql.asText(column);
        return switch (shape) {
            case TYPE_DECIMAL -> declared(column, NUMBERS) + " AND " + finite(column);
            case TYPE_STRING -> declared(column, "VARCHAR");
            case TYPE_DATE_TIME ->
                declared(column, "TIMESTAMP") + " AND TRY_CAST(" + text + " AS TIMESTAMP) IS NOT NULL";
            case DECIMAL_VALUE -> finite(column);
            case FORMAT_NUMERIC -> isNumberByType(column) ? finite(column) : matches(text, NUMBER);
            case FORMAT_STRING -> "NOT contains(" + text + ", chr(65533))";
            case FORMAT_DATE_TIME -> dateTimeFormat(column);
            case FORMAT_UNIT -> matches(text, UNIT) + " AND " + knownWordsSpelled(text);
            case FORMAT_KEY_VALUE -> keyValueFormat(column);
            case FORMAT_CURRENCY -> currencyFormat(text);
            case NATIONAL_CURRENCY -> text + " IN (SELECT code FROM currency)";
        };
    }

    /** A CSV field has no type; what a Parquet file declares must be one of {@code types}, whatever its parameters. */
    private String declared(String column, String... types) {
        boolean right = table.source() == FocusTable.Source.CSV
                || List.of(types).stream().anyMatch(table.type(column)::startsWith);
        return Boolean.toString(right);
    }

    /** A number that the file holds as such has no notation to judge. */
    private boolean isNumberByType(String column) {
        return table.source() == FocusTable.Source.PARQUET
                && List.of(NUMBERS).stream().anyMatch(table.type(column)::startsWith);
    }

    private static String finite(String column) {
        return "isfinite(" + Sql.asNumber(column) + ")";
    }

    private static String matches(String text, String pattern) {
        return "regexp_matches(" + text + ", " + Sql.text(pattern) + ")";
    }

    private String dateTimeFormat(String column) {
        if (table.source() == FocusTable.Source.PARQUET && table.type(column).startsWith("TIMESTAMP")) {
            return "true";
        }
        String text = Sql.asText(column);
        return matches(text, UTC_SECOND) + " AND TRY_CAST(" + text + " AS TIMESTAMP) IS NOT NULL";
    }

    private static String knownWordsSpelled(String text) {
        String known = "['" + String.join("', '", UNIT_WORDS) + "']";
        return "len(list_filter(regexp_extract_all(" + text + ", '[A-Za-z][A-Za-z0-9]*'), lambda word: list_contains("
                + "list_transform(" + known + ", lambda w: lower(w)), lower(word)) AND NOT list_contains(" + known
                + ", word))) = 0";
    }

    private String keyValueFormat(String column) {
        String json = Sql.asText(column);
        return declared(column, "VARCHAR", "JSON") + " AND CASE WHEN json_valid(" + json + ") AND json_type(" + json
                + ") = 'OBJECT' THEN len(json_keys(" + json + ")) = len(list_distinct(json_keys(" + json
                + "))) AND len(list_filter(json_extract(" + json
                + ", '$.*'), lambda v: json_type(v) IN ('OBJECT', 'ARRAY'))) = 0 ELSE false END";
    }

    /** A national code as the list spells it, or the name of a virtual currency: not a national code spelled wrongly. */
    private static String currencyFormat(String text) {
        return "(" + text + " IN (SELECT code FROM currency) OR (trim(" + text + ") <> '' AND upper(trim(" + text
                + ")) NOT IN (SELECT code FROM currency)))";
    }
}
