package dev.lepton.planner;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.mix.MixAnswer;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Problems to plan for, and what a plan must hold to, checked without a solver. */
final class Mixes {
    private Mixes() {}

    /** The only example that Mélange ships. */
    static MixProblem melange(OptionalInt slices) {
        return new MixProblem(
                List.of(bucket(0, 0, 6), bucket(0, 1, 3), bucket(1, 0, 15), bucket(1, 1, 6)),
                List.of(shape("A10G", "1.01", 2, 1, 5, 2), shape("A100-80GB", "3.67", 20, 20, 40, 20)),
                1,
                slices);
    }

    static MixProblem.Bucket bucket(int row, int column, double rate) {
        return new MixProblem.Bucket(row, column, row + "," + column, rate);
    }

    static MixProblem.Shape shape(String name, String price, double... throughputs) {
        return new MixProblem.Shape(
                name,
                Price.usd(price),
                java.util.Arrays.stream(throughputs).boxed().toList(),
                OptionalInt.empty());
    }

    /** Drawn: 1 to 5 shapes, 1 to 10 buckets; some throughputs are 0, some shapes scarce, prices to the cent. */
    static MixProblem drawn(long seed, int mostShapes, boolean scarce) {
        Random random = new Random(seed);
        int shapes = 1 + random.nextInt(mostShapes);
        int buckets = 1 + random.nextInt(10);
        List<MixProblem.Bucket> all = new ArrayList<>();
        double scale = Math.pow(2, random.nextInt(6));
        for (int b = 0; b < buckets; b++) {
            all.add(bucket(b, 0, scale * random.nextDouble() / buckets));
        }
        List<MixProblem.Shape> types = new ArrayList<>();
        for (int s = 0; s < shapes; s++) {
            double size = 0.5 + 4 * random.nextDouble();
            List<Double> throughputs = new ArrayList<>();
            for (int b = 0; b < buckets; b++) {
                throughputs.add(random.nextInt(8) == 0 ? 0 : size * (0.1 + random.nextDouble()));
            }
            types.add(new MixProblem.Shape(
                    "s" + s,
                    Price.of(BigDecimal.valueOf(20 + (long) (size * 100) + random.nextInt(100), 2), Money.USD),
                    throughputs,
                    scarce && random.nextBoolean() ? OptionalInt.of(random.nextInt(4)) : OptionalInt.empty()));
        }
        double limit = random.nextBoolean() ? 1 : 0.6 + 0.4 * random.nextDouble();
        return new MixProblem(all, types, limit, OptionalInt.empty());
    }

    /** What is wrong with {@code plan}; empty when it serves everything within its machines and its cost is theirs. */
    static List<String> flaws(MixProblem problem, Plan plan) {
        List<String> flaws = new ArrayList<>();
        double[] served = new double[problem.buckets().size()];
        double[] load = new double[problem.shapes().size()];
        for (MixAnswer.Route r : plan.routes()) {
            double throughput =
                    problem.shapes().get(r.shape()).requestsPerSecond().get(r.bucket());
            served[r.bucket()] += r.share();
            load[r.shape()] += r.share() * problem.buckets().get(r.bucket()).requestsPerSecond() / throughput;
        }
        BigDecimal hourly = BigDecimal.ZERO;
        for (int b = 0; b < served.length; b++) {
            if (problem.buckets().get(b).requestsPerSecond() > 0 && Math.abs(served[b] - 1) > 1e-7) {
                flaws.add("bucket " + b + " is served to " + served[b]);
            }
        }
        for (int s = 0; s < load.length; s++) {
            int count = plan.counts().get(s);
            if (load[s] > problem.utilisationLimit() * count * (1 + 1e-7) + 1e-9) {
                flaws.add("shape " + s + " has " + load[s] + " on " + count);
            }
            if (count > problem.shapes().get(s).stock().orElse(Integer.MAX_VALUE)) {
                flaws.add("shape " + s + " has " + count + " of its stock");
            }
            hourly = hourly.add(problem.shapes().get(s).hourly().amount().multiply(BigDecimal.valueOf(count)));
        }
        if (plan.hourly().amount().compareTo(hourly) != 0 || plan.bound().compareTo(plan.hourly()) > 0) {
            flaws.add("it costs " + plan.hourly() + " and not " + hourly + ", bound " + plan.bound());
        }
        return flaws;
    }
}
