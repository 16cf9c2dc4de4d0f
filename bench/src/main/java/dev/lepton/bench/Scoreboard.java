package dev.lepton.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scoreboards: {@code bench/run usage}. Every value is kept in a CSV, with the seed and the load of the machine. */
@Command(
        name = "bench/run",
        description = "Runs scoreboards: usage, focus, growth, peers or all.",
        mixinStandardHelpOptions = true)
public final class Scoreboard implements Callable<Integer> {
    private enum Board {
        USAGE,
        FOCUS,
        GROWTH,
        PEERS,
        ALL
    }

    @Parameters(arity = "1..*", paramLabel = "BOARD", description = "usage, focus, growth, peers or all.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private List<Board> boards;

    @Option(names = "--root", hidden = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where data is kept (default: bench/target/data).")
    private Path dir = Path.of("");

    @Option(names = "--results", paramLabel = "FILE", description = "Every value (default: DIR/results-BOARD.csv).")
    private Path csv = Path.of("");

    @Option(names = "--runs", defaultValue = "5", description = "Repetitions, in turn (default: 5).")
    private int runs;

    @Option(names = "--seed", defaultValue = "42", description = "Of the data (default: 42).")
    private long seed;

    @Option(names = "--containers", defaultValue = "100000", description = "usage: 288 samples each (default: 100000).")
    private long containers;

    @Option(names = "--nodes", defaultValue = "2000", description = "usage: nodes they run on (default: 2000).")
    private long nodes;

    @Option(names = "--bill-rows", defaultValue = "10000000", description = "focus: rows (default: 10000000).")
    private long billRows;

    @Option(names = "--threads", defaultValue = "2", description = "Of each engine (default: 2).")
    private int threads;

    @Option(names = "--memory", defaultValue = "1400MB", description = "Limit of each engine (default: 1400MB).")
    @SuppressWarnings("NullAway.Init")
    private String memory;

    private Scoreboard() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Scoreboard())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path data = dir.toString().isEmpty() ? root.resolve("bench/target/data") : dir;
        Files.createDirectories(data.resolve("spill"));
        String named = boards.get(0).name().toLowerCase(Locale.ROOT);
        Path file = csv.toString().isEmpty() ? data.resolve("results-" + named + ".csv") : csv;
        Settings settings = new Settings(
                root, data.toAbsolutePath(), runs, seed, containers, nodes, billRows, threads, memory);
        PrintStream out = System.out;
        try (CsvWriter writer = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
            Results results = new Results(writer, out, settings);
            results.say(InstantSource.system().instant() + " on " + Machine.description() + "; " + threads
                    + " threads and " + memory + " for each engine, seed " + seed);
            Child.run(settings.lepton("--version")); // makes what is made once, if it is not there yet
            boards.forEach(b -> run(b, settings, results));
            results.say("Every value: " + file);
        }
        return 0;
    }

    private static void run(Board board, Settings settings, Results results) {
        switch (board) {
            case USAGE -> new UsageBoard(settings, results).run();
            case FOCUS -> new FocusBoard(settings, results).run();
            case GROWTH -> new GrowthBoard(settings, results).run();
            case PEERS -> new PeerBoard(settings, results).run();
            case ALL -> {
                for (Board each : Board.values()) {
                    if (each != Board.ALL) {
                        run(each, settings, results);
                    }
                }
            }
        }
    }
}
