package dev.lepton.compress.pass;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Optimised;
import dev.lepton.compress.run.SessionSettings;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Layers that the runtime does not run in 8 bits though they are written so: it turns their weights back into floats at every run, which
 * is slower than floats from the start.
 */
public final class Unfused {
    private Unfused() {}

    /** The indices of those of {@code layers} whose weights are still turned back in {@code quantised} after it was optimised. */
    public static Set<Integer> in(OnnxModel quantised, Collection<Layer> layers) {
        Set<String> back = new LinkedHashSet<>();
        for (NodeProto node : Optimised.of(quantised, SessionSettings.Optimisation.ALL)
                .proto()
                .getGraph()
                .getNodeList()) {
            if (node.getOpType().equals("DequantizeLinear")) {
                back.add(node.getInput(0));
            }
        }
        Set<Integer> unfused = new LinkedHashSet<>();
        for (Layer layer : layers) {
            if (back.contains(layer.weight() + StaticQuantisation.BYTES)) {
                unfused.add(layer.index());
            }
        }
        return unfused;
    }
}
