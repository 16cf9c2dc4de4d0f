package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Optimised;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The memory that a model needs to run: its weights, and the most that lives between its operators at once, both after what the runtime does
 * to the graph at loading. Buffers of single operators and the runtime itself come on top.
 */
final class Footprint {
    private Footprint() {}

    static long bytes(OnnxModel written, Samples samples) {
        OnnxModel model = Optimised.of(written, SessionSettings.Optimisation.EXTENDED);
        GraphProto graph = model.proto().getGraph();
        Forms forms = Forms.of(model, samples.first());
        Wires wires = Wires.of(graph);
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            for (String name : Wires.reads(graph.getNode(i))) {
                last.put(name, i);
            }
        }
        graph.getOutputList().forEach(o -> last.put(o.getName(), graph.getNodeCount()));
        Set<String> living = new HashSet<>();
        wires.fed().forEach(f -> living.add(f.getName()));
        long most = 0;
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            living.addAll(node.getOutputList());
            most = Math.max(
                    most, living.stream().mapToLong(n -> bytes(forms, n)).sum());
            int at = i;
            living.removeIf(n -> last.getOrDefault(n, at) <= at);
        }
        long weights = graph.getInitializerList().stream()
                .mapToLong(w -> bytes(forms, w.getName()))
                .sum();
        return weights + most;
    }

    private static long bytes(Forms forms, String tensor) {
        return forms.find(tensor).map(Forms.Form::bytes).orElse(0L);
    }
}
