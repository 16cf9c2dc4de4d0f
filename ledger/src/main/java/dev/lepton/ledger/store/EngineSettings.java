package dev.lepton.ledger.store;

import java.nio.file.Path;

/**
 * What the engine may take of the machine.
 *
 * @param memory its memory limit, for instance {@code "1500MB"}; it spills to disk beyond
 * @param threads how many threads it works with
 * @param spill folder that it spills to
 */
public record EngineSettings(String memory, int threads, Path spill) {
    /** Holds on a laptop of 8 GB beside a browser. */
    public static final String DEFAULT_MEMORY = "1400MB";

    public EngineSettings {
        if (!memory.matches("\\d{1,9}(\\.\\d{1,3})? ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)")) {
            throw new IllegalArgumentException("'" + memory + "' is not an amount of memory. Maybe 1400MB or 2GB.");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("At least one thread is needed, not " + threads + ".");
        }
    }

    /** The defaults for a workspace in {@code dir}: {@link #DEFAULT_MEMORY}, and the machine's cores up to eight. */
    public static EngineSettings defaults(Path dir) {
        return new EngineSettings(
                DEFAULT_MEMORY, Math.min(8, Runtime.getRuntime().availableProcessors()), dir.resolve(".spill"));
    }
}
