package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.run.Forms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sum of two branches and the layer normalisation of it in one operator of the runtime, which gives out the sum, too. The runtime makes one
 * of them by itself only where nothing else reads the sum, which in a transformer the next branch does. Outputs change in their last bits.
 */
public final class ResidualNorms {
    private static final String DOMAIN = "com.microsoft";
    private static final float USUAL_EPSILON = 1e-5f;

    private final Wires wires;
    private final Forms forms;

    private ResidualNorms(OnnxModel model, Forms forms) {
        this.wires = Wires.of(model.proto().getGraph());
        this.forms = forms;
    }

    /** {@code model} with one operator for each such pair; the same object when there are none. */
    public static OnnxModel in(OnnxModel model, Forms forms) {
        ResidualNorms pass = new ResidualNorms(model, forms);
        List<NodeProto> nodes = model.proto().getGraph().getNodeList();
        Map<Integer, NodeProto> norms = new HashMap<>();
        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            Optional<Integer> norm = pass.norm(nodes.get(i));
            if (norm.isPresent()) {
                norms.put(i, nodes.get(norm.get()));
                gone.add(norm.get());
            }
        }
        if (gone.isEmpty()) {
            return model;
        }
        Rewrite rewrite = new Rewrite(model);
        for (int i = 0; i < nodes.size(); i++) {
            if (norms.containsKey(i)) {
                rewrite.put(together(rewrite, nodes.get(i), norms.get(i)));
            } else if (!gone.contains(i)) {
                rewrite.put(nodes.get(i));
            }
        }
        return rewrite.done().importing(DOMAIN, 1);
    }

    /** The index of the normalisation of the sum that {@code node} makes of two tensors of the same form. */
    private Optional<Integer> norm(NodeProto node) {
        if (!node.getOpType().equals("Add")
                || wires.isWeight(node.getInput(0))
                || wires.isWeight(node.getInput(1))
                || !sameForm(node.getInput(0), node.getInput(1))) {
            return Optional.empty();
        }
        String sum = node.getOutput(0);
        return wires.readers(sum).stream()
                .filter(r -> last(wires.graph().getNode(r), sum))
                .findFirst();
    }

    private boolean sameForm(String a, String b) {
        Optional<Forms.Form> form = forms.find(a);
        return form.isPresent()
                && form.equals(forms.find(b))
                && form.get().type() == DataType.FLOAT
                && form.get().rank() == 3;
    }

    /** Whether {@code node} normalises {@code sum} along its last axis, by a scale and a shift that are constant. */
    private boolean last(NodeProto node, String sum) {
        long axis = Attributes.whole(node, "axis", -1);
        return node.getOpType().equals("LayerNormalization")
                && node.getDomain().isEmpty()
                && node.getInput(0).equals(sum)
                && node.getInputCount() == 3
                && (axis == -1 || axis == 2)
                && Attributes.whole(node, "stash_type", 1) == 1
                && node.getOutputList().stream().filter(o -> !o.isEmpty()).count() == 1
                && row(node.getInput(1))
                && row(node.getInput(2));
    }

    private boolean row(String name) {
        return wires.weight(name)
                .filter(w -> w.getDimsCount() == 1 && w.getDataType() == DataType.FLOAT_VALUE)
                .isPresent();
    }

    private static NodeProto together(Rewrite rewrite, NodeProto sum, NodeProto norm) {
        return Rewrite.node(
                        "SkipLayerNormalization",
                        rewrite.fresh(norm.getOutput(0) + "_SkipLayerNormalization"),
                        List.of(sum.getInput(0), sum.getInput(1), norm.getInput(1), norm.getInput(2)),
                        List.of(norm.getOutput(0), "", "", sum.getOutput(0)),
                        Attributes.of("epsilon", Attributes.real(norm, "epsilon", USUAL_EPSILON)))
                .toBuilder()
                .setDomain(DOMAIN)
                .build();
    }
}
