package dev.lepton.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the scoreboards are run.
 *
 * @param root the repository
 * @param dir where data and workspaces lie
 * @param runs repetitions of each subject, in turn
 * @param seed of the data
 * @param containers of the usage board
 * @param nodes of the usage board
 * @param billRows of the FOCUS board
 * @param threads of the engine, Lepton's and the hand-written statement's
 * @param memory limit of the engine, both
 */
record Settings(
        Path root,
        Path dir,
        int runs,
        long seed,
        long containers,
        long nodes,
        long billRows,
        int threads,
        String memory) {
    /** The command that runs Lepton with {@code arguments}. */
    List<String> lepton(String... arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("lepton").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The command that runs a hand-written statement in a process of its own. */
    List<String> byHand(String statement, Path out, Map<String, String> blanks) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HandWritten.class.getName(),
                statement,
                out.toString(),
                Integer.toString(threads),
                memory,
                dir.resolve("spill").toString()));
        blanks.forEach((name, value) -> command.add(name + "=" + value));
        return command;
    }

    /** A new, empty workspace with the engine's threads and memory as set here. */
    Path freshWorkspace() {
        Path workspace = dir.resolve("workspace");
        try {
            if (Files.exists(workspace)) {
                try (Stream<Path> files = Files.walk(workspace)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(workspace);
            Files.writeString(
                    workspace.resolve("lepton.yaml"), "engine:\n  memory: " + memory + "\n  threads: " + threads + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child.run(lepton("init", workspace.toString()));
        return workspace;
    }
}
