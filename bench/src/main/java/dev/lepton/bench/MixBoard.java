package dev.lepton.bench;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.Frontier;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.mix.MixAnswer;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixPlanner;
import dev.lepton.core.plan.mix.MixProblem;
import dev.lepton.core.plan.mix.ProfiledMix;
import dev.lepton.formats.documents.MixDocument;
import dev.lepton.formats.profiles.AibrixProfile;
import dev.lepton.formats.profiles.MlEnergy;
import dev.lepton.formats.profiles.RequestTrace;
import dev.lepton.planner.NativeSolver;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The cheapest mix of machines: exact, against Mélange's slices, one type alone, and rounding up a relaxed plan as AIBrix does. The
 * others are re-implementations on the same solver, not the projects' own programs.
 */
final class MixBoard {
    private static final Latency ITL_P90 = new Latency(Latency.Phase.ITL, Latency.Statistic.P90);

    private final Path data;
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>(
            List.of("board,case,requests_per_second,method,usd_per_hour,lower_bound,optimal,milliseconds"));
    private final MixPlanner exact = new MixPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 100_000));
    private final MixPlanner sliced = new MixPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 300));

    MixBoard(Path data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    List<String> run(int instances, int seeds) {
        example();
        azure("conv", "AzureLLMInferenceTrace_conv.csv");
        azure("code, first half", "AzureLLMInferenceTrace_code_first_half.csv");
        breakEvens();
        drawn(instances);
        large(seeds);
        return rows;
    }

    private void example() {
        MixProblem problem =
                MixDocument.read(data.resolve("serving/melange_example.json")).problem();
        out.println("Mélange's example: method, USD an hour");
        Optional<Money> mix = solved("example", "melange", 30, "exact", problem);
        for (int slices : new int[] {1, 2, 3, 4, 8, 16}) {
            solved("example", "melange", 30, "slices " + slices, problem.withSlices(OptionalInt.of(slices)));
        }
        others("example", "melange", 30, problem);
        rows.stream().skip(1).forEach(out::println);
        out.println(mix.map(m -> "exact: " + m).orElse("no plan"));
    }

    private void azure(String name, String file) {
        List<RequestSize> requests =
                RequestTrace.sizes(data.resolve("serving/" + file)).rows();
        Path profiles = data.resolve("serving/aibrix-profiles");
        List<ProfiledMix.Profiled> shapes = List.of(
                profiled("A100", "3.67", profiles.resolve("aibrix-simulator-llama2-7b-a100_obsoleted_v1.json")),
                profiled("A40", "1.28", profiles.resolve("aibrix-simulator-llama2-7b-a40.json")));
        out.println("Azure " + name
                + " on AIBrix profiles: req/s, exact, slices 1, slices 4, best alone, relaxed and rounded up");
        for (int rate = 1; rate <= 64; rate *= 2) {
            MixProblem problem = ProfiledMix.of(requests, rate, shapes);
            Optional<Money> mix = solved("azure", name, rate, "exact", problem);
            Optional<Money> one = solved("azure", name, rate, "slices 1", problem.withSlices(OptionalInt.of(1)));
            Optional<Money> four = solved("azure", name, rate, "slices 4", problem.withSlices(OptionalInt.of(4)));
            out.println(rate + " " + shown(mix) + " " + shown(one) + " " + shown(four) + " "
                    + String.join(" ", others("azure", name, rate, problem)));
        }
    }

    private static ProfiledMix.Profiled profiled(String name, String price, Path file) {
        return new ProfiledMix.Profiled(
                name,
                Price.usd(price),
                OptionalInt.empty(),
                AibrixProfile.read(file).rows());
    }

    /** At which price of a B200 in H100s the cheaper choice flips, from the measurements, and that the planner flips there. */
    private void breakEvens() {
        Map<String, Map<String, List<OperatingPoint>>> byModel = new LinkedHashMap<>();
        for (OperatingPoint m :
                MlEnergy.read(data.resolve("serving/mlenergy_llm_flat.csv")).rows()) {
            if (m.workload().equals(Optional.of("lm-arena-chat"))) {
                byModel.computeIfAbsent(m.variant().model(), k -> new LinkedHashMap<>())
                        .computeIfAbsent(m.hardware().device(), k -> new ArrayList<>())
                        .add(m);
            }
        }
        out.println(
                "B200/H100 break-even price ratio: model, then at p90 ITL ≤ 20, 50, 100 ms; the planner flips there");
        byModel.forEach((model, devices) -> {
            StringBuilder line = new StringBuilder(model);
            for (int limit : new int[] {20, 50, 100}) {
                Map<Latency, Double> limits = Map.of(ITL_P90, (double) limit);
                List<OperatingPoint> first = devices.getOrDefault("H100", List.of());
                List<OperatingPoint> second = devices.getOrDefault("B200", List.of());
                OptionalDouble ratio = ratio(first, second, limits);
                line.append(
                        ratio.isPresent()
                                ? " %.2f %s"
                                        .formatted(
                                                ratio.getAsDouble(), flips(first, second, limits, ratio.getAsDouble()))
                                : " – –");
                rows.add("break-even,%s,%d,ratio,%s,,,"
                        .formatted(model, limit, ratio.isPresent() ? ratio.getAsDouble() : ""));
            }
            out.println(line);
        });
    }

    /** How much dearer a device of {@code second} may be: the ratio of the most that was measured within the limits. */
    private static OptionalDouble ratio(
            List<OperatingPoint> first, List<OperatingPoint> second, Map<Latency, Double> limits) {
        Optional<OperatingPoint> a = Frontier.measured(first, limits);
        Optional<OperatingPoint> b = Frontier.measured(second, limits);
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of(b.get().perDevice() / a.get().perDevice())
                : OptionalDouble.empty();
    }

    /**
     * Whether the cheapest mix for much demand is B200 a percent below {@code ratio} and H100 a percent above, but for the few of the other
     * type that fill the last machine better.
     */
    private String flips(
            List<OperatingPoint> first, List<OperatingPoint> second, Map<Latency, Double> limits, double ratio) {
        Plan below = choice(first, second, limits, ratio * 0.99);
        Plan above = choice(first, second, limits, ratio * 1.01);
        boolean flips = 100 * below.counts().get(0) <= below.counts().get(1)
                && 100 * above.counts().get(1) <= above.counts().get(0);
        return flips ? "yes" : "NO";
    }

    private Plan choice(
            List<OperatingPoint> first, List<OperatingPoint> second, Map<Latency, Double> limits, double ratio) {
        double h100 = Frontier.measured(first, limits).orElseThrow().perDevice();
        double b200 = Frontier.measured(second, limits).orElseThrow().perDevice();
        MixProblem problem = new MixProblem(
                List.of(new MixProblem.Bucket(0, 0, "tokens", 100_000 * Math.max(h100, b200))),
                List.of(
                        new MixProblem.Shape("H100", Price.usd("1"), List.of(h100), OptionalInt.empty()),
                        new MixProblem.Shape(
                                "B200",
                                Price.of(
                                        BigDecimal.valueOf(ratio).setScale(4, java.math.RoundingMode.HALF_EVEN),
                                        Money.USD),
                                List.of(b200),
                                OptionalInt.empty())),
                1,
                OptionalInt.empty());
        return (Plan) exact.cheapest(problem);
    }

    private void drawn(int instances) {
        int compared = 0;
        int dearer = 0;
        int ties = 0;
        int worse = 0;
        double excess = 0;
        double most = 0;
        for (int seed = 0; seed < instances; seed++) {
            MixProblem problem = MixFamilies.small(seed);
            Optional<Money> mix = solved("drawn", "seed " + seed, 0, "exact", problem);
            for (int slices = 1; slices <= 16 && mix.isPresent(); slices++) {
                Optional<Money> other = solved(
                        "drawn", "seed " + seed, 0, "slices " + slices, problem.withSlices(OptionalInt.of(slices)));
                if (other.isPresent()) {
                    compared++;
                    int sign = mix.get().compareTo(other.get());
                    dearer += sign > 0 ? 1 : 0;
                    ties += sign == 0 ? 1 : 0;
                    worse += sign < 0 ? 1 : 0;
                    double share = other.get().toDouble() / mix.get().toDouble() - 1;
                    excess += share;
                    most = Math.max(most, share);
                }
            }
        }
        out.printf(
                "%d drawn problems, %d sliced plans: exact dearer in %d, ties %d, sliced dearer in %d, by %.2f %% in the mean of all and %.1f %%"
                        + " at most%n",
                instances, compared, dearer, ties, worse, 100 * excess / compared, 100 * most);
    }

    /** Four types, sixty buckets. */
    private void large(int seeds) {
        out.println(
                "4 types × 60 buckets: req/s, exact mean and longest ms of the processor; above exact %: slices 4 mean and most (its mean ms, not proven), "
                        + "best alone, relaxed and rounded up");
        for (int rate = 1; rate <= 32; rate *= 2) {
            Tally times = new Tally();
            Tally slices = new Tally();
            Tally sliceTimes = new Tally();
            Tally alone = new Tally();
            Tally rounded = new Tally();
            for (int seed = 0; seed < seeds; seed++) {
                MixProblem problem = MixFamilies.large(seed, rate);
                String name = "seed " + seed;
                double cost = solved("large", name, rate, "exact", problem)
                        .orElseThrow()
                        .toDouble();
                times.add(lastMillis());
                double four = solved("large", name, rate, "slices 4", problem.withSlices(OptionalInt.of(4)))
                        .orElseThrow()
                        .toDouble();
                slices.add(100 * (four / cost - 1));
                sliceTimes.add(lastMillis());
                List<String> others = others("large", name, rate, problem);
                alone.add(100 * (Double.parseDouble(others.get(0)) / cost - 1));
                rounded.add(100 * (Double.parseDouble(others.get(1)) / cost - 1));
            }
            out.printf(
                    "%d: %.0f %.0f; %.2f %.1f (%.0f ms); %.1f; %.1f%n",
                    rate,
                    times.mean(),
                    times.most(),
                    slices.mean(),
                    slices.most(),
                    sliceTimes.mean(),
                    alone.mean(),
                    rounded.mean());
        }
    }

    private double lastMillis() {
        String last = rows.get(rows.size() - 1);
        return Double.parseDouble(last.substring(last.lastIndexOf(',') + 1));
    }

    /** Solved and kept as a row; the time is the processor's for the plan alone, without what binds, so that other work on the machine does not count. */
    private Optional<Money> solved(String board, String name, double rate, String method, MixProblem problem) {
        MixPlanner planner = problem.slices().isPresent() ? sliced : exact;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        MixAnswer answer = planner.cheapest(problem);
        double millis = (threads.getCurrentThreadCpuTime() - start) / 1e6;
        if (answer instanceof Plan plan) {
            rows.add("%s,\"%s\",%s,%s,%s,%s,%s,%.1f"
                    .formatted(
                            board,
                            name,
                            rate,
                            method,
                            plan.hourly().amount().toPlainString(),
                            plan.bound().amount().toPlainString(),
                            plan.optimal(),
                            millis));
            return Optional.of(plan.hourly());
        }
        rows.add("%s,\"%s\",%s,%s,,,,%.1f".formatted(board, name, rate, method, millis));
        return Optional.empty();
    }

    /** The cheapest type alone, and a plan in hundredths of machines, each type rounded up. */
    private List<String> others(String board, String name, double rate, MixProblem problem) {
        Optional<Money> alone = Optional.empty();
        for (int s = 0; s < problem.shapes().size(); s++) {
            if (problem.alone(s).isPresent()) {
                Money cost = problem.shapes()
                        .get(s)
                        .hourly()
                        .times(BigDecimal.valueOf(problem.alone(s).getAsInt()));
                alone = Optional.of(alone.filter(a -> a.compareTo(cost) <= 0).orElse(cost));
            }
        }
        Money rounded = MixFamilies.hundredthsRoundedUp(problem, sliced);
        rows.add("%s,\"%s\",%s,best alone,%s,,,0"
                .formatted(
                        board,
                        name,
                        rate,
                        alone.map(a -> a.amount().toPlainString()).orElse("")));
        rows.add("%s,\"%s\",%s,hundredths rounded up,%s,,,0"
                .formatted(board, name, rate, rounded.amount().toPlainString()));
        return List.of(
                alone.map(a -> a.amount().toPlainString()).orElse("NaN"),
                rounded.amount().toPlainString());
    }

    private static String shown(Optional<Money> cost) {
        return cost.map(c -> c.amount().toPlainString()).orElse("–");
    }

    /** Mean and largest of what was added. */
    private static final class Tally {
        private double sum;
        private double most;
        private int count;

        void add(double value) {
            sum += value;
            most = Math.max(most, value);
            count++;
        }

        double mean() {
            return sum / count;
        }

        double most() {
            return most;
        }
    }
}
