package dev.lepton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lepton beside a hand-written query, whole processes in one run, taking turns. Every measurement is kept in
 * {@code bench/results}; the median is what counts, and figures that differ stop the run.
 */
public final class Scoreboards {
    private static final long SEED = 42;
    private static final BigDecimal SAME = new BigDecimal("0.00001");

    private final Path root;
    private final Path dir;
    private final int repeats;
    private final PrintStream out;
    private final List<String> results = new ArrayList<>(List.of("scoreboard,what,repeat,seconds,peak_megabytes,seed"));

    private final List<String> peerFigures = new ArrayList<>();

    /** Boards of {@link #schedules}. */
    private static final List<String> DATA_BOARDS = List.of(
            "gavel",
            "elastic",
            "shockwave",
            "events",
            "mix",
            "forecast",
            "precision",
            "economics",
            "compress",
            "prune",
            "plan");

    private Scoreboards(Path root, Path dir, int repeats, PrintStream out) {
        this.root = root;
        this.dir = dir;
        this.repeats = repeats;
        this.out = out;
    }

    /** The board's name as {@code bench/run} lists them, {@code ROOT DIR [REPEATS]}: the repository and a folder for inputs, or of data. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out),
                true,
                java.nio.charset.StandardCharsets.UTF_8);
        if (DATA_BOARDS.contains(args[0])) {
            schedules(args[0], Path.of(args[1]), out, args[2], args.length > 3 ? args[3] : "all");
            return;
        }
        if (List.of("nab", "injection", "predict").contains(args[0])) {
            StatisticsBoards.run(args[0], Path.of(args[1]), args[2], out);
            return;
        }
        if (args[0].equals("departures")) {
            int days = args.length > 4 ? Integer.parseInt(args[4]) : 3;
            String lists = args.length > 5 ? args[5] : "some";
            String budgets = args.length > 6 ? args[6] : "";
            String file = "departures" + (args.length > 4 ? "-" + days + "d-" + lists.replace(',', '-') : "")
                    + (budgets.isEmpty() ? "" : "-moves-" + budgets.replace(',', '-')) + ".csv";
            Path results = Path.of(args[1]).resolve("bench/results").resolve(file);
            new DeparturesBoard(Path.of(args[2]), results, Integer.parseInt(args[3]), days, lists, budgets, out).run();
            return;
        }
        Path dir = Files.createDirectories(Path.of(args[2])).toAbsolutePath();
        Scoreboards boards = new Scoreboards(
                Path.of(args[1]).toAbsolutePath(), dir, args.length > 3 ? Integer.parseInt(args[3]) : 3, out);
        switch (args[0]) {
            case "usage" -> boards.usage(100_000);
            case "focus" -> boards.focus(10_000_000);
            case "growth" -> boards.growth(5_000);
            case "spot" -> boards.spot();
            case "place" -> {
                boards.results.clear();
                boards.results.addAll(new PlaceBoard(dir, args.length > 3 ? boards.repeats : 10, out).run());
            }
            default ->
                throw new IllegalArgumentException(
                        "'" + args[0] + "' is no scoreboard. Maybe usage, focus, growth, spot, place, departures, nab,"
                                + " injection, predict or one of " + DATA_BOARDS + ".");
        }
        Files.write(boards.root.resolve("bench/results/" + args[0] + ".csv"), boards.results);
    }

    /** Boards on public data; their data is in the folder given, or in {@code ../shared/data}. */
    private static void schedules(String board, Path root, PrintStream out, String folder, String part)
            throws IOException, InterruptedException {
        Path results = Files.createDirectories(root.resolve("bench/results"));
        Path given = Path.of(folder);
        Path data = Files.isDirectory(given.resolve(folder(board))) ? given : root.resolve("../shared/data");
        if (board.equals("economics")) {
            Files.write(results.resolve("economics.csv"), EconomicsBoard.run(data, out));
        } else if (board.equals("forecast")) {
            int sample = part.equals("all") ? 0 : Integer.parseInt(part);
            Files.write(
                    results.resolve(sample == 0 ? "forecast.csv" : "forecast-" + sample + ".csv"),
                    new ForecastBoard(data, new ForecastPeers(root, out), sample, out).run());
        } else if (board.equals("plan")) {
            Files.write(results.resolve("plan.csv"), PlanBoard.run(part, out));
        } else if (board.equals("precision")) {
            Files.write(results.resolve("precision.csv"), PrecisionBoard.run(data, out));
            Files.write(results.resolve("roofline.csv"), RooflineBoard.run(out));
        } else if (board.equals("compress")) {
            String[] asked = part.split("/", 3);
            new CompressBoard(data, root, results, out, Integer.parseInt(asked[0]))
                    .run(asked.length > 1 ? asked[1] : "all", asked.length > 2 ? asked[2] : "");
        } else if (board.equals("prune")) {
            Path kept = root.resolve("bench/target/networks");
            int slash = part.indexOf('/');
            long seed = slash > 0 ? Long.parseLong(part.substring(slash + 1)) : SEED;
            String networks = slash > 0 ? part.substring(0, slash) : part;
            Files.write(
                    results.resolve("prune-" + part.replace('/', '-') + ".csv"),
                    new PruneBoard(data, kept, out, seed).run(networks));
        } else if (board.equals("events")) {
            EventsBoard.run(root, results, out);
        } else if (board.equals("mix")) {
            Files.write(results.resolve("mix.csv"), new MixBoard(data, out).run(500, Integer.parseInt(part)));
        } else if (board.equals("gavel")) {
            GavelBoard.run(data, results, out, part);
        } else if (board.equals("elastic")) {
            ElasticBoard.run(data, results, out);
        } else {
            ShockwaveBoard.run(data, results, out);
        }
    }

    /** The folder of the data that {@code board} reads. */
    private static String folder(String board) {
        return switch (board) {
            case "mix" -> "serving";
            case "elastic" -> "gavel";
            case "economics" -> "energy";
            case "precision" -> "mlperf";
            case "compress", "prune" -> "neural";
            default -> board;
        };
    }

    private void usage(int containers) throws IOException, InterruptedException, SQLException {
        Path usage = Generated.usage(dir, containers, 1, SEED);
        Path fleet = Generated.fleet(dir, containers);
        out.println(containers * 288L + " usage samples, " + Files.size(usage) / 1_000_000
                + " MB of Parquet; seconds, then peak MB");
        Map<String, List<Run>> runs = new TreeMap<>();
        peers(usage, fleet, runs);
        for (int i = 0; i < repeats; i++) {
            Run simple = byHand(usage, fleet, "double");
            Run exact = byHand(usage, fleet, "decimal");
            Run checked = byHand(usage, fleet, "checked");
            Path workspace = fresh();
            Run taken = lepton("import", "usage", usage.toString(), "--workspace", workspace.toString());
            Run listed = lepton("import", "fleet", fleet.toString(), "--workspace", workspace.toString());
            Run asked = lepton("cost", "--by", "namespace", "--json", "--workspace", workspace.toString());
            allSame(List.of(simple, exact, checked), asked);
            keep(runs, "usage", i, "1 by hand, in doubles", simple);
            keep(runs, "usage", i, "2 by hand, in decimals", exact);
            keep(runs, "usage", i, "2 by hand, node-hours checked too", checked);
            keep(runs, "usage", i, "3 lepton import usage", taken);
            keep(runs, "usage", i, "4 lepton import fleet", listed);
            keep(runs, "usage", i, "5 lepton cost --by namespace", asked);
            keep(
                    runs,
                    "usage",
                    i,
                    "6 lepton, end to end",
                    new Run(
                            taken.seconds() + listed.seconds() + asked.seconds(),
                            Math.max(taken.peakMegabytes(), asked.peakMegabytes()),
                            ""));
        }
        print(runs);
        double lepton = median(runs, "6 lepton, end to end");
        out.printf(
                "lepton ÷ by hand in doubles: %.2f, in decimals: %.2f, checked too: %.2f (bar: 2.5)%n",
                lepton / median(runs, "1 by hand, in doubles"),
                lepton / median(runs, "2 by hand, in decimals"),
                lepton / median(runs, "2 by hand, node-hours checked too"));
    }

    /** Peers that bench/peers/install has put there, once each; their figures are compared with Lepton's. */
    private void peers(Path usage, Path fleet, Map<String, List<Run>> runs) throws IOException, InterruptedException {
        Path python = root.resolve("bench/peers/venv/bin/python");
        if (!Files.exists(python)) {
            out.println("Missing: polars and pandas. bench/peers/install installs them.");
            return;
        }
        Path script = root.resolve("bench/peers/usage.py");
        for (String peer : List.of("polars", "pandas")) {
            Run run = Run.of(
                    dir, List.of(python.toString(), script.toString(), peer, usage.toString(), fleet.toString()));
            peerFigures.add(run.output());
            keep(runs, "usage", 0, "0 " + peer + ", in doubles, node-hours not checked", run);
        }
    }

    private void focus(long rows) throws IOException, InterruptedException, SQLException {
        Path bill = Generated.bill(dir, rows, SEED);
        Path workspace = fresh();
        Map<String, List<Run>> runs = new TreeMap<>();
        keep(
                runs,
                "focus",
                0,
                "1 lepton import focus",
                lepton("import", "focus", bill.toString(), "--workspace", workspace.toString()));
        for (int i = 0; i < repeats; i++) {
            keep(
                    runs,
                    "focus",
                    i,
                    "2 by hand",
                    hand("focus", bill.toString(), dir.resolve("spill").toString()));
            keep(
                    runs,
                    "focus",
                    i,
                    "3 lepton cost",
                    lepton("cost", "--by", "service,region,month", "--csv", "--workspace", workspace.toString()));
        }
        print(runs);
        out.printf("lepton ÷ by hand: %.2f (bar: 1.5)%n", median(runs, "3 lepton cost") / median(runs, "2 by hand"));
    }

    private void growth(int containers) throws IOException, InterruptedException, SQLException {
        Map<String, List<Run>> runs = new TreeMap<>();
        for (int days : new int[] {1, 3, 10, 30}) {
            Path usage = Generated.usage(dir, containers, days, SEED);
            Path fleet = Generated.fleet(dir, containers);
            for (int i = 0; i < repeats; i++) {
                Path workspace = fresh();
                String name = "%02d days, %,d samples: ".formatted(days, containers * 288L * days);
                keep(
                        runs,
                        "growth",
                        i,
                        name + "import",
                        lepton("import", "usage", usage.toString(), "--workspace", workspace.toString()));
                lepton("import", "fleet", fleet.toString(), "--workspace", workspace.toString());
                keep(
                        runs,
                        "growth",
                        i,
                        name + "cost",
                        lepton("cost", "--by", "namespace", "--csv", "--workspace", workspace.toString()));
            }
        }
        print(runs);
    }

    private void spot() {
        results.clear();
        results.addAll(new SpotBoard(out).run(repeats));
    }

    private Run byHand(Path usage, Path fleet, String how) throws IOException, InterruptedException {
        return hand(
                "usage",
                usage.toString(),
                fleet.toString(),
                dir.resolve("spill").toString(),
                how);
    }

    private Run hand(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HandWritten.class.getName()));
        command.addAll(List.of(args));
        return Run.of(dir, command);
    }

    private Run lepton(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("lepton").toString()));
        command.addAll(List.of(args));
        return Run.of(dir, command);
    }

    private Path fresh() throws IOException, InterruptedException {
        Path workspace = dir.resolve("workspace");
        if (Files.exists(workspace)) {
            try (Stream<Path> files = Files.walk(workspace)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        lepton("init", workspace.toString());
        return workspace;
    }

    private void allSame(List<Run> byHand, Run asked) throws IOException {
        for (Run run : byHand) {
            same(run.output(), asked.output());
        }
        for (String figures : peerFigures) {
            same(figures, asked.output());
        }
    }

    /** Both answers in the same figures: used and unused cost of every namespace, to five decimals. */
    private static void same(String byHand, String lepton) throws IOException {
        JsonNode lines = new ObjectMapper().readTree(lepton).get("data").get(0);
        for (String row : byHand.lines().toList()) {
            String[] cells = row.split("\t", -1);
            JsonNode extra = lines.get(cells[0]).get("x_lepton");
            close(cells[0], cells[1], extra.get("used_cost").asText());
            close(cells[0], cells[2], extra.get("allocated_unused_cost").asText());
        }
    }

    private static void close(String name, String byHand, String lepton) {
        BigDecimal difference =
                new BigDecimal(byHand).subtract(new BigDecimal(lepton)).abs();
        if (difference.compareTo(SAME) > 0) {
            throw new IllegalStateException(
                    "The figures of " + name + " differ: " + byHand + " by hand, " + lepton + " by lepton.");
        }
    }

    private void keep(Map<String, List<Run>> runs, String board, int repeat, String what, Run run) {
        runs.computeIfAbsent(what, w -> new ArrayList<>()).add(run);
        results.add("%s,\"%s\",%d,%.3f,%d,%d".formatted(board, what, repeat, run.seconds(), run.peakMegabytes(), SEED));
    }

    private void print(Map<String, List<Run>> runs) {
        runs.forEach((what, all) -> out.printf(
                "%-50s median %7.2f s  peak %5d MB  (%s)%n",
                what,
                median(runs, what),
                all.stream().mapToLong(Run::peakMegabytes).max().orElse(0),
                String.join(
                        ", ",
                        all.stream().map(r -> "%.2f".formatted(r.seconds())).toList())));
    }

    private static double median(Map<String, List<Run>> runs, String what) {
        double[] sorted = runs.getOrDefault(what, List.of()).stream()
                .mapToDouble(Run::seconds)
                .sorted()
                .toArray();
        return sorted.length % 2 == 1
                ? sorted[sorted.length / 2]
                : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}
