package dev.lepton.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps cover their window without a gap. */
final class StepsTest {
    private static final Window WEEK =
            new Window(Instant.parse("2026-11-01T06:00:00Z"), Instant.parse("2026-11-08T05:30:00Z"));

    @Test
    void stepsBeginAtTheWindowAndEndWithIt() {
        for (String length : List.of("90m", "1h", "1d", "3d", "1w", "2w")) {
            List<Window> steps = Steps.of(WEEK, length);
            assertEquals(WEEK.from(), steps.get(0).from());
            assertEquals(WEEK.to(), steps.get(steps.size() - 1).to());
            for (int i = 1; i < steps.size(); i++) {
                assertEquals(steps.get(i - 1).to(), steps.get(i).from());
            }
        }
        assertEquals(7, Steps.of(WEEK, "1d").size());
    }

    @Test
    void whatIsNoStepIsRefused() {
        for (String length : List.of("", "d", "0d", "1", "1y", "-1d", "1m")) {
            assertThrows(IllegalArgumentException.class, () -> Steps.of(WEEK, length), length);
        }
    }
}
