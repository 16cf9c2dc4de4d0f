package dev.lepton.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The score of the Numenta Anomaly Benchmark (numenta/NAB, Lavin and Ahmad, 2015): a detection counts within a window by how
 * early it is, outside by how far it is from the window before; each window once.
 */
final class NabScore {
    private static final double PROBATION = 0.15;
    private static final int MOST_PROBATION = 750;

    /**
     * What counts how much.
     *
     * @param falsePositive weight of a detection outside every window
     * @param falseNegative weight of a window without a detection
     */
    record Profile(String name, double falsePositive, double falseNegative) {
        static final List<Profile> ALL = List.of(
                new Profile("standard", 0.11, 1), new Profile("low FP", 0.22, 1), new Profile("low FN", 0.11, 2));
    }

    /** Rows {@code first} to {@code last}, both in it, which hold one labelled anomaly. */
    record Labelled(int first, int last) {}

    /** A row that counts: its score, what it is worth, the number of its window or -1. */
    private record Row(double score, double worth, int window) {}

    private final Profile profile;
    private final List<Row> rows = new ArrayList<>();
    private int windows;

    NabScore(Profile profile) {
        this.profile = profile;
    }

    /** Adds a file whose rows were given {@code scores}. */
    void add(double[] scores, List<Labelled> labelled) {
        int probation = (int) Math.min(Math.floor(PROBATION * scores.length), MOST_PROBATION);
        int before = -1;
        for (int i = 0; i < scores.length; i++) {
            while (before + 1 < labelled.size() && i > labelled.get(before + 1).last()) {
                before++;
            }
            int at = before + 1 < labelled.size()
                            && i >= labelled.get(before + 1).first()
                    ? before + 1
                    : -1;
            if (i >= probation) {
                double worth = at >= 0
                        ? early(labelled.get(at), i)
                        : profile.falsePositive() * (before < 0 ? -1 : late(labelled.get(before), i));
                rows.add(new Row(scores[i], worth, at < 0 ? -1 : windows + at));
            }
        }
        windows += labelled.size();
    }

    private static double early(Labelled window, int i) {
        double width = window.last() - window.first() + 1;
        return sigmoid(-(window.last() - i + 1) / width) / sigmoid(-1);
    }

    private static double late(Labelled window, int i) {
        double position = (double) (i - window.last()) / (window.last() - window.first());
        return position > 3 ? -1 : sigmoid(position);
    }

    private static double sigmoid(double x) {
        return 2 / (1 + Math.exp(5 * x)) - 1;
    }

    /** The score with rows of at least {@code threshold} as detections: 0 for none at all, 100 for perfect. */
    double at(double threshold) {
        double[] best = missed();
        double sum = 0;
        for (Row row : rows) {
            if (row.score() >= threshold) {
                if (row.window() < 0) {
                    sum += row.worth();
                } else {
                    best[row.window()] = Math.max(best[row.window()], row.worth());
                }
            }
        }
        return normalised(sum, best);
    }

    /** The threshold with the best score, which is how the benchmark sets it, and that score. */
    Map.Entry<Double, Double> best() {
        List<Row> falling = rows.stream()
                .sorted(Comparator.comparingDouble(Row::score).reversed())
                .toList();
        double[] best = missed();
        double sum = 0;
        double outside = 0;
        for (double b : best) {
            sum += b;
        }
        Map.Entry<Double, Double> top = Map.entry(Double.MAX_VALUE, normalised(0, best));
        for (int i = 0; i < falling.size(); i++) {
            Row row = falling.get(i);
            if (row.window() < 0) {
                outside += row.worth();
            } else if (row.worth() > best[row.window()]) {
                sum += row.worth() - best[row.window()];
                best[row.window()] = row.worth();
            }
            boolean lastOfScore = i + 1 == falling.size() || falling.get(i + 1).score() < row.score();
            double score = normalised(outside + sum);
            if (lastOfScore && score > top.getValue()) {
                top = Map.entry(row.score(), score);
            }
        }
        return top;
    }

    private double[] missed() {
        double[] best = new double[windows];
        java.util.Arrays.fill(best, -profile.falseNegative());
        return best;
    }

    private double normalised(double outside, double[] best) {
        double sum = outside;
        for (double b : best) {
            sum += b;
        }
        return normalised(sum);
    }

    private double normalised(double sum) {
        double least = -profile.falseNegative() * windows;
        return 100 * (sum - least) / (windows - least);
    }
}
