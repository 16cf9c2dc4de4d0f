package dev.lepton.compress.pass;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.run.Exposed;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.core.evidence.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What activations of a model are on samples: a histogram for each, so that memory does not grow with the number of samples. */
public final class Seen {
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();

    private Seen() {}

    /** Runs {@code model} on {@code samples} one after the other and counts the values of {@code tensors}. */
    public static Seen on(OnnxModel model, Samples samples, Collection<String> tensors) {
        Seen seen = new Seen();
        tensors.forEach(t -> seen.histograms.put(t, new Histogram(t)));
        SessionSettings basic = SessionSettings.threads(1).at(SessionSettings.Optimisation.NONE);
        try (Session session = Ort.open(Exposed.of(model, made(model, tensors)), basic)) {
            int at = 0;
            for (Map<String, Tensor> sample : samples.all()) {
                at++;
                try {
                    seen.count(session.run(sample), sample);
                } catch (Problem e) {
                    throw e.of("input " + at + " of " + samples.size());
                }
            }
        }
        return seen;
    }

    private void count(Map<String, Tensor> outputs, Map<String, Tensor> sample) {
        histograms.forEach((name, histogram) -> {
            Tensor tensor = outputs.getOrDefault(name, sample.get(name));
            if (tensor != null && tensor.isFloat()) {
                histogram.add(tensor.floats());
            }
        });
    }

    /** Those that a node makes; inputs of the model are known without being given out. */
    private static Collection<String> made(OnnxModel model, Collection<String> tensors) {
        Wires wires = Wires.of(model.proto().getGraph());
        return tensors.stream().filter(t -> wires.maker(t).isPresent()).toList();
    }

    /** The range of {@code tensor}; asks only for tensors that were counted. */
    Range range(String tensor, Calibration calibration) {
        Histogram histogram = histograms.get(tensor);
        if (histogram == null || histogram.total() == 0) {
            throw new IllegalStateException("No value of '" + tensor + "' was seen.");
        }
        return calibration.range(histogram);
    }

    boolean knows(String tensor) {
        Histogram histogram = histograms.get(tensor);
        return histogram != null && histogram.total() > 0;
    }
}
