package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a model gives for samples. */
public final class Outputs {
    private Outputs() {}

    /** The outputs for each of {@code samples} under {@code settings}. */
    public static List<Map<String, Tensor>> of(OnnxModel model, Samples samples, SessionSettings settings) {
        try (Session session = Ort.open(model, settings)) {
            List<Map<String, Tensor>> all = new ArrayList<>();
            samples.all().forEach(s -> all.add(session.run(s)));
            return all;
        }
    }
}
