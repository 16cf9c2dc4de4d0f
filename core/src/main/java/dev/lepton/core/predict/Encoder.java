package dev.lepton.core.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes numbers of cells, as learnt from the projects it was made of: logarithms of numbers that span more than a decade where they are wanted, the median for
 * a missing one and a feature that says so, a feature for each word that is frequent enough.
 */
public final class Encoder {
    private static final double DECADE = 10;
    private static final int MOST_WORDS = 12;
    private static final int LEAST_OF_WORD = 4;
    private static final double LEAST_SHARE = 0.02;

    /**
     * A feature that is made of a column.
     *
     * @param column the column's index
     * @param what how it is made
     */
    private record Feature(int column, Making what) {}

    private sealed interface Making {
        double of(Cell cell);
    }

    /** A number, held within half its span of what was seen, so that no straight line is followed far beyond. */
    private record Level(boolean logarithm, double shift, double median, double least, double most) implements Making {
        @Override
        public double of(Cell cell) {
            double value = cell instanceof Cell.Figure number ? number.value() : median;
            double low = scaled(least);
            double high = scaled(most);
            double room = (high - low) / 2;
            double scaled = logarithm && value + shift <= 0 ? low - room : scaled(value);
            return Math.max(low - room, Math.min(high + room, scaled));
        }

        private double scaled(double value) {
            return logarithm ? Math.log(value + shift) : value;
        }
    }

    private record IsMissing() implements Making {
        @Override
        public double of(Cell cell) {
            return cell instanceof Cell.Missing ? 1 : 0;
        }
    }

    private record IsWord(String word) implements Making {
        @Override
        public double of(Cell cell) {
            return cell instanceof Cell.Word w && w.value().equals(word) ? 1 : 0;
        }
    }

    private final List<Feature> features = new ArrayList<>();

    private final boolean logarithms;

    /**
     * An encoder that knows {@code projects}, of which there is at least one.
     *
     * @param logarithms whether numbers that span more than a decade are told by their logarithms
     */
    public Encoder(Projects projects, boolean logarithms) {
        this.logarithms = logarithms;
        for (int j = 0; j < projects.columns().size(); j++) {
            int column = j;
            List<Cell> cells =
                    projects.rows().stream().map(r -> r.cells().get(column)).toList();
            if (projects.columns().get(j).numeric()) {
                numbers(j, cells);
            } else {
                words(j, cells);
            }
        }
    }

    private void numbers(int column, List<Cell> cells) {
        double[] known = cells.stream()
                .filter(Cell.Figure.class::isInstance)
                .mapToDouble(c -> ((Cell.Figure) c).value())
                .sorted()
                .toArray();
        if (known.length == 0) {
            return;
        }
        double median = known[known.length / 2];
        double[] positive = Arrays.stream(known).filter(v -> v > 0).toArray();
        boolean logarithm =
                logarithms && known[0] >= 0 && positive.length > 0 && known[known.length - 1] >= DECADE * positive[0];
        double shift = positive.length < known.length && logarithm ? positive[positive.length / 2] : 0;
        features.add(new Feature(column, new Level(logarithm, shift, median, known[0], known[known.length - 1])));
        int missing = cells.size() - known.length;
        if (missing >= Math.max(LEAST_OF_WORD, LEAST_SHARE * cells.size())) {
            features.add(new Feature(column, new IsMissing()));
        }
    }

    private void words(int column, List<Cell> cells) {
        Map<String, Integer> counts = new TreeMap<>();
        int missing = 0;
        for (Cell cell : cells) {
            if (cell instanceof Cell.Word word) {
                counts.merge(word.value(), 1, Integer::sum);
            } else {
                missing++;
            }
        }
        double least = Math.max(LEAST_OF_WORD, LEAST_SHARE * cells.size());
        counts.entrySet().stream()
                .filter(e -> e.getValue() >= least)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_WORDS)
                .forEach(e -> features.add(new Feature(column, new IsWord(e.getKey()))));
        if (missing >= least) {
            features.add(new Feature(column, new IsMissing()));
        }
    }

    /** How many features there are. */
    public int size() {
        return features.size();
    }

    /** The features of one project. */
    public double[] encode(List<Cell> cells) {
        double[] encoded = new double[features.size()];
        for (int f = 0; f < encoded.length; f++) {
            Feature feature = features.get(f);
            encoded[f] = feature.what().of(cells.get(feature.column()));
        }
        return encoded;
    }

    /** The features of each of {@code projects}. */
    public double[][] encode(Projects projects) {
        return projects.rows().stream().map(r -> encode(r.cells())).toArray(double[][]::new);
    }
}
