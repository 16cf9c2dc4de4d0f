package dev.lepton.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Others on the usage board's data. Engines that a person would write the same sums for by hand run when they are
 * installed; products that are services are listed as not run, with what they or their users have published.
 */
final class PeerBoard {
    private static final String BOARD = "peers";
    private static final List<String> ENGINES = List.of("duckdb", "polars", "pandas");

    /** Names and published figures, with where they were published; measured by others on other machines. */
    private static final List<String> SERVICES = List.of(
            "OpenCost: not run: needs a cluster and Prometheus. Published: about 30 GB of memory for one day's allocation at "
                    + "100k+ objects (opencost/opencost#2637); some queries of large clusters over 40 min (opencost/opencost-ui#65)",
            "koku: not run: needs Trino, PostgreSQL and an operator. Published: one day of one cluster 20-60 min, 30 days 2-8 h "
                    + "(project-koku/koku docs/architecture/csv-processing-ocp.md)",
            "Kubecost Aggregator: not run: needs a licensed service in a cluster. Published: its memory limit was removed because it "
                    + "'can cause OOM on nightly size data' (kubecost/kubecost#2954)");

    private final Settings settings;
    private final Results results;

    PeerBoard(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    void run() {
        Generated generated = new Generated(settings, results);
        Path usage = generated.usage(settings.containers(), settings.nodes(), 1);
        Path fleet = generated.fleet(settings.nodes());
        for (int run = 1; run <= settings.runs(); run++) {
            for (String engine : ENGINES) {
                engine(engine, usage, fleet, run);
            }
        }
        SERVICES.forEach(results::say);
    }

    private void engine(String engine, Path usage, Path fleet, int run) {
        Path script = settings.root().resolve("bench/peers/allocate.py");
        try {
            Child child = Child.run(List.of(
                    "python3",
                    script.toString(),
                    engine,
                    usage.toString(),
                    fleet.toString(),
                    Integer.toString(settings.threads())));
            results.add(BOARD, engine, "process", run, child, "");
            results.add(
                    BOARD,
                    engine,
                    "sums",
                    run,
                    Double.parseDouble(child.out().strip()),
                    child.cpuSeconds(),
                    Optional.empty(),
                    "");
        } catch (IllegalStateException e) {
            String why = String.valueOf(e.getMessage());
            results.say(engine + ": not run: "
                    + (why.contains("No module named")
                            ? "needs pip install " + engine
                            : why.lines().skip(1).reduce((a, b) -> b).orElse(why)));
        }
    }
}
