package dev.lepton.core.finance.risk;

import dev.lepton.core.finance.CashFlow;
import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Net present values drawn at random. Blocks of paths have random streams of their own, so the same seed gives the same
 * figures however many processors there are. Time and memory grow with paths × inputs.
 */
public final class MonteCarlo {
    private static final int BLOCK = 1 << 13;
    private static final double Z95 = 1.6448536269514722;

    private final UncertainFlows flows;
    private final double[][] root;
    private final Spread[] spreads;
    /** Present value of one unit of each product of inputs. */
    private final double[] worth;

    private final int[][] factors;

    private MonteCarlo(UncertainFlows flows, BigDecimal rate) {
        this.flows = flows;
        root = flows.root();
        spreads = flows.inputs().stream().map(UncertainFlows.Input::spread).toArray(Spread[]::new);
        Map<List<Integer>, List<CashFlow>> groups = new LinkedHashMap<>();
        for (UncertainFlows.Flow flow : flows.flows()) {
            List<Integer> product =
                    flow.times().stream().map(flows::index).sorted().toList();
            groups.computeIfAbsent(product, p -> new ArrayList<>()).add(flow.payment());
        }
        worth = new double[groups.size()];
        factors = new int[groups.size()][];
        int g = 0;
        for (Map.Entry<List<Integer>, List<CashFlow>> group : groups.entrySet()) {
            worth[g] = new CashFlows(group.getValue()).netPresentValue(rate).toDouble();
            factors[g++] = group.getKey().stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /**
     * Draws {@code paths} net present values at {@code rate}.
     *
     * @param rate per year as a share, above −1
     * @param paths 1 or more
     */
    public static Risk run(UncertainFlows flows, BigDecimal rate, int paths, long seed) {
        if (paths < 1) {
            throw new IllegalArgumentException("At least one path is needed, not " + paths + ".");
        }
        MonteCarlo draws = new MonteCarlo(flows, rate);
        double[] values = new double[paths];
        SplittableRandom seeds = new SplittableRandom(seed);
        long[] ofBlock = IntStream.rangeClosed(0, (paths - 1) / BLOCK)
                .mapToLong(b -> seeds.nextLong())
                .toArray();
        IntStream.range(0, ofBlock.length)
                .parallel()
                .forEach(b -> draws.block(values, b * BLOCK, Math.min(paths, (b + 1) * BLOCK), ofBlock[b]));
        Currency currency = flows.flows().get(0).payment().amount().currency();
        return Risk.of(values, draws.tornado(rate), currency);
    }

    private void block(double[] values, int from, int to, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = spreads.length;
        double[] normal = new double[n];
        double[] input = new double[n];
        for (int path = from; path < to; path++) {
            for (int i = 0; i < n; i++) {
                normal[i] = random.nextGaussian();
                double z = 0;
                for (int k = 0; k <= i; k++) {
                    z += root[i][k] * normal[k];
                }
                input[i] = spreads[i].at(z);
            }
            double sum = 0;
            for (int g = 0; g < worth.length; g++) {
                double product = worth[g];
                for (int f : factors[g]) {
                    product *= input[f];
                }
                sum += product;
            }
            values[path] = sum;
        }
    }

    private List<Risk.Sway> tornado(BigDecimal rate) {
        List<Risk.Sway> tornado = new ArrayList<>();
        for (UncertainFlows.Input input : flows.inputs()) {
            tornado.add(new Risk.Sway(input.name(), value(input, -Z95, rate), value(input, Z95, rate)));
        }
        return tornado;
    }

    private Money value(UncertainFlows.Input input, double z, BigDecimal rate) {
        Map<String, BigDecimal> at = new TreeMap<>();
        at.put(input.name(), BigDecimal.valueOf(input.spread().at(z)));
        return flows.with(at).netPresentValue(rate);
    }
}
