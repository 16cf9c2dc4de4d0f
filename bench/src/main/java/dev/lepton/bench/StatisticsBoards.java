package dev.lepton.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The boards of what is told of series and of past projects; each writes its figures to {@code bench/results}. */
final class StatisticsBoards {
    private static final int SEEDS = 5;

    private StatisticsBoards() {}

    /** {@code given} is a folder of data or, for injections, the first of five seeds; the data is then in {@code ../shared/data}. */
    static void run(String board, Path root, String given, PrintStream out) throws IOException {
        Path results = Files.createDirectories(root.resolve("bench/results"));
        Path shared = root.resolve("../shared/data");
        Path folder = !given.matches("[0-9]+") && Files.isDirectory(Path.of(given)) ? Path.of(given) : shared;
        List<String> rows = new ArrayList<>();
        switch (board) {
            case "nab" -> rows.addAll(new NabBoard(in(folder, shared, "anomaly/nab.zip"), out).run());
            case "injection" -> {
                rows.add("seed,event,watched,told,false_alerts,recall,line,false_alerts_usual_line,recall_usual_line");
                List<double[]> series =
                        ForecastBoard.read(in(folder, shared, "forecast/nn5_daily_train.csv.gz"), false);
                long first = given.matches("[0-9]+") ? Long.parseLong(given) : 1001;
                for (long seed = first; seed < first + SEEDS; seed++) {
                    rows.addAll(new InjectionBoard(series, seed, out).run());
                }
                rows.addAll(InjectionBound.rows(series, out));
            }
            case "predict" ->
                rows.addAll(new PredictBoard(
                                in(folder, shared, "projects/china.arff").resolveSibling(""), out)
                        .run());
            default -> throw new IllegalArgumentException(board);
        }
        Files.write(results.resolve(board + ".csv"), rows);
    }

    /** The file in {@code folder}, with or without its own folder, or else the shared one. */
    private static Path in(Path folder, Path shared, String file) {
        Path direct = folder.resolve(Path.of(file).getFileName());
        Path below = folder.resolve(file);
        return Files.exists(direct) ? direct : Files.exists(below) ? below : shared.resolve(file);
    }
}
