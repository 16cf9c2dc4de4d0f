package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.core.evidence.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far variants agree with the original on inputs for calibration: what choices are made by. */
final class Calibrated {
    private static final int MOST = 500;

    private final OnnxModel original;
    private final Samples samples;
    private List<Map<String, Tensor>> expected = List.of();

    Calibrated(OnnxModel original, Samples samples) {
        this.original = original;
        this.samples = samples.head(MOST);
    }

    /** The agreement of {@code variant}; empty when it cannot be run. */
    Optional<Agreement> of(OnnxModel variant) {
        if (expected.isEmpty()) {
            expected = Outputs.of(original, samples, Shrinker.ONE_THREAD);
        }
        try {
            return Optional.of(Agreement.of(expected, Outputs.of(variant, samples, Shrinker.ONE_THREAD)));
        } catch (Problem e) {
            return Optional.empty();
        }
    }
}
