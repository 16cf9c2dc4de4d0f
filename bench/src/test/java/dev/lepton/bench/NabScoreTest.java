package dev.lepton.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark's score on windows that can be worked out by hand. */
final class NabScoreTest {
    private static final NabScore.Profile STANDARD = NabScore.Profile.ALL.get(0);
    private static final List<NabScore.Labelled> ONE = List.of(new NabScore.Labelled(40, 49));

    @Test
    void nothingIsZeroAndTheFirstRowIsPerfect() {
        assertEquals(0, score(), 1e-12);
        assertEquals(100, score(40), 1e-12);
        // A second detection in the window changes nothing.
        assertEquals(100, score(40, 47), 1e-12);
    }

    @Test
    void laterIsWorthLess() {
        // Half way: position −0.5 of −1; sigmoids of 5 × 0.5 and 5 × 1.
        double half = (2 / (1 + Math.exp(-2.5)) - 1) / (2 / (1 + Math.exp(-5)) - 1);
        assertEquals(100 * (half + 1) / 2, score(45), 1e-9);
        assertTrue(score(49) > 50 && score(49) < score(45));
    }

    @Test
    void outsideCosts() {
        // Before any window a detection costs its whole weight: 0.11 of a window's two.
        assertEquals(100 * (1 - 0.11 + 1) / 2, score(20, 40), 1e-9);
        // Just after a window it costs less, far behind it all.
        assertTrue(score(40, 51) > score(40, 60));
        assertEquals(100 * (1 - 0.11 + 1) / 2, score(40, 90), 1e-9);
    }

    @Test
    void theBeginningDoesNotCount() {
        assertEquals(100, score(3, 14, 40), 1e-12);
        assertTrue(score(15, 40) < 100);
    }

    @Test
    void theBestLineIsFound() {
        NabScore score = new NabScore(STANDARD);
        double[] scores = new double[100];
        scores[41] = 0.6;
        scores[30] = 0.5;
        scores[70] = 0.4;
        score.add(scores, ONE);
        assertEquals(0.6, score.best().getKey(), 0);
        assertEquals(score.at(0.6), score.best().getValue(), 1e-12);
        assertTrue(score.at(0.4) < score.at(0.6));
    }

    private static double score(int... detections) {
        NabScore score = new NabScore(STANDARD);
        double[] scores = new double[100];
        for (int detection : detections) {
            scores[detection] = 1;
        }
        score.add(scores, ONE);
        return score.at(1);
    }
}
