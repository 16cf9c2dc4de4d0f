package dev.lepton.app.cli;

import dev.lepton.app.wiring.Imports;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.formats.profiles.Given;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only {@code lepton import profiles} takes. A mixin. */
final class ProfileOptions {
    @Option(names = "--show", description = "profiles: import nothing, list what the workspace has.")
    private boolean show;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "profiles: the model, where the file names none (Melange, AIBrix).")
    private @Nullable String model;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "profiles: what it was measured on, where the file does not say (vLLM, AIBrix, Zeus).")
    private @Nullable String device;

    @Option(names = "--devices", paramLabel = "N", description = "profiles: how many together (default: 1).")
    private int devices = 1;

    boolean show() {
        return show;
    }

    Given given() {
        try {
            return new Given(Optional.ofNullable(model), Optional.ofNullable(device), devices);
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    "--model, --device or --devices is nothing: " + e.getMessage(), "Maybe --device L4 --devices 2.");
        }
    }

    int list(Imports.Kind kind, List<Path> files, WorkspaceOption workspace, Output output) {
        if (kind != Imports.Kind.PROFILES || !files.isEmpty()) {
            throw Problem.input(
                    "--show lists the profiles of the workspace and imports nothing.",
                    "Maybe lepton import profiles --show.");
        }
        try (Session session = workspace.open()) {
            new ProfileSheets(session.profiles()).sheets().print(output);
        }
        return 0;
    }
}
