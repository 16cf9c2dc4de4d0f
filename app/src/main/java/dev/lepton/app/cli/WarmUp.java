package dev.lepton.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs what most commands do, on a fleet of two machines, once: the class cache is made of what that touches. */
@Command(name = "warm-up", hidden = true, description = "Loads what every command needs, for the class cache.")
final class WarmUp implements Runnable {
    private static final String FLEET = """
            name,gpus,vcpus,memory_gib,cpu_price_per_core_hour,ram_price_per_gib_hour,gpu_price_per_gpu_hour
            a,0,4,8,0.03,0.004,
            b,8,96,1024,0.03,0.004,2.5
            """;
    private static final String USAGE = """
            ts,seconds,node,namespace,cpu_request,cpu_usage,ram_request_bytes,ram_usage_bytes,gpu_request,gpu_utilisation
            2026-01-01T00:00:00Z,300,a,x,1,0.5,1073741824,536870912,,
            2026-01-01T00:00:00Z,300,b,y,8,4,1073741824,536870912,1,0.5
            """;

    @Override
    public void run() {
        quietly("--version");
        quietly("--help");
        CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF);
        try {
            Path dir = Files.createTempDirectory("lepton-warm-up");
            try {
                work(dir);
            } finally {
                remove(dir);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void work(Path dir) throws IOException {
        Path fleet = Files.writeString(dir.resolve("fleet.csv"), FLEET);
        Path usage = Files.writeString(dir.resolve("usage.csv"), USAGE);
        String workspace = dir.resolve("workspace").toString();
        quietly("init", workspace);
        quietly("import", "usage", usage.toString(), "--workspace", workspace);
        quietly("import", "fleet", fleet.toString(), "--workspace", workspace);
        for (String form : List.of("--json", "--csv", "--limit=9")) {
            quietly("cost", "--by", "namespace", form, "--workspace", workspace);
        }
    }

    private static void quietly(String... args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Lepton.run(args, nowhere, nowhere);
    }

    private static void remove(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
