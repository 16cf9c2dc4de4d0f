package dev.lepton.compress.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processor that measurements were taken on, and what of it decides how much 8-bit arithmetic gains.
 *
 * @param name as the system gives it
 * @param features those of {@link #DECIDING} that it has; empty when the system does not say
 */
public record Processor(String name, int threads, Optional<List<String>> features) {
    /** Instructions that multiply 8-bit numbers fast, and the widths of vectors. */
    public static final List<String> DECIDING = List.of(
            "avx2",
            "avx512f",
            "avx512_vnni",
            "avx_vnni",
            "amx_int8",
            "amx_bf16",
            "avx512_bf16",
            "avx512_fp16",
            "asimddp",
            "i8mm",
            "sve");

    public Processor {
        features = features.map(List::copyOf);
    }

    /** The processor of this machine. */
    public static Processor here() {
        int threads = Runtime.getRuntime().availableProcessors();
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            String name = value(lines, "model name")
                    .or(() -> value(lines, "CPU implementer"))
                    .orElse(System.getProperty("os.arch", ""));
            Set<String> flags = new LinkedHashSet<>();
            value(lines, "flags")
                    .or(() -> value(lines, "Features"))
                    .ifPresent(f -> flags.addAll(List.of(f.split(" "))));
            return new Processor(
                    name,
                    threads,
                    Optional.of(DECIDING.stream().filter(flags::contains).toList()));
        } catch (IOException e) {
            return new Processor(
                    System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""),
                    threads,
                    Optional.empty());
        }
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(l -> l.startsWith(key))
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** Whether it multiplies 8-bit numbers in one instruction; empty when that is not known. */
    public Optional<Boolean> fastInt8() {
        return features.map(f -> f.stream()
                .anyMatch(x -> x.contains("vnni") || x.equals("amx_int8") || x.equals("asimddp") || x.equals("i8mm")));
    }

    /** For people and scoreboards. */
    @Override
    public String toString() {
        return name + ", " + threads + " threads"
                + features.map(f -> ", " + String.join(" ", f)).orElse(", features not known");
    }
}
