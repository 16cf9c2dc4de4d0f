package dev.lepton.ledger.store;

import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB of this process, in memory, that reads the workspace's Parquet. Its memory lies outside the Java heap.
 *
 * <p>Not safe for use by several threads at once; open one each.
 */
public final class Engine implements AutoCloseable {
    /** A connection that {@link #begin} opens; taken by the next engine. */
    private static final AtomicReference<@Nullable FutureTask<Connection>> BEGUN = new AtomicReference<>();

    private final Connection connection;

    /** Starts an engine within {@code settings}; its spill folder is made when missing. */
    public Engine(EngineSettings settings) {
        try {
            Files.createDirectories(settings.spill());
            FutureTask<Connection> begun = BEGUN.getAndSet(null);
            connection = begun == null ? opened() : begun.get();
            execute("SET threads = " + settings.threads());
            execute("SET memory_limit = " + literal(settings.memory()));
            execute("SET temp_directory = " + literal(settings.spill().toString()));
            execute("SET TimeZone = 'UTC'");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException | SQLException | ExecutionException e) {
            throw Problem.outside(
                    "The query engine did not start: " + e.getMessage() + ".",
                    "Maybe the disk is full or " + settings.spill() + " cannot be written.",
                    e);
        }
    }

    /**
     * Begins to start an engine in the background, for a command that will surely want one: loading the native library
     * takes as long as reading the command line and the settings, and can go on beside it.
     */
    public static void begin() {
        FutureTask<Connection> task = new FutureTask<>(Engine::opened);
        if (BEGUN.compareAndSet(null, task)) {
            Thread.ofPlatform().daemon().name("engine-start").start(task);
        }
    }

    private static Connection opened() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("preserve_insertion_order", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        return DriverManager.getConnection("jdbc:duckdb:", properties);
    }

    /** The connection, for what JDBC offers beyond the two methods here. */
    public Connection connection() {
        return connection;
    }

    /** Runs a statement and returns how many rows it changed or wrote, as far as the engine says. */
    public long execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            long count = statement.getLargeUpdateCount();
            return Math.max(count, 0);
        } catch (SQLException e) {
            throw failed(e, sql);
        }
    }

    /** Reads the rows of a query one by one. */
    public void query(String sql, RowReader reader) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw failed(e, sql);
        }
    }

    /** Takes one row of a result. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** {@code text} as a string literal of SQL. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** {@code name} as an identifier of SQL. */
    public static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException failed(SQLException e, String sql) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Out of Memory") || message.contains("Out of Memory Error")) {
            return Problem.outside(
                    "The query did not fit in the engine's memory limit.",
                    "Maybe raise engine.memory in lepton.yaml, or ask for a shorter --window.",
                    e);
        }
        if (message.startsWith("IO Error") || message.contains("No space left")) {
            return Problem.outside(
                    "The disk failed: " + message.lines().findFirst().orElse(""), "Maybe it is full.", e);
        }
        return new IllegalStateException(message + "\nin: " + sql, e);
    }
}
