package dev.lepton.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Touches the classes that every command starts with; run once to make the class cache. */
@Command(name = "warm-up", hidden = true, description = "Loads what every command needs, for the class cache.")
final class WarmUp implements Runnable {
    @Override
    public void run() {
        java.io.PrintStream nowhere = new java.io.PrintStream(java.io.OutputStream.nullOutputStream());
        Lepton.run(new String[] {"--version"}, nowhere, nowhere);
        Lepton.run(new String[] {"--help"}, nowhere, nowhere);
        Lepton.run(new String[] {"prices", "--gpu", "H100"}, nowhere, nowhere);
        CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF);
    }
}
