package dev.lepton.compress.shrink;

import dev.lepton.compress.run.Samples;
import java.time.Duration;
import java.util.List;

/**
 * What is asked for.
 *
 * @param samples half of them, every second one, are for calibration, the others for comparison
 * @param labels one for each sample, or none
 * @param budget for timing
 */
public record ShrinkRequest(
        Samples samples, List<Integer> labels, Goal goal, Promise promise, Duration budget, long seed, String version) {
    /** What is to become small. */
    public enum Goal {
        /** Latency; a file that is slower than its input is never written. */
        SPEED,
        /** The file, even where it gets slower. */
        SIZE
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
