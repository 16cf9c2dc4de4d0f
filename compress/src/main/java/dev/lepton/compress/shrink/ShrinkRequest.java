package dev.lepton.compress.shrink;

import dev.lepton.compress.run.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param samples some are for calibration, the others for comparison
 * @param labels one for each sample, or none
 * @param budget for timing
 * @param atLeast how many times faster the result must be; 1 when any gain will do
 * @param retraining what is tried that needs training
 * @param front whether every variant that can be run is measured and kept, for a front of what may be had for what
 * @param calibrated how many samples are for calibration, spread evenly; 0 for every second one
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
        boolean front,
        int calibrated) {
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
        this(samples, labels, goal, promise, budget, seed, version, 1, Optional.empty(), false, 0);
    }

    /** With every second sample for calibration. */
    public ShrinkRequest(
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
        this(samples, labels, goal, promise, budget, seed, version, atLeast, retraining, front, 0);
    }

    /** The same with {@code count} samples for calibration. */
    public ShrinkRequest calibratedBy(int count) {
        return new ShrinkRequest(
                samples, labels, goal, promise, budget, seed, version, atLeast, retraining, front, count);
    }

    public ShrinkRequest {
        labels = List.copyOf(labels);
        if (!labels.isEmpty() && labels.size() != samples.size()) {
            throw new IllegalArgumentException(labels.size() + " labels for " + samples.size() + " samples.");
        }
        if (calibrated < 0 || (calibrated > 0 && calibrated >= samples.size())) {
            throw new IllegalArgumentException(
                    calibrated + " of " + samples.size() + " samples leave none to compare.");
        }
    }

    Samples calibration() {
        return samples.part(count(), false);
    }

    Samples comparison() {
        return samples.part(count(), true);
    }

    private int count() {
        return calibrated == 0 ? (samples.size() + 1) / 2 : calibrated;
    }

    /** Labels of the samples for comparison. */
    List<Integer> comparedLabels() {
        if (labels.isEmpty() || samples.size() == 1) {
            return labels;
        }
        return Samples.places(samples.size(), count(), true).stream()
                .map(labels::get)
                .toList();
    }
}
