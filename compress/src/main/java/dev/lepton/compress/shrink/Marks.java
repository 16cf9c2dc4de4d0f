package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Origin;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.run.Ort;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is written into a shrunk model of where it comes from. */
record Marks(OnnxModel original, ShrinkRequest request) {
    OnnxModel on(OnnxModel model, List<String> passes, Agreement agreement, Estimate faster) {
        return new Origin(
                        original.sha256(),
                        passes,
                        request.seed(),
                        Map.of(
                                "goal", request.goal().name().toLowerCase(Locale.ROOT),
                                "calibration_samples",
                                        String.valueOf(request.calibration().size())),
                        Map.of(
                                "same_decisions", String.format(Locale.ROOT, "%.6f", agreement.share()),
                                "signal_to_noise_db", String.format(Locale.ROOT, "%.2f", agreement.signalToNoise()),
                                "compared_samples",
                                        String.valueOf(request.comparison().size()),
                                "times_faster", faster.toString(),
                                "processor", Processor.here().toString(),
                                "runtime", "ONNX Runtime " + Ort.version()),
                        request.version())
                .in(model);
    }
}
