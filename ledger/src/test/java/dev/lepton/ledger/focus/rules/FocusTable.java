package dev.lepton.ledger.focus.rules;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A FOCUS file as a DuckDB table named {@code focus}, beside a table {@code currency(code)}.
 *
 * <p>A CSV field is text: no type is guessed from it. An empty field and a bare {@code NULL} are nulls; a quoted empty
 * field is an empty text. A Parquet column keeps the type that the file declares.
 */
final class FocusTable implements AutoCloseable {
    /** Where the types of the columns come from. */
    enum Source {
        CSV,
        PARQUET
    }

    private final Connection connection;
    private final Path file;
    private final Source source;
    private final Map<String, String> typeByColumn;

    private FocusTable(Connection connection, Path file, Source source) throws SQLException {
        this.connection = connection;
        this.file = file;
        this.source = source;
        this.typeByColumn = columnsOf(connection);
    }

    /** Opens a file whose name ends in {@code .parquet}, {@code .csv} or {@code .csv.gz}. */
    static FocusTable open(Path file) throws SQLException {
        Source source = String.valueOf(file.getFileName()).endsWith(".parquet") ? Source.PARQUET : Source.CSV;
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE focus AS FROM " + reader(file, source));
            statement.execute("CREATE TABLE currency AS SELECT currency_codes AS code FROM read_csv("
                    + Sql.text(currencyCodes().toString()) + ", header = true)");
            return new FocusTable(connection, file, source);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static String reader(Path file, Source source) {
        String name = Sql.text(file.toString());
        return switch (source) {
            case PARQUET -> "read_parquet(" + name + ")";
            case CSV ->
                "read_csv(" + name + ", all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"',"
                        + " nullstr = ['', 'NULL'], allow_quoted_nulls = false)";
        };
    }

    private static Path currencyCodes() {
        try {
            Path codes = Path.of(Objects.requireNonNull(FocusTable.class.getResource("currency-codes.csv"))
                    .toURI());
            if (!Files.isReadable(codes)) {
                throw new IOException("cannot read " + codes);
            }
            return codes;
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("the bundled currency codes are missing", e);
        }
    }

    private static Map<String, String> columnsOf(Connection connection) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'focus'"
                                + " ORDER BY column_index")) {
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        }
        return columns;
    }

    /** Changes the table in place: the file itself stays as it is. */
    void change(String statementSql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statementSql);
        }
        typeByColumn.clear();
        typeByColumn.putAll(columnsOf(connection));
    }

    Path file() {
        return file;
    }

    Source source() {
        return source;
    }

    /** The columns' names, spelled and ordered as in the file. */
    List<String> columns() {
        return List.copyOf(typeByColumn.keySet());
    }

    boolean has(String column) {
        return typeByColumn.containsKey(column);
    }

    /** The DuckDB type of a column that the file has. */
    String type(String column) {
        return Objects.requireNonNull(typeByColumn.get(column), column);
    }

    /** The one row that {@code sql} yields. */
    List<Long> counts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            List<Long> counts = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                counts.add(rows.getLong(i));
            }
            return counts;
        }
    }

    /** The rows that {@code sql} yields, each as {@code name=value} pairs. */
    List<String> shown(String sql) throws SQLException {
        List<String> shown = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> pairs = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    pairs.add(rows.getMetaData().getColumnLabel(i) + "=" + rows.getString(i));
                }
                shown.add(String.join(" ", pairs));
            }
        }
        return shown;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
