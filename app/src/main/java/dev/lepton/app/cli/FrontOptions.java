package dev.lepton.app.cli;

import dev.lepton.compress.shrink.Point;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code lepton shrink} does with every variant that it measured. A mixin. */
final class FrontOptions {
    @Option(
            names = "--front",
            paramLabel = "DIR",
            description = "Write every variant that no other beats in all of drift, latency, size and memory to a file"
                    + " there.")
    private @Nullable Path folder;

    @Option(
            names = "--device-price",
            paramLabel = "USD",
            description =
                    "Of an hour of what runs one inference at a time: a machine's price over its cores. Gives $ per"
                            + " million inferences.")
    private @Nullable BigDecimal price;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu-core",
            description = "How --emit-points calls it. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu-core";

    @Option(
            names = "--emit-points",
            paramLabel = "FILE.yaml",
            description =
                    "Write the front and the original as operating points in Lepton's own profile, for mix and plan.")
    private @Nullable Path points;

    /** Whether every variant must be measured. */
    boolean wanted() {
        return folder != null || points != null || price != null;
    }

    void check() {
        if (price != null && price.signum() < 0) {
            throw Problem.input("--device-price is " + price + ".", "Maybe 0.04.");
        }
    }

    /** What a million inferences come to, one after the other; empty without a price. */
    Optional<BigDecimal> perMillion(Point point) {
        return Optional.ofNullable(price)
                .map(p -> InferencePrice.perMillion(
                                Price.usd(p.toPlainString()),
                                point.latencyMillis().mid())
                        .amount());
    }

    /** Writes what was asked for; the files of the front, point by point, where a folder was given. */
    List<Optional<Path>> write(Shrunk shrunk, String model) {
        List<Optional<Path>> files = new ArrayList<>();
        for (Point point : shrunk.front()) {
            Optional<Path> file = Optional.ofNullable(folder).map(f -> f.resolve(fileName(point, model)));
            file.ifPresent(f -> point.model().write(f));
            files.add(file);
        }
        if (points != null) {
            // with the original, which is what runs today
            List<OperatingPoint> all = Stream.concat(shrunk.points().stream().limit(1), shrunk.front().stream())
                    .distinct()
                    .map(p -> operatingPoint(p, model))
                    .toList();
            EmittedPoints.write(points, all);
        }
        return files;
    }

    private static String fileName(Point point, String model) {
        return model + "-" + point.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".onnx";
    }

    private OperatingPoint operatingPoint(Point point, String model) {
        OptionalDouble accuracy = point.accuracy();
        Map<String, BigDecimal> scores = accuracy.isPresent()
                ? Map.of("top1_percent", percent(accuracy.getAsDouble()))
                : Promise.USUAL.tells(point.agreement())
                        ? Map.of(
                                "same_decisions_percent",
                                percent(point.agreement().share()))
                        : Map.of();
        return new OperatingPoint(
                new Variant(model, Optional.of(point.name())),
                new Hardware(device, 1, Optional.empty()),
                OptionalInt.of(1),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of("lepton shrink, one at a time"),
                new Throughput(1000 / point.latencyMillis().mid(), Throughput.Work.REQUESTS),
                Map.of(
                        new Latency(Latency.Phase.E2E, Latency.Statistic.P50),
                        point.latencyMillis().mid()),
                OptionalDouble.empty(),
                scores,
                new Provenance("lepton shrink", Confidence.MEASURED));
    }

    private static BigDecimal percent(double share) {
        return BigDecimal.valueOf(100 * share).setScale(4, RoundingMode.HALF_EVEN);
    }
}
