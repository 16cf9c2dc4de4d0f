package dev.lepton.bench;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixPlanner;
import dev.lepton.core.plan.mix.MixProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Drawn problems of a mix, the same for a seed always, and the rounding that AIBrix does. */
final class MixFamilies {
    private static final double[] SIZES = {1, 1.6, 5, 9.5};
    private static final String[] PRICES = {"0.70", "1.01", "3.67", "7.5164"};
    private static final String[] NAMES = {"L4", "A10G", "A100", "H100"};

    private MixFamilies() {}

    /** 2 to 4 types, 2 to 8 buckets, at most some 16 machines; prices to the cent, an eighth of the throughputs 0. */
    static MixProblem small(long seed) {
        Random random = new Random(seed);
        int shapes = 2 + random.nextInt(3);
        int buckets = 2 + random.nextInt(7);
        double rate = Math.pow(2, random.nextInt(5));
        List<MixProblem.Bucket> all = new ArrayList<>();
        for (int b = 0; b < buckets; b++) {
            all.add(new MixProblem.Bucket(b, 0, "b" + b, rate * (0.1 + random.nextDouble()) / buckets));
        }
        List<MixProblem.Shape> types = new ArrayList<>();
        for (int s = 0; s < shapes; s++) {
            double size = 0.5 + 4 * random.nextDouble();
            List<Double> throughputs = new ArrayList<>();
            for (int b = 0; b < buckets; b++) {
                throughputs.add(s > 0 && random.nextInt(8) == 0 ? 0 : size * (0.2 + random.nextDouble()));
            }
            long cents = 20 + (long) (size * 100) + random.nextInt(100);
            types.add(new MixProblem.Shape(
                    "s" + s, Price.of(BigDecimal.valueOf(cents, 2), Money.USD), throughputs, OptionalInt.empty()));
        }
        return new MixProblem(all, types, 1, OptionalInt.empty());
    }

    /**
     * Four types at Mélange's recovered prices and sixty buckets, 10 input × 6 output sizes: throughput falls with size, more steeply on
     * small types, with noise of ±25 %; shares are exponential.
     */
    static MixProblem large(long seed, double rate) {
        Random random = new Random(1_000 + seed);
        double[] shares = random.doubles(60).map(u -> -Math.log(1 - u)).toArray();
        double sum = java.util.Arrays.stream(shares).sum();
        List<MixProblem.Bucket> buckets = new ArrayList<>();
        for (int b = 0; b < 60; b++) {
            buckets.add(new MixProblem.Bucket(b / 6, b % 6, "[" + b / 6 + "," + b % 6 + "]", rate * shares[b] / sum));
        }
        List<MixProblem.Shape> shapes = new ArrayList<>();
        for (int s = 0; s < 4; s++) {
            List<Double> throughputs = new ArrayList<>();
            for (int b = 0; b < 60; b++) {
                int input = b / 6;
                double work = Math.pow(1.5, input * (1 - 0.04 * s)) * Math.pow(1.6, b % 6) / 12;
                throughputs.add(SIZES[s] * (0.75 + 0.5 * random.nextDouble()) / work);
            }
            shapes.add(new MixProblem.Shape(NAMES[s], Price.usd(PRICES[s]), throughputs, OptionalInt.empty()));
        }
        return new MixProblem(buckets, shapes, 1, OptionalInt.empty());
    }

    /** Mélange's model with four slices in hundredths of machines, then each type rounded up to whole ones. */
    static Money hundredthsRoundedUp(MixProblem problem, MixPlanner planner) {
        List<MixProblem.Shape> hundredths = problem.shapes().stream()
                .map(s -> new MixProblem.Shape(
                        s.name(),
                        s.hourly().spreadOver(BigDecimal.valueOf(100)),
                        s.requestsPerSecond().stream().map(t -> t / 100).toList(),
                        s.stock()))
                .toList();
        MixProblem fine = new MixProblem(problem.buckets(), hundredths, problem.utilisationLimit(), OptionalInt.of(4));
        Plan plan = (Plan) planner.cheapest(fine);
        Money sum = Money.zero(problem.currency());
        for (int s = 0; s < hundredths.size(); s++) {
            int whole = (plan.counts().get(s) + 99) / 100;
            sum = sum.plus(problem.shapes().get(s).hourly().times(BigDecimal.valueOf(whole)));
        }
        return sum;
    }
}
