package dev.lepton.bench;

import dev.lepton.core.economics.spot.Checkpointing;
import dev.lepton.core.energy.PowerCaps;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.finance.commitment.LoadDuration;
import dev.lepton.core.finance.commitment.OnlineRule;
import dev.lepton.core.queueing.BatchingLoad;
import dev.lepton.core.queueing.BatchingQueue;
import dev.lepton.core.queueing.Erlang;
import dev.lepton.core.queueing.Replica;
import dev.lepton.formats.energy.EmbodiedCsv;
import dev.lepton.formats.energy.GridFactorsCsv;
import dev.lepton.formats.energy.PowerLimitsCsv;
import dev.lepton.formats.energy.ProcessorPowerCsv;
import dev.lepton.formats.usage.HourlyUsage;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Published figures of power limits and queues worked again, commitments tried on a recorded cluster, and tables with errors. */
final class EconomicsBoard {
    private static final int TERM_HOURS = 28 * 24;

    private final Path data;
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>(List.of("part,what,published,found,difference"));

    private EconomicsBoard(Path data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    /** Everything, as rows of {@code bench/results/economics.csv}. */
    static List<String> run(Path data, PrintStream out) throws IOException {
        EconomicsBoard board = new EconomicsBoard(data, out);
        board.powerLimits();
        board.queues();
        board.checkpoints();
        board.commitments();
        board.hazards();
        return board.rows;
    }

    private void powerLimits() {
        limits("v100", 9.6, 14.7, 21.4);
        limits("a40", 12.0, 14.3, 16.2);
        limits("rtx6000", 11.5, 15.3, 20.1);
        limits("p100", 7.2, 10.3, 11.8);
    }

    private void limits(String device, double five, double ten, double any) {
        Collection<PowerCaps> caps = PowerLimitsCsv.read(
                        data.resolve("energy/zeus/zeus_summary_power_" + device + ".csv"))
                .workloads()
                .values();
        double[][] asked = {{0.05, five}, {0.10, ten}, {Double.POSITIVE_INFINITY, any}};
        for (double[] a : asked) {
            double saved = caps.stream()
                    .mapToDouble(c -> 100 * c.saved(c.within(a[0])))
                    .average()
                    .orElseThrow();
            row("power limits", device + " % of energy saved at a slowdown of at most " + a[0], a[1], saved);
        }
    }

    private void queues() {
        double[][] erlang = {
            {1, 0.5, 0.333333333, 0.5, 1, 0.303265330},
            {2, 1.5, 0.310344828, 0.642857143, 1.285714286, 0.389912567},
            {5, 4, 0.199066874, 0.554112554, 0.554112554, 0.203846617},
            {10, 8, 0.121661064, 0.409180151, 0.204590075, 0.055376512},
            {10, 9, 0.167963226, 0.668731524, 0.668731524, 0.246012579},
            {50, 45, 0.054104472, 0.363864467, 0.072772893, 0.002451699},
            {100, 95, 0.048804206, 0.506456854, 0.101291371, 0.003412479}
        };
        for (double[] e : erlang) {
            Erlang queue = new Erlang((int) e[0], e[1]);
            String name = "Erlang " + (int) e[0] + " servers " + e[1] + " erlangs ";
            row("queues", name + "blocked", e[2], queue.blocked());
            row("queues", name + "waiting", e[3], queue.waiting());
            row("queues", name + "mean wait", e[4], queue.meanWait());
            row("queues", name + "beyond one service", e[5], queue.waitBeyond(1));
        }
        BatchingQueue llama = BatchingQueue.of(new Replica.Law(6.973, 0.027, 5.2, 0.01, 128, 128, 64));
        double[][] batching = {
            {5, 0, 12.3492638166, 7.1238047836},
            {20, 0, 31.7877741715, 7.5338358614},
            {40, 0.5552118757, 63.5120374511, 8.1913080395},
            {50, 113.8751050455, 194.6127000245, 8.5663711441},
            {55, 11161.2151350784, 11248.3351347610, 8.7009999933}
        };
        for (double[] b : batching) {
            BatchingLoad load = llama.at(b[0]);
            row("queues", "batching at " + b[0] + " a second: wait ms", b[1], load.waitMillis());
            row("queues", "batching at " + b[0] + " a second: TTFT ms", b[2], load.firstTokenMillis());
            row("queues", "batching at " + b[0] + " a second: ITL ms", b[3], load.decodeMillis());
        }
        row("queues", "batching: full rate a second", 53.6846546609, llama.fullPerSecond());
    }

    private void checkpoints() {
        double[][] goldens = {
            {60, 21600, 120, 1609.968943800, 1570.217395797, 1570.219876211, 1.084402016},
            {300, 3600, 600, 1469.693845670, 1276.497983844, 1276.876637055, 1.830680864},
            {30, 86400, 60, 2276.839915321, 2256.883835844, 2256.883990418, 1.027535287}
        };
        for (double[] g : goldens) {
            Checkpointing c = new Checkpointing(g[0], g[1], g[2]);
            row("checkpoints", "Young " + g[0], g[3], c.young());
            row("checkpoints", "Daly " + g[0], g[4], c.daly());
            row("checkpoints", "exact " + g[0], g[5], c.exact());
            row("checkpoints", "factor " + g[0], g[6], c.factor(c.exact()));
        }
    }

    /**
     * The recorded cluster's GPUs: the level from the first half of the time, paid for in the second, beside the level that would have
     * been best there; and the rule without a forecast with a term of four weeks, beside hindsight.
     */
    private void commitments() {
        List<BigDecimal> units =
                HourlyUsage.read(data.resolve("philly/philly.csv.gz")).units();
        int half = units.size() / 2;
        LoadDuration before = LoadDuration.hourly(units.subList(0, half));
        LoadDuration after = LoadDuration.hourly(units.subList(half, units.size()));
        for (double discount : new double[] {0.2, 0.4, 0.6}) {
            int level = level(before, discount);
            double rented = after.mean().doubleValue();
            String name = "discount " + discount + ": ";
            row("commitments", name + "level from the first half against hindsight's", level(after, discount), level);
            row(
                    "commitments",
                    name + "paid on demand = 1; hindsight's level, then the first half's",
                    paid(after, level(after, discount), discount) / rented,
                    paid(after, level, discount) / rented);
            online(units, discount);
        }
    }

    private static int level(LoadDuration usage, double discount) {
        int level = 0;
        while (level < usage.levels() && usage.usedShare(level + 1).doubleValue() >= 1 - discount) {
            level++;
        }
        return level;
    }

    private static double paid(LoadDuration usage, int level, double discount) {
        double covered = usage.usedOf(BigDecimal.valueOf(level)).doubleValue()
                / usage.hours().doubleValue();
        return (1 - discount) * level + usage.mean().doubleValue() - covered;
    }

    private void online(List<BigDecimal> units, double discount) {
        OnlineRule rule = new OnlineRule(TERM_HOURS, (1 - discount) * TERM_HOURS, 0);
        int most = units.stream().mapToInt(BigDecimal::intValue).max().orElse(0);
        double paid = 0;
        double least = 0;
        double worst = 0;
        double rented = 0;
        for (int level = 1; level <= most; level++) {
            BitSet needed = new BitSet();
            for (int hour = 0; hour < units.size(); hour++) {
                needed.set(hour, units.get(hour).intValue() >= level);
            }
            double here = rule.hoursPaid(needed, units.size(), rule.enters(needed, units.size()));
            double hindsight = rule.leastHoursPaid(needed, units.size());
            worst = Math.max(worst, here / hindsight);
            paid += here;
            least += hindsight;
            rented += needed.cardinality();
        }
        String name = "discount " + discount + ", four-week terms: ";
        row("commitments", name + "on demand = 1; hindsight, then the rule", least / rented, paid / rented);
        row("commitments", name + "most the rule may pay over hindsight, then its worst level", 2, worst);
    }

    private void hazards() throws IOException {
        List<Failure> failures = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("energy/carbon"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.contains("grid-emissions") || name.equals("codecarbon_impact.csv")) {
                    failures.addAll(GridFactorsCsv.read(file).failures());
                } else if (name.endsWith("-use.csv")) {
                    failures.addAll(ProcessorPowerCsv.read(file).failures());
                } else if (name.endsWith("-embodied.csv")) {
                    failures.addAll(EmbodiedCsv.read(file).failures());
                }
            }
        }
        failures.forEach(f -> out.println("refused: " + f));
        row("hazards", "rows refused in the public tables of power and carbon", 3, failures.size());
    }

    private void row(String part, String what, double published, double found) {
        String row = String.format(
                Locale.ROOT, "%s,\"%s\",%s,%.9f,%.2e", part, what, published, found, Math.abs(found - published));
        rows.add(row);
        out.println(row);
    }
}
