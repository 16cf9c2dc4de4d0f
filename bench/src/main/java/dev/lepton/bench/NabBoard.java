package dev.lepton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.lepton.core.forecast.anomaly.Detector;
import dev.lepton.core.forecast.anomaly.UtilisationDetector;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/**
 * The utilisation detector on the labelled files of the Numenta Anomaly Benchmark, one fixed setting for all: at its own alert
 * line, and at the line that the benchmark itself would set. Files without labels here are left out.
 */
final class NabBoard {
    private static final double LINE = 0.5;
    private static final String ALL = "all";

    private record File(String name, List<String> times, List<Double> values) {
        double[] y() {
            return values.stream().mapToDouble(v -> v).toArray();
        }
    }

    private final Path zip;
    private final PrintStream out;
    private final Map<String, List<NabScore>> boards = new TreeMap<>();
    private final Map<String, int[]> counts = new TreeMap<>();

    NabBoard(Path zip, PrintStream out) {
        this.zip = zip;
        this.out = out;
    }

    List<String> run() throws IOException {
        long points = 0;
        double seconds = 0;
        try (ZipFile files = new ZipFile(zip.toFile())) {
            JsonNode labels =
                    new ObjectMapper().readTree(files.getInputStream(files.getEntry("labels/combined_windows.json")));
            for (Map.Entry<String, JsonNode> label : labels.properties()) {
                File file = read(files, label.getKey());
                long start = System.nanoTime();
                List<Detector.Reading> said = new UtilisationDetector().watch(file.y());
                seconds += (System.nanoTime() - start) / 1e9;
                points += file.values().size();
                add(file, said, windows(file, label.getValue()));
            }
        }
        out.printf(Locale.ROOT, "%,d points, %,.0f a second on one thread%n", points, points / seconds);
        return rows();
    }

    private void add(File file, List<Detector.Reading> said, List<NabScore.Labelled> windows) {
        double[] scores = said.stream().mapToDouble(Detector.Reading::score).toArray();
        String group = file.name().substring(0, file.name().indexOf('/'));
        for (String board : List.of(group, ALL)) {
            boards.computeIfAbsent(
                            board,
                            b -> NabScore.Profile.ALL.stream()
                                    .map(NabScore::new)
                                    .toList())
                    .forEach(s -> s.add(scores, windows));
            int[] count = counts.computeIfAbsent(board, b -> new int[4]);
            count[0]++;
            count[1] += windows.size();
            count[2] += scores.length;
            count[3] += (int) said.stream().filter(Detector.Reading::alert).count();
        }
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>(
                List.of("group,files,windows,points,alerts,profile,at_own_line,at_best_line,best_line"));
        boards.forEach((board, scores) -> {
            for (int p = 0; p < scores.size(); p++) {
                int[] count = counts.getOrDefault(board, new int[4]);
                Map.Entry<Double, Double> best = scores.get(p).best();
                boolean any = count[1] > 0;
                rows.add(String.format(
                        Locale.ROOT,
                        "%s,%d,%d,%d,%d,%s,%s,%s,%s",
                        board,
                        count[0],
                        count[1],
                        count[2],
                        count[3],
                        NabScore.Profile.ALL.get(p).name(),
                        any ? String.format(Locale.ROOT, "%.2f", scores.get(p).at(LINE)) : "",
                        any ? String.format(Locale.ROOT, "%.2f", best.getValue()) : "",
                        any ? String.format(Locale.ROOT, "%.4f", best.getKey()) : ""));
            }
        });
        rows.forEach(out::println);
        return rows;
    }

    private static File read(ZipFile files, String name) throws IOException {
        List<String> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        try (var csv = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        files.getInputStream(files.getEntry("data/" + name)), StandardCharsets.UTF_8))) {
            csv.stream().skip(1).forEach(r -> {
                times.add(r.getField(0).substring(0, 19));
                values.add(Double.parseDouble(r.getField(1)));
            });
        }
        return new File(name, times, values);
    }

    private static List<NabScore.Labelled> windows(File file, JsonNode label) {
        List<NabScore.Labelled> windows = new ArrayList<>();
        for (JsonNode window : label) {
            String from = window.get(0).asText().substring(0, 19);
            String to = window.get(1).asText().substring(0, 19);
            int first = -1;
            int last = -1;
            for (int i = 0; i < file.times().size(); i++) {
                String time = file.times().get(i);
                if (time.compareTo(from) >= 0 && time.compareTo(to) <= 0) {
                    first = first < 0 ? i : first;
                    last = i;
                }
            }
            windows.add(new NabScore.Labelled(first, last));
        }
        return windows;
    }
}
