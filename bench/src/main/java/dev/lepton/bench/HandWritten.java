package dev.lepton.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The other row of the scoreboards: one statement of DuckDB as an analyst would write it, in a process of its own. */
public final class HandWritten {
    /**
     * Cost by namespace from the same Parquet: used and held-unused cost of CPU, memory and GPU at the node's prices.
     * {@code ${number}} is DOUBLE, or a DECIMAL for exact sums. It gives Lepton's figures as long as no node-hour holds
     * more than the node has, as in the generated samples.
     */
    private static final String SIMPLE = """
            WITH nodes AS (SELECT name AS node, CAST(cpu_price_per_core_hour AS DOUBLE) / 3600 AS c,
                    CAST(ram_price_per_gib_hour AS DOUBLE) / 1073741824 / 3600 AS r,
                    CAST(gpu_price_per_gpu_hour AS DOUBLE) / 3600 AS g FROM read_csv('${fleet}')),
            samples AS (SELECT namespace, node,
                    CAST(greatest(cpu_request, cpu_usage) * seconds AS ${number}) AS ca, CAST(cpu_usage * seconds AS ${number}) AS cu,
                    CAST(greatest(ram_request_bytes, ram_usage_bytes) * seconds AS ${number}) AS ra,
                    CAST(ram_usage_bytes * seconds AS ${number}) AS ru,
                    CAST(gpu_request * seconds AS ${number}) AS ga, CAST(gpu_request * gpu_utilisation * seconds AS ${number}) AS gu
                FROM read_parquet('${usage}'))
            SELECT namespace, sum(cu * c + ru * r + coalesce(gu, 0) * g) AS used,
                sum((ca - cu) * c + (ra - ru) * r + (ga - coalesce(gu, ga)) * g) AS unused
            FROM samples JOIN nodes USING (node) GROUP BY namespace ORDER BY namespace
            """;

    /** The same, and where more was allocated in a node-hour than the node has, scaled down to fit, as Lepton does. */
    private static final String CHECKED = """
            WITH nodes AS (SELECT name AS node, vcpus, memory_gib * 1073741824 AS ram, gpus,
                    CAST(cpu_price_per_core_hour AS ${price}) / 3600 AS c,
                    CAST(ram_price_per_gib_hour AS ${price}) / 1073741824 / 3600 AS r,
                    CAST(gpu_price_per_gpu_hour AS ${price}) / 3600 AS g FROM read_csv('${fleet}')),
            samples AS NOT MATERIALIZED (SELECT namespace, node, date_trunc('hour', ts) AS hour,
                    CAST(greatest(cpu_request, cpu_usage) * seconds AS ${number}) AS ca, CAST(cpu_usage * seconds AS ${number}) AS cu,
                    CAST(greatest(ram_request_bytes, ram_usage_bytes) * seconds AS ${number}) AS ra,
                    CAST(ram_usage_bytes * seconds AS ${number}) AS ru,
                    CAST(gpu_request * seconds AS ${number}) AS ga, CAST(gpu_request * gpu_utilisation * seconds AS ${number}) AS gu
                FROM read_parquet('${usage}')),
            full_hours AS (SELECT node, hour, least(1, any_value(vcpus) * 3600 / sum(ca)) AS fc,
                    least(1, any_value(ram) * 3600 / sum(ra)) AS fr,
                    coalesce(least(1, any_value(gpus) * 3600 / nullif(sum(ga), 0)), 1) AS fg
                FROM samples JOIN nodes USING (node) GROUP BY ALL HAVING fc < 1 OR fr < 1 OR fg < 1)
            SELECT namespace,
                sum(cu * coalesce(fc, 1) * c + ru * coalesce(fr, 1) * r + coalesce(gu, 0) * coalesce(fg, 1) * g) AS used,
                sum((ca - cu) * coalesce(fc, 1) * c + (ra - ru) * coalesce(fr, 1) * r
                    + (ga - coalesce(gu, ga)) * coalesce(fg, 1) * g) AS unused
            FROM samples JOIN nodes USING (node) LEFT JOIN full_hours USING (node, hour)
            GROUP BY namespace ORDER BY namespace
            """;

    private static final String FOCUS = """
            SELECT ServiceName, RegionId, strftime(ChargePeriodStart, '%Y-%m') AS month, sum(EffectiveCost) AS cost
            FROM read_parquet('${bill}') GROUP BY ALL ORDER BY ALL
            """;

    private HandWritten() {}

    /** {@code usage FILE FLEET SPILL double|decimal|checked} or {@code focus FILE SPILL}. */
    public static void main(String[] args) throws SQLException {
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out),
                false,
                java.nio.charset.StandardCharsets.UTF_8);
        if (args[0].equals("usage")) {
            boolean exact = args[4].equals("decimal");
            String sql = (args[4].equals("checked") ? CHECKED : SIMPLE)
                    .replace("${usage}", args[1])
                    .replace("${fleet}", args[2])
                    .replace("${number}", exact ? "DECIMAL(22,4)" : "DOUBLE")
                    .replace("${price}", "DOUBLE");
            print(sql, args[3], out);
        } else {
            print(FOCUS.replace("${bill}", args[1]), args[2], out);
        }
        out.flush();
    }

    private static void print(String sql, String spill, PrintStream out) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(
                "threads", Integer.toString(Math.min(8, Runtime.getRuntime().availableProcessors())));
        properties.setProperty("memory_limit", "1400MB");
        properties.setProperty("temp_directory", spill);
        properties.setProperty("preserve_insertion_order", "false");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(i == 1 ? "" : "\t").append(rows.getString(i));
                }
                out.println(line);
            }
        }
    }
}
