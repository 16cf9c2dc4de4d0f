package dev.lepton.app.cli;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.formats.documents.MixInputs;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.formats.profiles.Profiles;
import dev.lepton.formats.profiles.RequestTrace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where {@code lepton mix} looks up what the document does not state. A mixin. */
final class MixProfileOptions {
    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "Look shapes up in the profiles of this workspace, too.")
    private @Nullable Path workspace;

    @Option(names = "--profiles", paramLabel = "FILE", description = "Look shapes up in this profile, too; repeatable.")
    private List<Path> files = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private MeasuredOn measuredOn;

    @Option(
            names = "--guess",
            description =
                    "Where nothing was measured, guess from the roofline: peak arithmetic, memory bandwidth, memory.")
    private boolean guess;

    @Option(
            names = "--requests",
            paramLabel = "FILE.csv",
            description = "Recorded requests (ContextTokens,GeneratedTokens) fill the sizes that were measured.")
    private @Nullable Path requests;

    @Option(names = "--rate", paramLabel = "N", description = "How many requests a second come of --requests.")
    private @Nullable Double rate;

    MixInputs inputs(Consumer<String> err) {
        if ((requests == null) != (rate == null)) {
            throw Problem.input("--requests and --rate go together.", "Maybe --requests requests.csv --rate 8.");
        }
        if (rate != null && !(rate > 0 && Double.isFinite(rate))) {
            throw Problem.input("--rate is " + rate + ", but must be above 0.", "Maybe 8, requests a second.");
        }
        List<OperatingPoint> points = new ArrayList<>(Profiles.bundled());
        points.addAll(measuredOn.points(files, workspace, err));
        return new MixInputs(
                points,
                BundledPrices.knownDevices(),
                guess,
                requests == null ? List.of() : recorded(requests),
                rate == null ? 0 : rate);
    }

    private static List<RequestSize> recorded(Path file) {
        Ingested<RequestSize> read = RequestTrace.sizes(file);
        if (!read.failures().isEmpty()) {
            Failure first = read.failures().get(0);
            throw Problem.input(
                    first
                            + (read.failures().size() > 1
                                    ? ", and " + (read.failures().size() - 1) + " more."
                                    : "."),
                    first.reason().advice());
        }
        if (read.rows().isEmpty()) {
            throw Problem.input(file + " has no requests.", "Maybe it is another file.");
        }
        return read.rows();
    }
}
