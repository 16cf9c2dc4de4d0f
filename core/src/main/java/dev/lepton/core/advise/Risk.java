package dev.lepton.core.advise;

import java.util.Locale;

/** What can go wrong when a finding is acted on. */
public enum Risk {
    /** Nothing that runs is touched, or it can be undone at once. */
    LOW,
    /** Work can be held up. */
    MEDIUM,
    /** Work can be lost, or money be bound for years. */
    HIGH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
