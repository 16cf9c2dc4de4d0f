package dev.lepton.compress.pass;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;

/**
 * Takes weights off the list of the graph's inputs, where old exporters put them: the runtime then knows that they never change.
 * Needs version 4 of ONNX's format, which it states when the model's is older.
 */
public final class WeightsInside {
    private static final int VERSION = 4;

    private WeightsInside() {}

    /** {@code model} whose inputs are those that a caller feeds; the same object when they were. */
    public static OnnxModel in(OnnxModel model) {
        GraphProto graph = model.proto().getGraph();
        Wires wires = Wires.of(graph);
        if (wires.fed().size() == graph.getInputCount()) {
            return model;
        }
        return new OnnxModel(model.proto().toBuilder()
                .setIrVersion(Math.max(VERSION, model.proto().getIrVersion()))
                .setGraph(graph.toBuilder().clearInput().addAllInput(wires.fed()))
                .build());
    }
}
