package dev.lepton.core.plan.source;

import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.Work;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Labels for training, and what models trained on so many of them scored.
 *
 * @param today how many are made now, each time
 * @param method by which they are made now
 * @param months for which a set of labels is used
 * @param floor least score by metric; without one only today's number is known to be good enough
 * @param points what was measured
 */
public record LabelNeed(
        Work.Choice work, long today, String method, int months, Map<String, BigDecimal> floor, List<Point> points) {
    /**
     * A measurement: a model trained on {@code labels}, made by {@code method} at {@code each}, scored so.
     *
     * @param scores by metric
     */
    public record Point(String method, long labels, Price each, Map<String, BigDecimal> scores) {
        public Point {
            scores = Map.copyOf(scores);
            if (labels < 1) {
                throw new IllegalArgumentException("A model was trained on a label at least, not " + labels + ".");
            }
        }
    }

    public LabelNeed {
        floor = Map.copyOf(floor);
        points = List.copyOf(points);
        if (today < 0 || months < 1) {
            throw new IllegalArgumentException(
                    work.name() + " has " + today + " labels today, used for " + months + " months.");
        }
    }
}
