package dev.lepton.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Means of paid / optimum − 1 by group of settings, and who was best how often. */
final class SpotTally {
    private static final double SAME = 1e-9;

    private final List<String> names;
    private final int lepton;
    private final int greedy;
    private final int uniform;

    /** By group: the sum of gaps of each policy, then how many runs. */
    private final Map<String, double[]> gaps = new TreeMap<>();

    private final int[] missed;
    private final int[] best;
    private final int[] alone;
    private final int[] dearer;
    private final long[] nanos;
    private final long[] decisions;
    private final double[] paidInAll;
    private double leastInAll;

    SpotTally(List<String> names) {
        this.names = names;
        this.lepton = names.indexOf("lepton");
        this.greedy = names.indexOf("greedy");
        this.uniform = names.indexOf("uniform-progress");
        int n = names.size();
        missed = new int[n];
        best = new int[n];
        alone = new int[n];
        dearer = new int[n];
        nanos = new long[n];
        decisions = new long[n];
        paidInAll = new double[n];
    }

    void took(int policy, long nanosSpent, int decided, boolean late) {
        nanos[policy] += nanosSpent;
        decisions[policy] += decided;
        missed[policy] += late ? 1 : 0;
    }

    /** One run: what each policy paid and the least that could be, in the same unit. */
    void add(List<String> groups, double[] paid, double least) {
        int n = names.size();
        for (String group : groups) {
            double[] sums = gaps.computeIfAbsent(group, g -> new double[n + 1]);
            for (int p = 0; p < n; p++) {
                sums[p] += paid[p] / least - 1;
            }
            sums[n]++;
        }
        double lowest = Arrays.stream(paid).min().orElseThrow();
        long ties = Arrays.stream(paid).filter(c -> c <= lowest + SAME).count();
        double peer = Math.min(paid[greedy], paid[uniform]);
        for (int p = 0; p < n; p++) {
            if (paid[p] < least - 1e-6) {
                throw new IllegalStateException(names.get(p) + " is cheaper than the optimum: " + groups);
            }
            best[p] += paid[p] <= lowest + SAME ? 1 : 0;
            alone[p] += paid[p] <= lowest + SAME && ties == 1 ? 1 : 0;
            dearer[p] += paid[p] > peer + SAME ? 1 : 0;
            paidInAll[p] += paid[p];
        }
        leastInAll += least;
    }

    void print(String title, PrintStream out) {
        out.println();
        out.println(title);
        out.println();
        out.println("| group | runs | " + String.join(" | ", names) + " | lepton ÷ better of greedy, uniform |");
        out.println("|---|" + "---|".repeat(names.size() + 2));
        int n = names.size();
        gaps.forEach((group, sums) -> {
            double peer = Math.min(sums[greedy], sums[uniform]);
            String ratio = peer == 0 ? "–" : String.format(Locale.ROOT, "%.2f", sums[lepton] / peer);
            out.println("| " + group + " | " + (int) sums[n] + " | "
                    + String.join(" | ", cells(p -> percent(sums[p] / sums[n])))
                    + " | " + ratio + " |");
        });
        row(out, "sum paid / sum of optima − 1", p -> percent(paidInAll[p] / leastInAll - 1));
        row(out, "missed deadlines", p -> String.valueOf(missed[p]));
        row(out, "best, ties among them", p -> share(best[p]));
        row(out, "best alone", p -> share(alone[p]));
        row(out, "dearer than the better of greedy, uniform", p -> share(dearer[p]));
        row(out, "µs per decision", p -> String.format(Locale.ROOT, "%.2f", nanos[p] / 1e3 / decisions[p]));
    }

    private String share(int runs) {
        double[] all = gaps.getOrDefault("all", new double[names.size() + 1]);
        return String.format(Locale.ROOT, "%d (%.1f %%)", runs, 100 * runs / all[names.size()]);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private List<String> cells(IntFunction<String> cell) {
        return new ArrayList<>(IntStream.range(0, names.size()).mapToObj(cell).toList());
    }

    private void row(PrintStream out, String what, IntFunction<String> cell) {
        out.println("| " + what + " | | " + String.join(" | ", cells(cell)) + " | |");
    }
}
