package dev.lepton.bench;

import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicies;
import dev.lepton.core.simulate.spot.OfflineOptimum;
import dev.lepton.core.simulate.spot.SpotMarket;
import dev.lepton.core.simulate.spot.SpotMarkets;
import dev.lepton.core.simulate.spot.SpotOutcome;
import dev.lepton.core.simulate.spot.SpotSimulation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Policies for a job with a deadline on spot capacity, against the offline optimum: every setting of the grid on every class
 * of zones (and, at on-demand 3 times spot, on regions of three zones), seven days of history before each job.
 */
final class SpotBoard {
    private static final List<String> NAMES = SpotPolicies.NAMES;
    private static final double[] RATIOS = {1.1, 1.2, 1.3, 1.4, 1.5};
    private static final int[] WORK_HOURS = {24, 48, 96};
    private static final int[] CHANGEOVER_TICKS = {0, 1, 2, 5};
    private static final double[] PRICE_RATIOS = {2, 3, 5};
    private static final int HISTORY = 7 * SpotJob.TICKS_PER_DAY;
    private static final int LONGEST = 144 * SpotJob.TICKS_PER_HOUR;

    private final PrintStream out;
    private final List<String> rows = new ArrayList<>(
            List.of("board,series,seed,deadline_over_work,work_hours,changeover_hours,on_demand_over_spot,policy,"
                    + "spot_hours,optimum_spot_hours,finish_hours,changeovers,missed"));

    SpotBoard(PrintStream out) {
        this.out = out;
    }

    /** One job of the grid. */
    private record Setting(double ratio, int workHours, int changeoverTicks, double onDemandOverSpot) {
        SpotJob job() {
            int work = workHours * SpotJob.TICKS_PER_HOUR;
            return new SpotJob(work, (int) Math.round(work * ratio), changeoverTicks, onDemandOverSpot);
        }

        List<String> groups(String series) {
            return List.of(
                    "all",
                    "deadline/work " + ratio,
                    "work " + workHours + " h",
                    "changeover " + changeoverTicks / 10.0 + " h",
                    "on-demand/spot " + onDemandOverSpot,
                    series);
        }

        String cells() {
            return ratio + "," + workHours + "," + changeoverTicks / 10.0 + "," + onDemandOverSpot;
        }
    }

    /** Both boards with {@code seeds} series per class; the rows of the results file. */
    List<String> run(int seeds) {
        long begin = System.nanoTime();
        SpotTally single = new SpotTally(NAMES);
        for (int zone = 0; zone < SpotMarkets.CLASSES; zone++) {
            SpotMarket market = SpotMarkets.zone(zone);
            for (int seed = 1; seed <= seeds; seed++) {
                Availability series = SpotMarkets.draw(market, number("single", zone, seed), HISTORY + LONGEST);
                series("single", "zone " + zone, seed, series, settings(PRICE_RATIOS), single);
            }
            out.printf(Locale.ROOT, "zone %d done, %.0f s%n", zone, (System.nanoTime() - begin) / 1e9);
        }
        SpotTally multi = new SpotTally(NAMES);
        for (int region = 0; region < SpotMarkets.REGIONS; region++) {
            List<SpotMarket> markets = SpotMarkets.region(region);
            for (int seed = 1; seed <= seeds; seed++) {
                Availability series = SpotMarkets.draw(markets, number("multi", region, seed), HISTORY + LONGEST);
                series("multi", "region " + region, seed, series, settings(new double[] {3}), multi);
            }
            out.printf(Locale.ROOT, "region %d done, %.0f s%n", region, (System.nanoTime() - begin) / 1e9);
        }
        single.print("One zone: 180 settings × 9 classes × " + seeds + " series", out);
        multi.print("Three zones: 60 settings × 8 regions × " + seeds + " series", out);
        return rows;
    }

    /** Seeds of the scoreboard; those that settings were chosen on are others. */
    private static long number(String board, int group, int seed) {
        return 20_261_124L + 1_000_003L * group + 7919L * seed + (board.equals("multi") ? 500_000_003L : 0);
    }

    private static List<Setting> settings(double[] priceRatios) {
        List<Setting> settings = new ArrayList<>();
        for (double ratio : RATIOS) {
            for (int work : WORK_HOURS) {
                for (int changeover : CHANGEOVER_TICKS) {
                    for (double k : priceRatios) {
                        settings.add(new Setting(ratio, work, changeover, k));
                    }
                }
            }
        }
        return settings;
    }

    private void series(
            String board, String name, int seed, Availability series, List<Setting> settings, SpotTally tally) {
        for (Setting setting : settings) {
            SpotJob job = setting.job();
            double least = OfflineOptimum.of(job, series, HISTORY).inSpotTicks(job);
            SpotSimulation simulation = new SpotSimulation(job, series, HISTORY, 0);
            double[] paid = new double[NAMES.size()];
            for (int p = 0; p < paid.length; p++) {
                long begin = System.nanoTime();
                SpotOutcome outcome = simulation.run(SpotPolicies.named(NAMES.get(p), 31L * seed + name.hashCode()));
                tally.took(p, System.nanoTime() - begin, outcome.finishTick(), outcome.missed());
                paid[p] = outcome.inSpotTicks(job);
                rows.add(String.format(
                        Locale.ROOT,
                        "%s,%s,%d,%s,%s,%.1f,%.1f,%.1f,%d,%b",
                        board,
                        name,
                        seed,
                        setting.cells(),
                        NAMES.get(p),
                        paid[p] / SpotJob.TICKS_PER_HOUR,
                        least / SpotJob.TICKS_PER_HOUR,
                        outcome.finishTick() / (double) SpotJob.TICKS_PER_HOUR,
                        outcome.changeovers(),
                        outcome.missed()));
            }
            List<String> groups = new ArrayList<>(setting.groups(name));
            groups.add("seed " + seed);
            tally.add(groups, paid, least);
        }
    }
}
