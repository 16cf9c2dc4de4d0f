package dev.lepton.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Data made for the scoreboards, the same for the same seed; kept for the next run under a name that says what it is. */
final class Generated {
    private final Settings settings;
    private final Results results;

    Generated(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    /** Usage samples of so many containers on so many nodes over so many days. */
    Path usage(long containers, long nodes, int days) {
        return make(
                "usage-" + containers + "x" + days + "d-" + settings.seed() + ".parquet",
                "usage_samples",
                Map.of("containers", "" + containers, "nodes", "" + nodes, "days", "" + days));
    }

    /** The nodes of these samples with their prices. */
    Path fleet(long nodes) {
        return make("fleet-" + nodes + ".csv", "usage_fleet", Map.of("nodes", "" + nodes));
    }

    /** A bill of so many rows. */
    Path bill(long rows) {
        Path sample = settings.root().resolve("app/src/main/resources/dev/lepton/app/demo/focus_sample.csv");
        return make(
                "focus-" + rows + "-" + settings.seed() + ".parquet",
                "focus_rows",
                Map.of("rows", "" + rows, "sample", sample.toString()));
    }

    private Path make(String name, String statement, Map<String, String> blanks) {
        Path file = settings.dir().resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        Path unfinished = settings.dir().resolve(name + ".new");
        Map<String, String> all = new java.util.HashMap<>(blanks);
        all.put("file", unfinished.toString());
        all.putIfAbsent("seed", Long.toString(settings.seed()));
        long start = System.nanoTime();
        try (Connection connection = Database.open(
                        settings.threads(), "4GB", settings.dir().resolve("spill"), true);
                Statement sql = connection.createStatement()) {
            sql.execute(Statements.of(statement, all));
            Files.move(unfinished, file);
            results.say("made " + file + ", " + Files.size(file) / 1_000_000 + " MB, in "
                    + (System.nanoTime() - start) / 1_000_000_000 + " s");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
