package dev.lepton.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Forecasts of statsforecast on the same series, where bench/peers/install has put it; scored by the same code as ours. */
final class ForecastPeers {
    /** A model's forecasts by series, how long all of them took, and of that the processor's time of all its processes. */
    record Peer(List<double[]> ahead, double seconds, double processorSeconds) {}

    private final Path python;
    private final Path script;
    private final PrintStream out;

    ForecastPeers(Path root, PrintStream out) {
        python = root.resolve("bench/peers/venv/bin/python");
        script = root.resolve("bench/peers/forecast.py");
        this.out = out;
    }

    /** What {@code models} say of {@code series}, by their names; nothing where they are not installed. */
    Map<String, Peer> ahead(List<double[]> series, int season, int horizon, List<String> models) throws IOException {
        if (!Files.exists(python) || models.isEmpty()) {
            out.println("Missing: statsforecast. bench/peers/install installs it.");
            return Map.of();
        }
        Path file = Files.createTempFile("series", ".csv");
        try {
            Files.write(
                    file,
                    series.stream()
                            .map(y ->
                                    Arrays.stream(y).mapToObj(Double::toString).collect(Collectors.joining(",")))
                            .toList());
            List<String> lines = lines(List.of(
                    python.toString(),
                    script.toString(),
                    file.toString(),
                    Integer.toString(season),
                    Integer.toString(horizon),
                    String.join(",", models)));
            return read(lines, series.size());
        } finally {
            Files.delete(file);
        }
    }

    /** Lines of model, index and values, and one of model, seconds and processor seconds after those of each model. */
    private static Map<String, Peer> read(List<String> lines, int count) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        Map<String, Map<Integer, double[]>> found = new LinkedHashMap<>();
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            if (cells[1].equals("seconds")) {
                Map<Integer, double[]> of = found.getOrDefault(cells[0], Map.of());
                List<double[]> ahead = new ArrayList<>();
                IntStream.range(0, count).forEach(i -> ahead.add(of.getOrDefault(i, new double[0])));
                peers.put(cells[0], new Peer(ahead, Double.parseDouble(cells[2]), Double.parseDouble(cells[3])));
            } else {
                double[] values = Arrays.stream(cells, 2, cells.length)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                found.computeIfAbsent(cells[0], m -> new LinkedHashMap<>()).put(Integer.parseInt(cells[1]), values);
            }
        }
        return peers;
    }

    private static List<String> lines(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var reader = process.inputReader()) {
            List<String> lines = reader.lines().toList();
            if (process.waitFor() != 0) {
                throw new IOException("statsforecast ended with " + process.exitValue() + ".");
            }
            return lines;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
