package dev.lepton.compress.shrink;

import dev.lepton.compress.run.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param samples half of them, every second one, are for calibration, the others for comparison
 * @param labels one for each sample, or none
 * @param budget for timing
 * @param atLeast how many times faster the result must be; 1 when any gain will do
 * @param retraining what is tried that needs training
 * @param front whether every variant that can be run is measured and kept, for a front of what may be had for what
 */
public record ShrinkRequest(
        Samples samples,
        List<Integer> labels,
        Goal goal,
        Promise promise,
        Duration budget,
        long seed,
        String version,
        double atLeast,
        Optional<Retraining> retraining,
        boolean front) {
    /** What is to become small. */
    public enum Goal {
        /** Latency; a file that is slower than its input is never written. */
        SPEED,
        /** The file, even where it gets slower. */
        SIZE
    }

    /** Without training, and any gain will do. */
    public ShrinkRequest(
            Samples samples,
            List<Integer> labels,
            Goal goal,
            Promise promise,
            Duration budget,
            long seed,
            String version) {
        this(samples, labels, goal, promise, budget, seed, version, 1, Optional.empty(), false);
    }

    public ShrinkRequest {
        labels = List.copyOf(labels);
        if (!labels.isEmpty() && labels.size() != samples.size()) {
            throw new IllegalArgumentException(labels.size() + " labels for " + samples.size() + " samples.");
        }
    }

    Samples calibration() {
        return samples.half(true);
    }

    Samples comparison() {
        return samples.half(false);
    }

    /** Labels of the samples for comparison. */
    List<Integer> comparedLabels() {
        if (labels.isEmpty() || samples.size() == 1) {
            return labels;
        }
        return java.util.stream.IntStream.range(0, labels.size())
                .filter(i -> i % 2 == 1)
                .mapToObj(labels::get)
                .toList();
    }
}
