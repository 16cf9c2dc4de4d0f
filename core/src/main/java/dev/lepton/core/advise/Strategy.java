package dev.lepton.core.advise;

import java.util.Locale;

/**
 * The kinds of change, in the order in which a waterfall takes them: first what nobody needs is given back, then what is needed is bought
 * cheaper. The hours of work are assumptions, of nobody's measurement; they can be overridden.
 */
public enum Strategy {
    IDLE("machines that nobody holds", 16),
    FRAGMENTATION("packing", 24),
    ASLEEP("idle shutdown", 4),
    FAILED("failed runs", 8),
    OFF_HOURS("off-hours schedule", 4),
    RIGHTSIZING("rightsizing", 8),
    STORAGE("storage", 4),
    POWER_CAP("power cap", 4),
    MODEL("smaller models", 40),
    DEVICE("other devices", 40),
    MACHINE("other machines", 40),
    REGION("other regions", 24),
    SPOT("spot capacity", 16),
    COMMITMENT("commitments", 4),
    OWNERLESS("spend without an owner", 8);

    private final String words;
    private final int assumedHours;

    Strategy(String words, int assumedHours) {
        this.words = words;
        this.assumedHours = assumedHours;
    }

    /** What it is called in a table. */
    public String words() {
        return words;
    }

    /** How identifiers and options name it: {@code off-hours}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Hours of a person's work that it is assumed to take. */
    public int assumedHours() {
        return assumedHours;
    }
}
