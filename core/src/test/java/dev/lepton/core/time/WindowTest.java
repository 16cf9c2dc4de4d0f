package dev.lepton.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTest {
    /** A Wednesday. */
    private static final Instant NOW = Instant.parse("2026-11-18T15:42:07Z");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            today; 2026-11-18T00:00:00Z; 2026-11-19T00:00:00Z
            yesterday; 2026-11-17T00:00:00Z; 2026-11-18T00:00:00Z
            week; 2026-11-15T00:00:00Z; 2026-11-18T15:42:07Z
            lastweek; 2026-11-08T00:00:00Z; 2026-11-15T00:00:00Z
            month; 2026-11-01T00:00:00Z; 2026-11-18T15:42:07Z
            lastmonth; 2026-10-01T00:00:00Z; 2026-11-01T00:00:00Z
            30m; 2026-11-18T15:13:00Z; 2026-11-18T15:43:00Z
            24h; 2026-11-17T16:00:00Z; 2026-11-18T16:00:00Z
            2d; 2026-11-17T00:00:00Z; 2026-11-19T00:00:00Z
            7d; 2026-11-12T00:00:00Z; 2026-11-19T00:00:00Z
            1w; 2026-11-12T00:00:00Z; 2026-11-19T00:00:00Z
            24h offset 14h; 2026-11-17T01:42:07Z; 2026-11-18T01:42:07Z
            1d offset 1w; 2026-11-10T15:42:07Z; 2026-11-11T15:42:07Z
            1586822400,1586908800; 2020-04-14T00:00:00Z; 2020-04-15T00:00:00Z
            1586822400-1586908800; 2020-04-14T00:00:00Z; 2020-04-15T00:00:00Z
            2020-04-08T00:00:00Z,2020-04-12T00:00:00Z; 2020-04-08T00:00:00Z; 2020-04-12T00:00:00Z
            2026-01-01,2026-02-01; 2026-01-01T00:00:00Z; 2026-02-01T00:00:00Z
            """)
    void openCostsGrammar(String text, Instant from, Instant to) {
        assertEquals(new Window(from, to), WindowExpression.parse(text, NOW, ZoneOffset.UTC));
    }

    @Test
    void daysAreCutInTheZone() {
        Window today = WindowExpression.parse("today", NOW, ZoneOffset.ofHours(-7));
        assertEquals(Instant.parse("2026-11-18T07:00:00Z"), today.from());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "7y",
                "0d",
                "tomorrow",
                "-3d",
                "999999999w",
                "2026-02-30,2026-03-01",
                "a,b",
                "99999999999999999,1"
            })
    void whatIsNotAWindowSaysWhatIs(String text) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> WindowExpression.parse(text, NOW, ZoneOffset.UTC));
        assertTrue(e.getMessage().contains("Maybe"), e.getMessage());
    }

    @RepeatedTest(200)
    void anOverlapIsWhatBothContain(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Window a = random(random);
        Window b = random(random);
        Instant t = Instant.ofEpochSecond(random.nextInt(2_000));
        assertEquals(
                a.contains(t) && b.contains(t),
                a.overlap(b).map(w -> w.contains(t)).orElse(false));
        assertEquals(a.overlap(b), b.overlap(a));
        assertTrue(!a.contains(t) || a.span(b).contains(t));
        assertFalse(a.contains(a.to()), "the end is not in it");
    }

    @Test
    void anEmptyWindowDoesNotExist() {
        assertThrows(IllegalArgumentException.class, () -> new Window(NOW, NOW));
    }

    private static Window random(Random random) {
        int from = random.nextInt(1_000);
        return new Window(Instant.ofEpochSecond(from), Instant.ofEpochSecond(from + 1 + random.nextInt(900)));
    }
}
