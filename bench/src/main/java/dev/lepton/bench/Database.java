package dev.lepton.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to a DuckDB of this process. */
final class Database {
    private Database() {}

    /** A database in memory with so many threads and so much memory, as Lepton's engine has them. */
    static Connection open(int threads, String memory, Path spill, boolean keepOrder) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("threads", Integer.toString(threads));
        properties.setProperty("memory_limit", memory);
        properties.setProperty("temp_directory", spill.toString());
        properties.setProperty("preserve_insertion_order", Boolean.toString(keepOrder));
        return DriverManager.getConnection("jdbc:duckdb:", properties);
    }
}
