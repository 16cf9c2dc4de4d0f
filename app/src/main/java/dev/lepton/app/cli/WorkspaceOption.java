package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** The options {@code --workspace} and {@code --as-of}. A mixin. */
final class WorkspaceOption {
    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = "lepton-workspace",
            description = "The workspace (default: ./lepton-workspace).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Path dir;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            defaultValue = "",
            description = "The moment that stands for now, a date or an instant (default: now).")
    @SuppressWarnings("NullAway.Init")
    private String asOf;

    Path dir() {
        return dir;
    }

    /** The option as it must be given again; empty for the default. */
    String asGiven() {
        return dir.equals(Path.of("lepton-workspace")) ? "" : " --workspace " + dir;
    }

    Session open() {
        return Session.open(dir);
    }

    /** Now, or the moment that was said to stand for it. */
    Instant now() {
        if (asOf.isEmpty()) {
            return InstantSource.system().instant();
        }
        try {
            return asOf.length() == 10
                    ? LocalDate.parse(asOf).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(asOf).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.input(
                    "--as-of is '" + asOf + "', which is no time.", "Maybe 2026-11-18 or 2026-11-18T15:00:00Z.");
        }
    }

    /** Whether a moment was said to stand for now. */
    boolean hasAsOf() {
        return !asOf.isEmpty();
    }
}
