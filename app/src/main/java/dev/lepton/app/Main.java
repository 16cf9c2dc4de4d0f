package dev.lepton.app;

import dev.lepton.app.cli.Lepton;

/** Starts Lepton. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Lepton.run(args, System.out, System.err));
    }
}
