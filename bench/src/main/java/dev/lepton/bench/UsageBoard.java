package dev.lepton.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Usage samples from a Parquet file to cost by namespace: Lepton from an empty workspace, three commands, against one
 * hand-written statement over the same file. The figures must be the same.
 */
final class UsageBoard {
    private static final String BOARD = "usage";
    private static final List<String> STEPS = List.of("import usage", "import fleet", "cost");

    private final Settings settings;
    private final Results results;

    UsageBoard(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    void run() {
        Generated generated = new Generated(settings, results);
        Path usage = generated.usage(settings.containers(), settings.nodes(), 1);
        Path fleet = generated.fleet(settings.nodes());
        results.say(settings.containers() * 288 + " samples, " + settings.nodes() + " nodes, 300 namespaces, one day");
        for (int run = 1; run <= settings.runs(); run++) {
            Figures byHand = byHand(usage, fleet, run);
            Figures ours = lepton(BOARD, "lepton", usage, fleet, run);
            results.say("         " + ours.comparedTo(byHand));
        }
        sum();
    }

    private Figures byHand(Path usage, Path fleet, int run) {
        Path out = settings.dir().resolve("usage_by_hand.csv");
        Child child = Child.run(settings.byHand(
                "usage_by_hand",
                out,
                Map.of("usage", usage.toString(), "fleet", fleet.toString(), "hours", "24")));
        results.add(BOARD, "by hand", "process", run, child, "");
        results.add(
                BOARD,
                "by hand",
                "statement",
                run,
                Double.parseDouble(child.out().strip()),
                child.cpuSeconds(),
                Optional.empty(),
                "");
        return Figures.ofCsv(out, 2);
    }

    /** The three commands in a new workspace, each step noted, and their sum. */
    Figures lepton(String board, String subject, Path usage, Path fleet, int run) {
        Path workspace = settings.freshWorkspace();
        String where = workspace.toString();
        Child first = Child.run(settings.lepton("import", "usage", usage.toString(), "--workspace", where));
        Child second = Child.run(settings.lepton("import", "fleet", fleet.toString(), "--workspace", where));
        Child third = Child.run(settings.lepton("cost", "--by", "namespace", "--json", "--workspace", where));
        List<Child> all = List.of(first, second, third);
        for (int i = 0; i < all.size(); i++) {
            results.add(board, subject, STEPS.get(i), run, all.get(i), "");
        }
        results.add(
                board,
                subject,
                "end to end",
                run,
                all.stream().mapToDouble(Child::seconds).sum(),
                all.stream().mapToDouble(Child::cpuSeconds).sum(),
                Optional.empty(),
                "");
        return Figures.ofUsage(third.out());
    }

    private void sum() {
        double ours = results.medianSeconds(BOARD, "lepton", "end to end");
        double statement = results.medianSeconds(BOARD, "by hand", "statement");
        double process = results.medianSeconds(BOARD, "by hand", "process");
        double cpu = results.medianCpu(BOARD, "lepton", "end to end") / results.medianCpu(BOARD, "by hand", "process");
        results.say("usage: Lepton " + Results.shown(ours, 2) + " s; by hand " + Results.shown(statement, 2)
                + " s (its process " + Results.shown(process, 2) + " s): " + Results.shown(ours / statement, 2)
                + " x the statement, " + Results.shown(ours / process, 2) + " x its process, " + Results.shown(cpu, 2)
                + " x its CPU time; bar 2.5. Peak " + Results.shown(results.peak(BOARD, "lepton"), 0) + " MB against "
                + Results.shown(results.peak(BOARD, "by hand"), 0) + " MB; bar 2500.");
    }
}
