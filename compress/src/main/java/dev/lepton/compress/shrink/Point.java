package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A variant that can be run, measured: a place in the space of what it costs and what it loses.
 *
 * @param passes that made it; none for the original
 * @param memoryBytes of its weights and of the most that is held between its operators at once, as the runtime runs them
 * @param kept whether it keeps the promise
 */
public record Point(
        String name,
        List<String> passes,
        OnnxModel model,
        long bytes,
        long memoryBytes,
        Estimate latencyMillis,
        Estimate faster,
        Agreement agreement,
        OptionalDouble accuracy,
        boolean kept) {
    public Point {
        passes = List.copyOf(passes);
    }

    /** What is lost: wrong answers as a share with labels, changed decisions without, noise over signal where decisions tell nothing. */
    public double drift() {
        if (accuracy.isPresent()) {
            return 1 - accuracy.getAsDouble();
        }
        return agreement.telling() ? 1 - agreement.share() : Math.pow(10, -agreement.nearness() / 10);
    }

    /** What {@link #drift} is a share of, in words. */
    public String lost() {
        if (accuracy.isPresent()) {
            return "wrong answers";
        }
        return agreement.telling() ? "changed decisions" : "noise beside the signal";
    }

    /** Whether {@code this} is nowhere worse than {@code other} and somewhere better. */
    boolean dominates(Point other) {
        double mine = latencyMillis.mid();
        double its = other.latencyMillis.mid();
        return drift() <= other.drift()
                && mine <= its
                && bytes <= other.bytes
                && memoryBytes <= other.memoryBytes
                && (drift() < other.drift() || mine < its || bytes < other.bytes || memoryBytes < other.memoryBytes);
    }

    /** Those of {@code points} that no other dominates, fastest first. */
    static List<Point> front(List<Point> points) {
        return points.stream()
                .filter(p -> points.stream().noneMatch(o -> o.dominates(p)))
                .sorted(java.util.Comparator.comparingDouble(
                        p -> p.latencyMillis().mid()))
                .toList();
    }
}
