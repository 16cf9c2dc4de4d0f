package dev.lepton.formats.roadmap;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.roadmap.Progress;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Task;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far tasks are: {@code task, date, percent}, and perhaps {@code actual_cost}, {@code started}, {@code finished}. Percent
 * and cost are those reached by the end of the date, from the task's beginning. A file with a bad row is refused whole,
 * because a standing without that row would be another one.
 */
public final class ProgressCsv {
    private static final Columns COLUMNS =
            Columns.needing("task", "date", "percent").allowing("actual_cost", "started", "finished");
    private static final int SHOWN = 5;

    private final Roadmap roadmap;
    private final Set<String> tasks;
    private final Set<String> seen = new HashSet<>();

    private ProgressCsv(Roadmap roadmap) {
        this.roadmap = roadmap;
        tasks = roadmap.tasks().stream().map(Task::id).collect(Collectors.toSet());
    }

    /**
     * Reads {@code file}, which is about {@code roadmap}.
     *
     * @throws Problem if it cannot be read, or a row of it cannot
     */
    public static List<Progress> read(Path file, Roadmap roadmap) {
        List<Progress> reports = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, new ProgressCsv(roadmap)::row, reports::add, failures::add, n -> {});
        if (!failures.isEmpty()) {
            throw Problem.input(
                    failures.size()
                            + " rows of progress cannot be taken, and without them the standing would be another:\n"
                            + failures.stream().limit(SHOWN).map(f -> "  " + f).collect(Collectors.joining("\n")),
                    failures.get(0).reason().advice());
        }
        if (reports.isEmpty()) {
            throw Problem.input(file + " reports nothing.", "Maybe write lines such as 'data,2026-02-13,60,7200'.");
        }
        return reports;
    }

    private Progress row(Fields row) {
        String task = row.needText("task");
        if (!tasks.contains(task)) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "task", task);
        }
        LocalDate date = Fields.need("date", date(row, "date"));
        if (!seen.add(task + "\n" + date)) {
            throw new Refused(Reason.DUPLICATE, "'" + task + "' has another report of " + date);
        }
        Optional<Money> spent = row.number("actual_cost").map(a -> new Money(a, roadmap.currency()));
        if (spent.filter(Money::isNegative).isPresent()) {
            throw Refused.value(Reason.NEGATIVE, "actual_cost", row.needText("actual_cost"));
        }
        try {
            return new Progress(
                    task,
                    date,
                    Fields.need("percent", row.number("percent")),
                    spent,
                    date(row, "started"),
                    date(row, "finished"));
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.OUT_OF_RANGE, "task '" + task + "': " + e.getMessage());
        }
    }

    private static Optional<LocalDate> date(Fields row, String column) {
        return row.time(column, ZoneOffset.UTC).map(t -> LocalDate.ofInstant(t, ZoneOffset.UTC));
    }
}
