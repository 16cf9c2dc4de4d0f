package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.profiles.Given;
import dev.lepton.formats.profiles.Profiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code --profiles} were measured on, where the files do not say. A mixin. */
final class MeasuredOn {
    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model of --profiles, where a file names none (Melange, AIBrix).")
    private @Nullable String model;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "What --profiles were measured on, where a file does not say (vLLM, AIBrix, Zeus).")
    private @Nullable String device;

    @Option(names = "--devices", paramLabel = "N", description = "How many of it together. Default: 1.")
    private int devices = 1;

    /** The points of {@code files} and of the workspace, if there is one; rows that are wrong are told. */
    List<OperatingPoint> points(List<Path> files, @Nullable Path workspace, Consumer<String> err) {
        List<OperatingPoint> points = new ArrayList<>();
        if (workspace != null) {
            try (Session session = Session.open(workspace)) {
                points.addAll(session.profiles().points());
            }
        }
        points.addAll(of(files, given(), err));
        return points;
    }

    /** The points of {@code files}, which {@code given} completes; rows that are wrong are told. */
    static List<OperatingPoint> of(List<Path> files, Given given, Consumer<String> err) {
        List<OperatingPoint> points = new ArrayList<>();
        for (Path file : files) {
            var read = Profiles.read(file, String.valueOf(file.getFileName()), given);
            points.addAll(read.points());
            read.failures().forEach(f -> err.accept(file + ": " + f));
        }
        return points;
    }

    private Given given() {
        try {
            return new Given(Optional.ofNullable(model), Optional.ofNullable(device), devices);
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    "--model, --device or --devices is nothing: " + e.getMessage(), "Maybe --device L4 --devices 2.");
        }
    }
}
