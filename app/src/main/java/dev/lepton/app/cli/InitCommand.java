package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lepton init}: a workspace with commented settings. */
@Command(name = "init", description = "Make a workspace with a commented lepton.yaml.", mixinStandardHelpOptions = true)
final class InitCommand implements Runnable {
    @Parameters(
            paramLabel = "DIR",
            defaultValue = "lepton-workspace",
            description = "Where (default: ./lepton-workspace).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Path dir;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        Path settings = Session.init(dir).settingsFile();
        if (output.json()) {
            output.print(Output.JSON
                    .createObjectNode()
                    .put("workspace", dir.toString())
                    .put("settings", settings.toString()));
            return;
        }
        output.out().println("A workspace is in " + dir + "; its settings are in " + settings + ".");
        output.out().println("Next: lepton import focus BILL.csv --workspace " + dir);
    }
}
