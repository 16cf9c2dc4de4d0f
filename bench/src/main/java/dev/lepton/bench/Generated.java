package dev.lepton.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Seeded inputs of the scoreboards, made by the engine itself; a hash of the row stands for chance. */
final class Generated {
    private static final int CONTAINERS_PER_NODE = 50;

    private Generated() {}

    /** Samples of {@code containers} every five minutes for {@code days}, in order of time, as an exporter writes them. */
    static Path usage(Path dir, int containers, int days, long seed) throws SQLException, IOException {
        Path file = dir.resolve("usage-" + containers + "x" + days + "-" + seed + ".parquet");
        if (!Files.exists(file)) {
            copy(
                    dir,
                    """
                    SELECT timestamp '2026-11-01' + to_minutes(s * 5) AS ts, 300 AS seconds, 'prod' AS cluster,
                        'node-' || lpad((i // %d)::varchar, 4, '0') AS node, 'ns-' || lpad((i %% 300)::varchar, 3, '0') AS namespace,
                        'deployment' AS controller_kind, 'app-' || (i // 10) AS controller,
                        'app-' || (i // 10) || '-' || i AS pod, 'main' AS container,
                        ((hash(i, %d) %% 16) + 1) * 0.25::double AS cpu_request,
                        round(((hash(i * 7 + s, %d) %% 1000) / 1000.0::double) * ((hash(i, %d) %% 16) + 1) * 0.3, 4)::double AS cpu_usage,
                        ((hash(i + 1, %d) %% 32) + 1) * 268435456::bigint AS ram_request_bytes,
                        ((hash(i + 1, %d) %% 32) + 1) * 268435456::bigint * (hash(i * 3 + s, %d) %% 100)::bigint // 100 AS ram_usage_bytes,
                        CASE WHEN i %% %d < 2 THEN 1 ELSE 0 END::double AS gpu_request,
                        CASE WHEN i %% %d < 2 THEN (hash(i * 5 + s, %d) %% 1000) / 1000.0::double END AS gpu_utilisation,
                        'team=team-' || (i %% 15) AS labels
                    FROM range(%d) t(s), range(%d) c(i)
                    """.formatted(
                                    CONTAINERS_PER_NODE,
                                    seed,
                                    seed,
                                    seed,
                                    seed,
                                    seed,
                                    seed,
                                    CONTAINERS_PER_NODE,
                                    CONTAINERS_PER_NODE,
                                    seed,
                                    288 * days,
                                    containers),
                    file);
        }
        return file;
    }

    /** The nodes of {@link #usage}: three kinds, with prices by part, and room for all that is asked of them. */
    static Path fleet(Path dir, int containers) throws IOException {
        StringBuilder csv = new StringBuilder(
                "name,cluster,provider,instance_type,gpus,vcpus,memory_gib,cpu_price_per_core_hour,ram_price_per_gib_hour,gpu_price_per_gpu_hour\n");
        for (int i = 0; i <= (containers - 1) / CONTAINERS_PER_NODE; i++) {
            int kind = i % 3 + 1;
            csv.append("node-%04d,prod,own,kind-%d,4,256,1024,0.0%d,0.00%d,%d.5%n"
                    .formatted(i, kind, 2 + kind, 3 + kind, kind));
        }
        return Files.writeString(dir.resolve("fleet-" + containers + ".csv"), csv);
    }

    /** {@code rows} bill lines in the shape of a FOCUS bill: 40 services, 20 regions, 12 months. */
    static Path bill(Path dir, long rows, long seed) throws SQLException, IOException {
        Path file = dir.resolve("bill-" + rows + "-" + seed + ".parquet");
        if (!Files.exists(file)) {
            copy(dir, """
                    SELECT timestamp '2026-01-01' + to_hours((i %% 8760)::bigint) AS ChargePeriodStart,
                        timestamp '2026-01-01' + to_hours((i %% 8760 + 1)::bigint) AS ChargePeriodEnd,
                        ((hash(i, %d) %% 1000000) / 100000.0)::decimal(38,12) AS BilledCost,
                        ((hash(i, %d) %% 900000) / 100000.0)::decimal(38,12) AS EffectiveCost,
                        ((hash(i, %d) %% 1000000) / 90000.0)::decimal(38,12) AS ListCost, 'USD' AS BillingCurrency,
                        'Usage' AS ChargeCategory, 'service ' || (hash(i * 3, %d) %% 40) AS ServiceName,
                        'region-' || (hash(i * 5, %d) %% 20) AS RegionId, 'res-' || (i %% 50000) AS ResourceId,
                        '{"team":"team-' || (i %% 15) || '"}' AS Tags, 'AWS' AS ProviderName
                    FROM range(%d) t(i)
                    """.formatted(seed, seed, seed, seed, seed, rows), file);
        }
        return file;
    }

    private static void copy(Path dir, String select, Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '2GB'");
            statement.execute("SET temp_directory = '" + dir.resolve("spill") + "'");
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }
}
