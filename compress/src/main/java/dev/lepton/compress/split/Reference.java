package dev.lepton.compress.split;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.core.evidence.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model gives in one session, which its stages are held against.
 *
 * @param outputs its outputs that are tensors of numbers, for each sample
 * @param notCompared its other outputs: sequences, maps, texts
 */
record Reference(
        OnnxModel model,
        Samples samples,
        SessionSettings settings,
        List<Map<String, Tensor>> outputs,
        Set<String> notCompared) {
    Reference {
        outputs = List.copyOf(outputs);
        notCompared = Set.copyOf(notCompared);
    }

    /**
     * Runs {@code model} on all of {@code samples}.
     *
     * @throws Problem when there is nothing to compare: no output is a tensor of numbers, or all that are were empty
     */
    static Reference of(OnnxModel model, Samples samples, SessionSettings settings) {
        try (Session session = Ort.open(model, settings)) {
            Set<String> others = session.otherOutputs();
            if (session.tensorOutputs().isEmpty()) {
                throw Problem.input(
                        "no output of the model is a tensor of numbers: " + quoted(others)
                                + ", so stages cannot be compared with it.",
                        "Maybe export the model without what makes it a sequence, a map or texts (SplitToSequence, ZipMap).");
            }
            List<Map<String, Tensor>> outputs = Outputs.of(session, samples);
            if (outputs.stream().flatMap(o -> o.values().stream()).allMatch(t -> t.size() == 0)) {
                throw Problem.input(
                        "the model's outputs " + quoted(session.tensorOutputs()) + " are empty on all " + samples.size()
                                + " inputs, so there is no number to compare.",
                        "Maybe give inputs with --inputs in which the model finds something.");
            }
            return new Reference(model, samples, settings, outputs, others);
        }
    }

    private static String quoted(Set<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    /**
     * Whether the model gives something else when it is run again: in another session, or a second time in that one. The latter is left out
     * where all nodes that draw random numbers have a seed, which holds for a session's first run only.
     */
    boolean wavers() {
        List<NodeProto> drawing = RandomNodes.in(model.proto().getGraph());
        boolean onlySeeded = !drawing.isEmpty() && drawing.stream().allMatch(RandomNodes::seeded);
        try (Session session = Ort.open(model, settings)) {
            boolean other = !against(Outputs.of(session, samples)).bitEqual();
            return other
                    || (!onlySeeded && !against(Outputs.of(session, samples)).bitEqual());
        }
    }

    /** How far {@code got} is from {@link #outputs}. */
    Agreement against(List<Map<String, Tensor>> got) {
        return Agreement.of(outputs, got);
    }

    /** The outputs that are compared. */
    Set<String> names() {
        return outputs.get(0).keySet();
    }
}
