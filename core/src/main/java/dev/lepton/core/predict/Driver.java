package dev.lepton.core.predict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a column does to the target, all others left as they are in each project: from its lower to its upper quarter, or from
 * other words to one.
 *
 * @param feature the column, with the word for one of words
 * @param effect how much the target changes, in its unit; the mean over the projects
 * @param effectShare the same over the mean of what is predicted at the lower end
 * @param from the lower quarter, or what words it is held against
 * @param to the upper quarter, or the word
 * @param perUnit how much the target changes with one unit of the column; empty for words
 */
public record Driver(
        String feature, double effect, double effectShare, String from, String to, OptionalDouble perUnit) {
    private static final int MOST_ROWS = 300;
    private static final int LEAST_OF_WORD = 4;

    static List<Driver> of(PastModel model) {
        List<Driver> drivers = new ArrayList<>();
        Projects projects = model.projects();
        int step = Math.max(1, projects.rows().size() / MOST_ROWS);
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < projects.rows().size(); i += step) {
            rows.add(projects.rows().get(i).cells());
        }
        for (int j = 0; j < projects.columns().size(); j++) {
            if (projects.columns().get(j).numeric()) {
                number(model, rows, j, drivers);
            } else {
                words(model, rows, j, drivers);
            }
        }
        return drivers.stream()
                .filter(d -> d.effect() != 0)
                .sorted(Comparator.comparingDouble((Driver d) -> -Math.abs(d.effect()))
                        .thenComparing(Driver::feature))
                .toList();
    }

    private static void number(PastModel model, List<List<Cell>> rows, int column, List<Driver> drivers) {
        double[] known = model.projects().rows().stream()
                .map(r -> r.cells().get(column))
                .filter(Cell.Figure.class::isInstance)
                .mapToDouble(c -> ((Cell.Figure) c).value())
                .sorted()
                .toArray();
        if (known.length == 0) {
            return;
        }
        double from = known[(known.length - 1) / 4];
        double to = known[(known.length - 1) * 3 / 4];
        if (from == to) {
            from = known[0];
            to = known[known.length - 1];
        }
        double low = mean(model, rows, column, new Cell.Figure(from));
        double high = mean(model, rows, column, new Cell.Figure(to));
        drivers.add(new Driver(
                model.projects().columns().get(column).name(),
                high - low,
                low == 0 ? 0 : (high - low) / low,
                Steady.written(from),
                Steady.written(to),
                from == to ? OptionalDouble.empty() : OptionalDouble.of((high - low) / (to - from))));
    }

    private static void words(PastModel model, List<List<Cell>> rows, int column, List<Driver> drivers) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Projects.Row row : model.projects().rows()) {
            if (row.cells().get(column) instanceof Cell.Word word) {
                counts.merge(word.value(), 1, Integer::sum);
            }
        }
        Map<String, Double> means = new TreeMap<>();
        double sum = 0;
        int all = 0;
        for (Map.Entry<String, Integer> one : counts.entrySet()) {
            if (one.getValue() >= LEAST_OF_WORD) {
                double mean = mean(model, rows, column, new Cell.Word(one.getKey()));
                means.put(one.getKey(), mean);
                sum += mean * one.getValue();
                all += one.getValue();
            }
        }
        for (Map.Entry<String, Double> one : means.entrySet()) {
            int own = counts.getOrDefault(one.getKey(), 0);
            if (all > own) {
                double others = (sum - one.getValue() * own) / (all - own);
                drivers.add(new Driver(
                        model.projects().columns().get(column).name() + ": " + one.getKey(),
                        one.getValue() - others,
                        others == 0 ? 0 : (one.getValue() - others) / others,
                        "the others",
                        one.getKey(),
                        OptionalDouble.empty()));
            }
        }
    }

    private static double mean(PastModel model, List<List<Cell>> rows, int column, Cell cell) {
        double sum = 0;
        for (List<Cell> row : rows) {
            List<Cell> changed = new ArrayList<>(row);
            changed.set(column, cell);
            sum += model.value(changed);
        }
        return sum / rows.size();
    }
}
