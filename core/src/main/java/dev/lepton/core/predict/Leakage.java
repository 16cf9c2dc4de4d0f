package dev.lepton.core.predict;

import dev.lepton.core.predict.learn.Learner;
import dev.lepton.core.predict.learn.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Columns that may tell the answer: known only when the project is over, or the target itself in other words. Told by what they do,
 * and by their names.
 */
final class Leakage {
    private static final double ALONE = 0.98;
    private static final double PAIR = 0.95;
    private static final double PAIR_GAIN = 0.25;
    private static final int LEAST = 12;

    /** Words of what is measured when a project is over, or is multiplied into its cost. */
    private static final Pattern AFTERWARDS =
            Pattern.compile("(^|[^a-z])(hours?|duration|elapsed|actual|final|invoiced?|billed|spent"
                    + "|spend|costs?|price|effort|quantity|power draw|runtime|run time|time to|chip-hours|gpu-hours"
                    + "|lead time|overrun|productivity)([^a-z]|$)");

    /**
     * A column that may tell the answer.
     *
     * @param column its name
     * @param why what makes it suspect
     * @param tells whether it is the one to leave out; of two that tell the answer together, the one that tells less alone
     */
    record Suspect(String column, String why, boolean tells) {}

    private Leakage() {}

    static List<Suspect> in(Projects projects) {
        List<Suspect> suspects = new ArrayList<>();
        List<Integer> numeric = IntStream.range(0, projects.columns().size())
                .filter(j -> projects.columns().get(j).numeric())
                .boxed()
                .toList();
        List<Double> alone =
                numeric.stream().map(j -> explained(projects, List.of(j))).toList();
        for (int a = 0; a < numeric.size(); a++) {
            String name = projects.columns().get(numeric.get(a)).name();
            if (alone.get(a) > ALONE) {
                suspects.add(new Suspect(
                        name, "alone it explains " + percent(alone.get(a)) + " of the target's logarithm", true));
            }
        }
        pairs(projects, numeric, alone, suspects);
        for (Projects.Column column : projects.columns()) {
            String name = column.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            if (AFTERWARDS.matcher(name).find()
                    && suspects.stream().noneMatch(s -> s.column().equals(column.name()) && s.tells())) {
                suspects.removeIf(s -> s.column().equals(column.name()));
                suspects.add(
                        new Suspect(column.name(), "by its name it may be known only when the project is over", true));
            }
        }
        return suspects;
    }

    private static void pairs(Projects projects, List<Integer> numeric, List<Double> alone, List<Suspect> suspects) {
        for (int a = 0; a < numeric.size(); a++) {
            for (int b = a + 1; b < numeric.size(); b++) {
                double single = Math.max(alone.get(a), alone.get(b));
                double together = single > ALONE ? 0 : explained(projects, List.of(numeric.get(a), numeric.get(b)));
                if (together > PAIR && together - single > PAIR_GAIN) {
                    String one = projects.columns().get(numeric.get(a)).name();
                    String other = projects.columns().get(numeric.get(b)).name();
                    boolean first = alone.get(a) < alone.get(b);
                    suspect(suspects, one, other, together, first);
                    suspect(suspects, other, one, together, !first);
                }
            }
        }
    }

    private static void suspect(List<Suspect> suspects, String name, String other, double together, boolean tells) {
        if (suspects.stream().noneMatch(s -> s.column().equals(name) && (s.tells() || !tells))) {
            suspects.removeIf(s -> s.column().equals(name));
            suspects.add(new Suspect(
                    name, "with " + other + " it explains " + percent(together) + " of the target's logarithm", tells));
        }
    }

    /** The share of the logarithm's variance that the logarithms of columns explain, where all are known. */
    private static double explained(Projects projects, List<Integer> columns) {
        List<Projects.Row> known = projects.rows().stream()
                .filter(r -> columns.stream().allMatch(j -> r.cells().get(j) instanceof Cell.Figure))
                .toList();
        if (known.size() < LEAST) {
            return 0;
        }
        double[][] x = known.stream()
                .map(r -> columns.stream()
                        .mapToDouble(j -> scaled(((Cell.Figure) r.cells().get(j)).value()))
                        .toArray())
                .toArray(double[][]::new);
        double[] y = known.stream().mapToDouble(r -> Math.log(r.target())).toArray();
        Learner.Predictor fitted = new LeastSquares().fit(x, y, 0);
        double mean = Arrays.stream(y).average().orElse(0);
        double left = 0;
        double all = 0;
        for (int i = 0; i < y.length; i++) {
            double miss = y[i] - fitted.predict(x[i]);
            left += miss * miss;
            all += (y[i] - mean) * (y[i] - mean);
        }
        return all == 0 ? 0 : 1 - left / all;
    }

    private static double scaled(double value) {
        return value > 0 ? Math.log(value) : value == 0 ? 0 : -Math.log(-value);
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + " %";
    }
}
