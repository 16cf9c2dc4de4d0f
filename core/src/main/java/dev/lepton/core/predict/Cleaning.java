package dev.lepton.core.predict;

import dev.lepton.core.predict.RawTable.RawRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes projects of a table: numbers in whatever way they are written, doubles and lines without a target left out, slips of a
 * unit set right, far outliers drawn in; each change is told with its line.
 */
public final class Cleaning {
    private static final String DATASET = "dataset";
    private static final double NUMERIC = 0.8;
    private static final int MOST_KINDS = 60;
    private static final double MOST_DISTINCT = 0.5;
    private static final int FEW = 12;
    private static final double LEAST_SAID = 0.2;

    private final RawTable table;
    private final String target;
    private final Set<String> ignored;
    private final List<Cleaned.Change> changes = new ArrayList<>();
    private final List<Cleaned.Dropped> dropped = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Cleaning(RawTable table, String target, Set<String> ignored) {
        this.table = table;
        this.target = target;
        this.ignored = ignored;
    }

    /**
     * The projects of {@code table}.
     *
     * @param target the column to predict, whatever its case
     * @param ignored columns to leave out, in lower case
     * @throws IllegalArgumentException if there is no such column
     */
    public static Cleaned of(RawTable table, String target, Set<String> ignored) {
        return new Cleaning(table, target, ignored).clean();
    }

    private Cleaned clean() {
        int at = index(target)
                .orElseThrow(() -> new IllegalArgumentException("There is no column '" + target + "'. The columns are "
                        + String.join(", ", table.columns()) + "."));
        List<RawRow> rows = withoutDoubles(table.rows());
        boolean commas = commas(rows, at);
        List<RawRow> kept = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        for (RawRow row : rows) {
            target(row, at, commas).ifPresent(value -> {
                kept.add(row);
                targets.add(value);
            });
        }
        List<Projects.Column> columns = new ArrayList<>();
        List<List<Cell>> cells = new ArrayList<>();
        kept.forEach(r -> cells.add(new ArrayList<>()));
        Optional<Integer> dataset = index(DATASET);
        for (int j = 0; j < table.columns().size(); j++) {
            boolean given = j == at || dataset.equals(Optional.of(j));
            if (!given && !ignored.contains(table.columns().get(j).toLowerCase(Locale.ROOT))) {
                column(j, kept, targets, columns, cells);
            }
        }
        return split(at, kept, targets, columns, cells, dataset);
    }

    private Cleaned split(
            int at,
            List<RawRow> kept,
            List<Double> targets,
            List<Projects.Column> columns,
            List<List<Cell>> cells,
            Optional<Integer> dataset) {
        List<Projects.Row> train = new ArrayList<>();
        List<Projects.Row> test = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            RawRow row = kept.get(i);
            String set = dataset.map(d -> row.texts().get(d).toLowerCase(Locale.ROOT))
                    .orElse("train");
            Projects.Row project = new Projects.Row(row.line(), cells.get(i), targets.get(i));
            (set.startsWith("test") ? test : train).add(project);
        }
        odd(table.columns().get(at), train);
        String name = table.columns().get(at);
        dropped.sort(java.util.Comparator.comparingLong(Cleaned.Dropped::line));
        return new Cleaned(
                new Projects(name, columns, train), new Projects(name, columns, test), changes, dropped, notes);
    }

    private Optional<Integer> index(String name) {
        for (int j = 0; j < table.columns().size(); j++) {
            if (table.columns().get(j).equalsIgnoreCase(name)) {
                return Optional.of(j);
            }
        }
        return Optional.empty();
    }

    private List<RawRow> withoutDoubles(List<RawRow> rows) {
        Map<List<String>, Long> seen = new HashMap<>();
        List<RawRow> kept = new ArrayList<>();
        for (RawRow row : rows) {
            Long before = seen.putIfAbsent(row.texts(), row.line());
            if (before == null) {
                kept.add(row);
            } else {
                dropped.add(new Cleaned.Dropped(row.line(), "the same as line " + before));
            }
        }
        return kept;
    }

    private static boolean commas(List<RawRow> rows, int column) {
        return rows.stream().anyMatch(r -> NumberText.hasDecimalComma(r.texts().get(column)));
    }

    private Optional<Double> target(RawRow row, int at, boolean commas) {
        String text = row.texts().get(at);
        String reason;
        if (NumberText.isMissing(text)) {
            reason = target + " is missing";
        } else {
            Optional<NumberText.Read> read = NumberText.read(text, commas);
            if (read.isEmpty()) {
                reason = target + " is '" + text + "', which is no number";
            } else if (read.get().value() <= 0) {
                reason = target + " is " + text + ", which is not above 0";
            } else {
                change(row, at, read.get());
                return Optional.of(read.get().value());
            }
        }
        dropped.add(new Cleaned.Dropped(row.line(), reason));
        return Optional.empty();
    }

    private void change(RawRow row, int column, NumberText.Read read) {
        if (!read.note().isEmpty()) {
            changes.add(new Cleaned.Change(
                    row.line(),
                    table.columns().get(column),
                    row.texts().get(column),
                    Steady.written(read.value()),
                    read.note()));
        }
    }

    private void column(
            int j, List<RawRow> rows, List<Double> targets, List<Projects.Column> columns, List<List<Cell>> cells) {
        String name = table.columns().get(j);
        boolean commas = commas(rows, j);
        List<Optional<NumberText.Read>> numbers = new ArrayList<>();
        Set<String> words = new HashSet<>();
        int said = 0;
        int read = 0;
        for (RawRow row : rows) {
            String text = row.texts().get(j);
            boolean missing = NumberText.isMissing(text);
            Optional<NumberText.Read> number = missing ? Optional.empty() : NumberText.read(text, commas, name);
            numbers.add(number);
            said += missing ? 0 : 1;
            read += number.isPresent() ? 1 : 0;
            if (!missing) {
                words.add(text);
            }
        }
        if (said == 0 || words.size() < 2) {
            notes.add(name + ": left out, " + (said == 0 ? "it is empty" : "it is the same everywhere") + ".");
        } else if (said < LEAST_SAID * rows.size()) {
            notes.add(name + ": left out, it says something in " + said + " of " + rows.size() + " rows only.");
        } else if (read >= NUMERIC * said) {
            numbers(j, rows, targets, numbers, cells);
            columns.add(new Projects.Column(name, true));
        } else if (words.size() > MOST_KINDS || (words.size() > FEW && words.size() > MOST_DISTINCT * said)) {
            notes.add(name + ": left out, " + words.size() + " different words in " + said
                    + " rows tell projects apart and say nothing of new ones.");
        } else {
            for (int i = 0; i < rows.size(); i++) {
                String text = rows.get(i).texts().get(j);
                cells.get(i).add(NumberText.isMissing(text) ? Cell.MISSING : new Cell.Word(text));
            }
            columns.add(new Projects.Column(name, false));
        }
    }

    private void numbers(
            int j,
            List<RawRow> rows,
            List<Double> targets,
            List<Optional<NumberText.Read>> numbers,
            List<List<Cell>> cells) {
        String name = table.columns().get(j);
        int[] known = IntStream.range(0, rows.size())
                .filter(i -> numbers.get(i).isPresent())
                .toArray();
        Judge judge = new Judge(
                Arrays.stream(known)
                        .mapToDouble(i -> numbers.get(i).orElseThrow().value())
                        .toArray(),
                Arrays.stream(known).mapToDouble(targets::get).toArray());
        int missing = 0;
        for (int i = 0; i < rows.size(); i++) {
            RawRow row = rows.get(i);
            String text = row.texts().get(j);
            if (numbers.get(i).isEmpty()) {
                missing++;
                if (!NumberText.isMissing(text)) {
                    changes.add(new Cleaned.Change(row.line(), name, text, "missing", "no number among numbers"));
                }
                cells.get(i).add(Cell.MISSING);
            } else {
                NumberText.Read read = numbers.get(i).get();
                change(row, j, read);
                Judge.Judged judged = judge.judge(read.value(), targets.get(i));
                if (!judged.why().isEmpty()) {
                    changes.add(
                            new Cleaned.Change(row.line(), name, text, Steady.written(judged.value()), judged.why()));
                }
                cells.get(i).add(new Cell.Figure(judged.value()));
            }
        }
        if (missing > 0) {
            notes.add(name + ": missing in " + missing + " of " + rows.size()
                    + " rows; the median of what is learnt from stands for it, and that it is missing is a"
                    + " feature of its own.");
        }
    }

    /** Targets far from the rest are kept and told: robust learners bear them, and they may be the dear ones that matter. */
    private void odd(String name, List<Projects.Row> rows) {
        double[] known = rows.stream().mapToDouble(Projects.Row::target).toArray();
        Steady steady = new Steady(known);
        List<Cleaned.Change> odd = new ArrayList<>();
        for (Projects.Row row : rows) {
            if (steady.isFar(row.target())) {
                String text = Steady.written(row.target());
                odd.add(new Cleaned.Change(
                        row.line(),
                        name,
                        text,
                        text,
                        "kept, though far from the rest: a target is never set otherwise"));
            }
        }
        changes.addAll(odd);
        Collections.sort(
                changes,
                java.util.Comparator.comparingLong(Cleaned.Change::line).thenComparing(Cleaned.Change::column));
        if (Arrays.stream(known).count() > 0 && !odd.isEmpty()) {
            notes.add(name + ": " + odd.size() + " values far from the rest were kept.");
        }
    }
}
