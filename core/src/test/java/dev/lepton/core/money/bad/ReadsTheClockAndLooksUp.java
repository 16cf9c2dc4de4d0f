package dev.lepton.core.money.bad;

import dev.lepton.core.time.Window;
import java.time.Instant;

/** Breaks two walls: money looks up at time, and core reads the clock. */
final class ReadsTheClockAndLooksUp {
    private ReadsTheClockAndLooksUp() {}

    static boolean isCurrent(Window window) {
        return window.contains(Instant.now());
    }
}
