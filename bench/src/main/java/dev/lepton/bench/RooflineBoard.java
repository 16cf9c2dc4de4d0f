package dev.lepton.bench;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.plan.Figure;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Roofline;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.formats.profiles.Profiles;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How near the guess from the roofline comes to what was measured: the bundled points of the dense models whose sizes are public. */
final class RooflineBoard {
    /** About the mean answer of the chat task. */
    private static final double TOKENS_HELD = 650;

    /** Parameters, and bytes of cache for a token: layers times key-value heads times head size times two, two bytes each (the models' own configurations). */
    private record Size(double parameters, double cacheBytesPerToken) {}

    private static final Map<String, Size> SIZES = Map.of(
            "meta-llama/Llama-3.1-8B-Instruct", new Size(8.03e9, 131_072),
            "meta-llama/Llama-3.1-70B-Instruct", new Size(70.6e9, 327_680),
            "meta-llama/Llama-3.3-70B-Instruct", new Size(70.6e9, 327_680),
            "Qwen/Qwen3-8B", new Size(8.2e9, 147_456),
            "Qwen/Qwen3-14B", new Size(14.8e9, 163_840),
            "Qwen/Qwen3-32B", new Size(32.8e9, 262_144),
            "meta-llama/Llama-3.1-405B-Instruct-FP8", new Size(405.8e9, 516_096),
            "meta-llama/Llama-3.1-405B-Instruct", new Size(405.8e9, 516_096));

    /** A measured step beside the two times of its roofline, seconds. */
    private record Step(
            OperatingPoint point, double measured, double guess, double bound, double reading, double computing) {
        double error(double bandwidth, double arithmetic) {
            return Math.abs(Math.log((reading / bandwidth + computing / arithmetic) / measured));
        }
    }

    private RooflineBoard() {}

    static List<String> run(PrintStream out) {
        Devices devices = BundledPrices.knownDevices();
        List<Step> steps = Profiles.bundled().stream()
                .filter(p -> SIZES.containsKey(p.variant().model()))
                .flatMap(p -> step(p, devices).stream())
                .toList();
        out.println();
        out.println("Roofline: " + steps.size() + " points of " + SIZES.size()
                + " models; measured tokens a second ÷ the bound, at 5, 25, 50, 75, 95 %: "
                + quantiles(steps.stream().map(s -> s.bound() / s.measured()).toList()));
        out.println("measured ÷ guessed: "
                + quantiles(steps.stream().map(s -> s.guess() / s.measured()).toList()));
        out.println("error of the guess in either direction: "
                + quantiles(steps.stream()
                        .map(s -> Math.exp(s.error(Roofline.BANDWIDTH_SHARE, Roofline.ARITHMETIC_SHARE)) - 1)
                        .toList()));
        out.println("the same, shares fitted without the model: "
                + quantiles(held(steps, s -> s.point().variant().model())));
        out.println("the same, shares fitted without the device: "
                + quantiles(held(steps, s -> s.point().hardware().device())));
        List<String> rows = new ArrayList<>(
                List.of("model,precision,device,devices,concurrency,measured_step_ms,guessed_step_ms,bound_step_ms"));
        steps.forEach(s -> rows.add("%s,%s,%s,%d,%d,%.4f,%.4f,%.4f"
                .formatted(
                        s.point().variant().model(),
                        s.point().variant().precision().orElse(""),
                        s.point().hardware().device(),
                        s.point().hardware().count(),
                        s.point().concurrency().orElseThrow(),
                        1000 * s.measured(),
                        1000 * s.guess(),
                        1000 * s.bound())));
        return rows;
    }

    private static List<Step> step(OperatingPoint p, Devices devices) {
        Size size = java.util.Objects.requireNonNull(SIZES.get(p.variant().model()));
        Precision precision = p.variant().precision().orElseThrow().equals("fp8") ? Precision.FP8 : Precision.BF16;
        Roofline model = new Roofline(
                size.parameters(),
                size.parameters(),
                precision == Precision.FP8 ? 1 : 2,
                TOKENS_HELD * size.cacheBytesPerToken());
        Device device = devices.named(p.hardware().device()).orElseThrow();
        int count = p.hardware().count();
        int batch = p.concurrency().orElseThrow();
        if (!(model.tokensPerSecond(device, count, precision, batch) instanceof Figure.Known bound)) {
            return List.of();
        }
        double guess = model.stepSeconds(device, count, precision, batch);
        double bandwidth = count * device.memoryBandwidthGbps().orElseThrow().doubleValue() * 1e9;
        double reading = (size.parameters() * (precision == Precision.FP8 ? 1 : 2)
                        + batch * TOKENS_HELD * size.cacheBytesPerToken())
                / bandwidth;
        double computing = (guess - reading / Roofline.BANDWIDTH_SHARE) * Roofline.ARITHMETIC_SHARE;
        return List.of(
                new Step(p, batch / p.throughput().perSecond(), guess, batch / bound.value(), reading, computing));
    }

    /** Errors of every step by the shares that fit the steps of other groups best. */
    private static List<Double> held(List<Step> steps, java.util.function.Function<Step, String> group) {
        List<Double> errors = new ArrayList<>();
        steps.stream().map(group).distinct().sorted().forEach(left -> {
            Predicate<Step> in = s -> group.apply(s).equals(left);
            double[] shares = fitted(steps.stream().filter(in.negate()).toList());
            steps.stream().filter(in).forEach(s -> errors.add(Math.exp(s.error(shares[0], shares[1])) - 1));
        });
        return errors;
    }

    private static double[] fitted(List<Step> steps) {
        double least = Double.POSITIVE_INFINITY;
        double[] best = {1, 1};
        for (int b = 6; b <= 20; b++) {
            for (int a = 1; a <= 30; a++) {
                double bandwidth = b / 20.0;
                double arithmetic = a / 50.0;
                double error = steps.stream()
                        .mapToDouble(s -> s.error(bandwidth, arithmetic))
                        .sum();
                if (error < least) {
                    least = error;
                    best = new double[] {bandwidth, arithmetic};
                }
            }
        }
        return best;
    }

    private static String quantiles(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return Stream.of(0.05, 0.25, 0.5, 0.75, 0.95)
                .map(q -> "%.2f".formatted(sorted.get((int) Math.round(q * (sorted.size() - 1)))))
                .toList()
                .toString();
    }
}
