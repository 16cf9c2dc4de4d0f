package dev.lepton.app.cli;

import dev.lepton.report.ScoreboardPage;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Scoreboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option {@code --html} of a command that compares. A mixin. */
final class HtmlOption {
    @Option(
            names = "--html",
            paramLabel = "FILE.html",
            description = "Also write the answer as one page with charts; it needs no network.")
    private @Nullable Path file;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /** Whether a page was asked for. */
    boolean asked() {
        return file != null;
    }

    /** Writes {@code answer} and its drawings, which are asked for only then, if a page was asked for. */
    void write(String title, Sheets answer, Supplier<List<Plot>> plots) {
        Path out = file;
        if (out != null) {
            write(out, ScoreboardPage.html(answer.board(title, plots.get())));
        }
    }

    /** Writes what {@code page} makes of {@code answer}, which is asked for only then, if a page was asked for. */
    void writePage(String title, Sheets answer, Function<Scoreboard, String> page) {
        Path out = file;
        if (out != null) {
            write(out, page.apply(answer.board(title, List.of())));
        }
    }

    private void write(Path out, String page) {
        Path folder = out.toAbsolutePath().normalize().getParent();
        boolean made = folder != null && !Files.exists(folder);
        TextFile.write(out, page, "The page cannot be written to " + out, "Maybe another --html.");
        spec.commandLine().getErr().println("The page is in " + out + (made ? "; its folder was made for it." : "."));
        spec.commandLine().getErr().flush();
    }
}
