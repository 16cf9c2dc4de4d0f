package dev.lepton.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of its own that runs one hand-written statement and writes its rows as CSV. Prints the seconds that the
 * statement took with its result read, without the start of the process and of the database.
 */
public final class HandWritten {
    private HandWritten() {}

    /** {@code STATEMENT OUT.csv THREADS MEMORY SPILL [blank=value …]}. */
    public static void main(String[] args) throws SQLException, IOException {
        Map<String, String> blanks = new HashMap<>();
        for (int i = 5; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            blanks.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        String sql = Statements.of(args[0], blanks);
        try (Connection connection = Database.open(Integer.parseInt(args[2]), args[3], Path.of(args[4]), false);
                CsvWriter out = CsvWriter.builder().build(Path.of(args[1]), StandardCharsets.UTF_8)) {
            long start = System.nanoTime();
            List<List<String>> rows = rows(connection, sql);
            double seconds = (System.nanoTime() - start) / 1e9;
            rows.forEach(out::writeRecord);
            PrintStream answer = System.out;
            answer.println(seconds);
        }
    }

    private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int c = 1; c <= columns; c++) {
                    String value = result.getString(c);
                    row.add(value == null ? "" : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
