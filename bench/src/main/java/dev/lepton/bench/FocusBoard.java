package dev.lepton.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A large bill: imported once, then asked for by service, region and month, against the same sum over the same Parquet. */
final class FocusBoard {
    private static final String BOARD = "focus";

    private final Settings settings;
    private final Results results;

    FocusBoard(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    void run() {
        Path bill = new Generated(settings, results).bill(settings.billRows());
        Path workspace = settings.freshWorkspace();
        Child imported = Child.run(settings.lepton("import", "focus", bill.toString(), "--workspace", workspace.toString()));
        Path segment = segment(workspace);
        results.add(BOARD, "lepton", "import", 1, imported, megabytes(bill) + " MB in, " + megabytes(segment) + " MB stored");
        for (int run = 1; run <= settings.runs(); run++) {
            Figures byHand = byHand("by hand", segment, run);
            byHand("source file", bill, run);
            Child asked = Child.run(settings.lepton(
                    "cost", "--by", "service,region,month", "--json", "--workspace", workspace.toString()));
            results.add(BOARD, "lepton", "cost", run, asked, "");
            results.say("         " + Figures.ofBill(asked.out()).comparedTo(byHand));
        }
        double ours = results.medianSeconds(BOARD, "lepton", "cost");
        double statement = results.medianSeconds(BOARD, "by hand", "statement");
        double process = results.medianSeconds(BOARD, "by hand", "process");
        results.say("focus: " + settings.billRows() + " rows: Lepton " + Results.shown(ours, 2) + " s; by hand "
                + Results.shown(statement, 2) + " s (its process " + Results.shown(process, 2) + " s): "
                + Results.shown(ours / statement, 2) + " x the statement, " + Results.shown(ours / process, 2)
                + " x its process; bar 1.5. Peak " + Results.shown(results.peak(BOARD, "lepton"), 0) + " MB.");
    }

    private Figures byHand(String subject, Path parquet, int run) {
        Path out = settings.dir().resolve("focus_by_hand.csv");
        Child child = Child.run(settings.byHand("focus_by_hand", out, Map.of("bill", parquet.toString())));
        results.add(BOARD, subject, "process", run, child, "");
        double seconds = Double.parseDouble(child.out().strip());
        results.add(BOARD, subject, "statement", run, seconds, child.cpuSeconds(), Optional.empty(), "");
        return Figures.ofCsv(out, 1);
    }

    private static Path segment(Path workspace) {
        try (Stream<Path> files = Files.list(workspace.resolve("facts/charges"))) {
            return files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long megabytes(Path file) {
        try {
            return Files.size(file) / 1_000_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
