package dev.lepton.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every value that was measured, written as it comes, and medians over them. */
final class Results {
    private final CsvWriter csv;
    private final PrintStream out;
    private final Settings settings;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String subject, String step, double seconds, double cpuSeconds, Optional<Double> peakMb) {}

    Results(CsvWriter csv, PrintStream out, Settings settings) {
        this.csv = csv;
        this.out = out;
        this.settings = settings;
        csv.writeRecord(
                "board", "subject", "step", "run", "seconds", "cpu_seconds", "peak_mb", "load_average", "seed", "note");
    }

    /** Notes one measured step. */
    void add(String board, String subject, String step, int run, Child child, String note) {
        add(board, subject, step, run, child.seconds(), child.cpuSeconds(), child.peakMb(), note);
    }

    void add(
            String board,
            String subject,
            String step,
            int run,
            double seconds,
            double cpuSeconds,
            Optional<Double> peakMb,
            String note) {
        rows.add(new Row(board + "/" + subject, step, seconds, cpuSeconds, peakMb));
        csv.writeRecord(
                board,
                subject,
                step,
                Integer.toString(run),
                shown(seconds, 3),
                shown(cpuSeconds, 2),
                peakMb.map(p -> shown(p, 0)).orElse(""),
                Machine.load(),
                Long.toString(settings.seed()),
                note);
        say("%-8s %-14s %-22s run %d  %8.3f s  %7.2f s CPU  %6s MB  load %s%s"
                .formatted(
                        board,
                        subject,
                        step,
                        run,
                        seconds,
                        cpuSeconds,
                        peakMb.map(p -> shown(p, 0)).orElse("?"),
                        Machine.load(),
                        note.isEmpty() ? "" : "  " + note));
    }

    /** Says something to whoever looks. */
    void say(String line) {
        out.println(line);
    }

    double medianSeconds(String board, String subject, String step) {
        return median(of(board, subject, step).stream().map(Row::seconds).toList());
    }

    double medianCpu(String board, String subject, String step) {
        return median(of(board, subject, step).stream().map(Row::cpuSeconds).toList());
    }

    /** The largest peak of any run; NaN when none is known. */
    double peak(String board, String subject) {
        return rows.stream()
                .filter(r -> r.subject().equals(board + "/" + subject))
                .flatMap(r -> r.peakMb().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    private List<Row> of(String board, String subject, String step) {
        return rows.stream()
                .filter(r -> r.subject().equals(board + "/" + subject) && r.step().equals(step))
                .toList();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    static String shown(double value, int decimals) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : String.format(Locale.ROOT, "%s", value);
    }
}
