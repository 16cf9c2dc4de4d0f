package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Sizes;
import dev.lepton.core.placement.share.Throughputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Job streams drawn after Gavel's description (OSDI'20, EXPERIMENTS.md of its repository): model uniform over 26, gangs of
 * 1, 2, 4, 8 with 0.70, 0.10, 0.15, 0.05 after Philly, durations on the first type 60 × 10^U(1.5, 3) s with probability
 * 0.8 and else 60 × 10^U(3, 4) s, deadlines of 1.2, 2 or 10 durations. The random streams are ours: seeds are not Gavel's.
 *
 * @param count how many jobs
 * @param gangs whether there are gangs; all jobs have one GPU otherwise
 * @param perHour arrivals per hour, exponential gaps; 0 for all at once
 * @param deadlines whether jobs have deadlines
 * @param seed of the three streams
 * @param elastic whether a job that can have a gang can have any of 1, 2, 4 and 8 GPUs that its model was measured with
 */
public record GavelJobs(int count, boolean gangs, double perHour, boolean deadlines, long seed, boolean elastic) {
    private static final int[] GANGS = {1, 2, 4, 8};

    private static final List<String> MODELS = Stream.of(
                    sizes("ResNet-18", 16, 32, 64, 128, 256),
                    sizes("ResNet-50", 16, 32, 64, 128),
                    sizes("Transformer", 16, 32, 64, 128, 256),
                    sizes("LM", 5, 10, 20, 40, 80),
                    sizes("Recommendation", 512, 1024, 2048, 4096, 8192),
                    Stream.of("A3C", "CycleGAN"))
            .flatMap(s -> s)
            .toList();

    public GavelJobs {
        if (count <= 0 || !(perHour >= 0)) {
            throw new IllegalArgumentException(count + " jobs at " + perHour + " an hour cannot be drawn.");
        }
    }

    /** Jobs that keep the gang they ask for. */
    public GavelJobs(int count, boolean gangs, double perHour, boolean deadlines, long seed) {
        this(count, gangs, perHour, deadlines, seed, false);
    }

    private static Stream<String> sizes(String model, int... sizes) {
        return IntStream.of(sizes).mapToObj(s -> model + " (batch size " + s + ")");
    }

    /** The models it draws from, as throughput tables name them. */
    public static List<String> models() {
        return MODELS;
    }

    /**
     * The jobs, by arrival.
     *
     * @param table must know every model on the first type of {@code pools}
     */
    public List<TraceJob> draw(Throughputs table, Pools pools) {
        SplittableRandom draws = new SplittableRandom(7919L * (seed + 2));
        SplittableRandom arrivals = new SplittableRandom(104729L * (seed + 3));
        SplittableRandom due = new SplittableRandom(1299709L * (seed + 4));
        List<TraceJob> jobs = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < count; i++) {
            int gpus = gang(draws.nextDouble());
            double seconds = draws.nextDouble() < 0.8
                    ? 60 * Math.pow(10, 1.5 + 1.5 * draws.nextDouble())
                    : 60 * Math.pow(10, 3 + draws.nextDouble());
            String model = MODELS.get(draws.nextInt(MODELS.size()));
            while (gpus > 1 && !distributed(model)) {
                model = MODELS.get(draws.nextInt(MODELS.size()));
            }
            double factor = factor(due.nextDouble());
            TraceJob.Terms terms = deadlines ? TraceJob.Terms.NONE.due(factor * seconds / 3600) : TraceJob.Terms.NONE;
            jobs.add(TraceJob.of(i, "job " + i + " " + model, sizes(table, pools, model, gpus, seconds), now, terms));
            now += perHour > 0 ? -Math.log(1 - arrivals.nextDouble()) / perHour : 0;
        }
        return jobs;
    }

    private int gang(double draw) {
        if (!gangs) {
            return 1;
        }
        return draw < 0.7 ? 1 : draw < 0.8 ? 2 : draw < 0.95 ? 4 : 8;
    }

    private static double factor(double draw) {
        return draw < 0.33 ? 1.2 : draw < 0.67 ? 2 : 10;
    }

    private static boolean distributed(String model) {
        return !(model.startsWith("Recommendation") || model.equals("A3C") || model.equals("CycleGAN"));
    }

    private Sizes sizes(Throughputs table, Pools pools, String model, int gpus, double seconds) {
        double steps =
                seconds * table.stepsPerSecond(pools.name(0), model, gpus).orElse(0);
        Sizes.Size asked = new Sizes.Size(gpus, Lengths.of(hours(table, pools, model, gpus, steps)));
        List<Sizes.Size> all = new ArrayList<>(List.of(asked));
        for (int n : elastic && gangs && distributed(model) ? GANGS : new int[0]) {
            double[] hours = hours(table, pools, model, n, steps);
            if (n != gpus && Arrays.stream(hours).anyMatch(Double::isFinite)) {
                all.add(new Sizes.Size(n, Lengths.of(hours)));
            }
        }
        return new Sizes(asked, all);
    }

    private static double[] hours(Throughputs table, Pools pools, String model, int gpus, double steps) {
        return IntStream.range(0, pools.types())
                .mapToDouble(t -> table.hours(pools.name(t), model, gpus, steps))
                .toArray();
    }
}
