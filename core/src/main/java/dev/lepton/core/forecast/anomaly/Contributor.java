package dev.lepton.core.forecast.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A part of a series and what it had to do with an incident of the whole.
 *
 * @param dimension what the series is taken apart by
 * @param value which part
 * @param impact how much more it was than expected
 * @param share of what all parts that moved the same way were more
 */
public record Contributor(String dimension, String value, double impact, double share) {
    private static final int CYCLES = 4;

    /**
     * The parts of one dimension, the one that moved most with the incident first; those that moved the other way are left out.
     * Of a part is expected the median of the same moment in the four cycles before the incident.
     *
     * @param parts the values of each part, moment by moment as those of the whole
     * @param season values in a cycle
     */
    public static List<Contributor> ranked(
            String dimension, Map<String, double[]> parts, Incident incident, int season) {
        double sign = incident.impact() < 0 ? -1 : 1;
        List<Contributor> found = new ArrayList<>();
        double sum = 0;
        for (Map.Entry<String, double[]> part : parts.entrySet()) {
            double impact = impact(part.getValue(), incident, season);
            if (impact * sign > 0) {
                found.add(new Contributor(dimension, part.getKey(), impact, 0));
                sum += impact;
            }
        }
        double all = sum;
        return found.stream()
                .map(c -> new Contributor(dimension, c.value(), c.impact(), c.impact() / all))
                .sorted(Comparator.comparingDouble((Contributor c) -> -c.share())
                        .thenComparing(Contributor::value))
                .toList();
    }

    private static double impact(double[] values, Incident incident, int season) {
        double impact = 0;
        for (int t = incident.begin(); t <= incident.end(); t++) {
            int back = season * ((t - incident.begin()) / season + 1);
            int cycles = Math.min(CYCLES, (t - back) / season + 1);
            double[] before = new double[Math.max(0, cycles)];
            for (int k = 0; k < before.length; k++) {
                before[k] = values[t - back - k * season];
            }
            Arrays.sort(before);
            impact += values[t] - (before.length == 0 ? 0 : before[before.length / 2]);
        }
        return impact;
    }
}
