package dev.lepton.core.forecast.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One stretch of a series that is out of the ordinary, from its alert on; in the form of the cost anomalies of AWS's Cost
 * Explorer (actual, expected, impact, impact in per cent, the latter left out where nothing was expected).
 *
 * @param begin its first value
 * @param end its last value so far
 * @param ongoing whether it had not ended when the series did
 * @param score the largest score in it
 * @param peak the largest distance of one value from what was expected of it
 * @param expected the sum of what was expected in it
 * @param actual the sum of what came
 */
public record Incident(int begin, int end, boolean ongoing, double score, double peak, double expected, double actual) {
    /** What came less what was expected; negative for a fall. */
    public double impact() {
        return actual - expected;
    }

    /** The impact as a share of what was expected; none where nothing was. */
    public OptionalDouble impactShare() {
        return expected == 0 ? OptionalDouble.empty() : OptionalDouble.of(impact() / Math.abs(expected));
    }

    /** The incidents that {@code said} tells of {@code y}, the oldest first. */
    public static List<Incident> of(double[] y, List<Detector.Reading> said) {
        List<Incident> all = new ArrayList<>();
        for (int t = 0; t < y.length; t++) {
            if (said.get(t).alert()) {
                all.add(from(y, said, t));
            }
        }
        return all;
    }

    private static Incident from(double[] y, List<Detector.Reading> said, int begin) {
        double score = 0;
        double peak = 0;
        double expected = 0;
        double actual = 0;
        int t = begin;
        while (t < y.length && said.get(t).open() && (t == begin || !said.get(t).alert())) {
            Detector.Reading reading = said.get(t);
            score = Math.max(score, reading.score());
            peak = Math.max(peak, Math.abs(y[t] - reading.expected()));
            expected += reading.expected();
            actual += y[t];
            t++;
        }
        return new Incident(begin, t - 1, t == y.length, score, peak, expected, actual);
    }
}
