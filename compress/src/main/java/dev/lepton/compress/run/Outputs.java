package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a model gives for samples. */
public final class Outputs {
    private Outputs() {}

    /**
     * The outputs for each of {@code samples} under {@code settings}.
     *
     * @throws Problem when the model cannot be run on one; it says which
     */
    public static List<Map<String, Tensor>> of(OnnxModel model, Samples samples, SessionSettings settings) {
        try (Session session = Ort.open(model, settings)) {
            return of(session, samples);
        }
    }

    /** The same of a model that is ready to run. */
    public static List<Map<String, Tensor>> of(Session session, Samples samples) {
        List<Map<String, Tensor>> all = new ArrayList<>();
        for (Map<String, Tensor> sample : samples.all()) {
            try {
                all.add(session.run(sample));
            } catch (Problem e) {
                throw e.of("input " + (all.size() + 1) + " of " + samples.size());
            }
        }
        return all;
    }
}
