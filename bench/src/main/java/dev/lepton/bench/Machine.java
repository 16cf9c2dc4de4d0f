package dev.lepton.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this runs on, as far as the system says. */
final class Machine {
    private Machine() {}

    /** One line: processors, memory, system and Java. */
    static String description() {
        return Runtime.getRuntime().availableProcessors() + " x "
                + line("/proc/cpuinfo", "model name").orElse("processor of unknown make") + ", "
                + line("/proc/meminfo", "MemTotal")
                        .map(m -> Long.parseLong(m.replaceAll("[^0-9]", "")) / 1_048_576 + " GiB")
                        .orElse("memory unknown")
                + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version();
    }

    /** Processes that wanted to run over the last minute, ours among them; empty where unknown. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> line(String file, String start) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(l -> l.startsWith(start))
                    .findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
