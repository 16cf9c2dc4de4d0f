package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The document a command reads, or {@code --example} for a sample of it. A mixin. */
final class Example {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The document to read.")
    private @Nullable Path file;

    @Option(names = "--example", description = "Print a commented sample document and nothing else.")
    private boolean example;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /** Whether neither a file nor the sample was asked for. */
    boolean isUnasked() {
        return file == null && !example;
    }

    /** The file to read; empty when the sample called {@code name} was asked for, which is then printed. */
    Optional<Path> file(String name) {
        if (example) {
            CommandLine.ParseResult parsed = spec.commandLine().getParseResult();
            if (parsed != null && (parsed.hasMatchedOption("--json") || parsed.hasMatchedOption("--csv"))) {
                throw Problem.input(
                        "--example prints a document, which is YAML, and not an answer in JSON or CSV.",
                        "Maybe leave --json or --csv away, and give it when the document is read.");
            }
            spec.commandLine().getOut().print(sample(name));
            spec.commandLine().getOut().flush();
            return Optional.empty();
        }
        if (file == null) {
            throw Problem.input(
                    "no document was given to " + spec.qualifiedName() + ".",
                    "Maybe start from a sample: " + spec.qualifiedName() + " --example > my.yaml");
        }
        return Optional.of(file);
    }

    private static String sample(String name) {
        try (InputStream in = Example.class.getResourceAsStream("/examples/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The sample " + name + " is not on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
