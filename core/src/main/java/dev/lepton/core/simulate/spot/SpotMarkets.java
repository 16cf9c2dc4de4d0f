package dev.lepton.core.simulate.spot;

import dev.lepton.core.placement.spot.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The pinned markets that series are drawn from: nine classes of zones after the nine V100 zones of 2023-02-15 whose
 * availabilities (0.167 to 0.905) and range of mean runs (0.72 to 10.4 h) are published (Wu et al., Can't Be Late, NSDI'24;
 * measured again in our research notes). The mean runs between those two ends are ours, so are regimes and rhythm.
 *
 * <p>Fit over 400 drawn days: availability within 0.021 of the published, mean run within 10 %. Regions: zones of one region
 * are down together 1.37 to 2.46 times as often as if independent (published 2.5 on average, 5.2 at most), zones of
 * different regions 1.13 to 1.72 times (published 1.32, at most 1.67). No real trace was at hand.
 */
public final class SpotMarkets {
    private static final double[] AVAILABILITY = {.167, .447, .467, .591, .682, .759, .883, .891, .905};
    private static final double[] MEAN_RUN_HOURS = {.72, 1.5, 1.8, 2.4, 3.1, 4.4, 7.0, 8.5, 10.4};
    private static final int[][] ZONES = {{1, 2, 3}, {4, 5, 6}, {0, 3, 5}, {6, 7, 8}};

    /** How many classes of zones there are, numbered by rising availability. */
    public static final int CLASSES = 9;

    /** How many regions of three zones there are: 0 to 3 of one region, 4 to 7 of different ones. */
    public static final int REGIONS = 8;

    private SpotMarkets() {}

    /** The published availability of class {@code zone}. */
    public static double availability(int zone) {
        return AVAILABILITY[zone];
    }

    /** The market of class {@code zone}. */
    public static SpotMarket zone(int zone) {
        return new SpotMarket(
                new SpotMarket.Spec(AVAILABILITY[zone], MEAN_RUN_HOURS[zone], 1.6, 36, 24, (zone * 0.37) % 1));
    }

    /** The markets of the three zones of {@code region}, which share their regimes. */
    public static List<SpotMarket> region(int region) {
        boolean same = region < 4;
        List<SpotMarket> markets = new ArrayList<>();
        for (int z = 0; z < 3; z++) {
            int zone = ZONES[region % 4][z];
            markets.add(new SpotMarket(new SpotMarket.Spec(
                    AVAILABILITY[zone],
                    MEAN_RUN_HOURS[zone],
                    same ? 2.8 : 1.6,
                    same ? 24 : 36,
                    same ? 12 : 24,
                    (region * 0.23 + z * 0.05) % 1)));
        }
        return markets;
    }

    /** {@code ticks} ticks of one zone of {@code market}, from midnight on. */
    public static Availability draw(SpotMarket market, long seed, int ticks) {
        return Availability.of(new boolean[][] {SpotMarket.up(market.states(new SplittableRandom(seed), ticks))});
    }

    /** {@code ticks} ticks of the zones of {@code markets} under common regimes, from midnight on. */
    public static Availability draw(List<SpotMarket> markets, long seed, int ticks) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] leading = markets.get(0).states(random, ticks);
        boolean[][] up = new boolean[markets.size()][];
        for (int z = 0; z < up.length; z++) {
            up[z] = SpotMarket.up(markets.get(z).states(random, ticks, leading));
        }
        return Availability.of(up);
    }
}
