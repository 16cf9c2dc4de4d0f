package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings a model of operator set 7 to 12 to 13, from which on weights can be quantised channel by channel. It knows the operators
 * whose meaning is the same in both, and how to write those that changed; any other is refused by name rather than guessed.
 */
public final class UpgradeOpset {
    /** The version this makes. */
    public static final int TO = 13;

    private static final int FROM = 7;

    /** The same in every version from 7 to 13 for what these passes keep. */
    private static final Set<String> UNCHANGED = Set.of(
            "Abs",
            "Add",
            "And",
            "ArgMax",
            "ArgMin",
            "AveragePool",
            "BatchNormalization",
            "Cast",
            "Ceil",
            "Concat",
            "Constant",
            "ConstantOfShape",
            "Conv",
            "ConvTranspose",
            "Cos",
            "Div",
            "Elu",
            "Equal",
            "Erf",
            "Exp",
            "Expand",
            "Flatten",
            "Floor",
            "GRU",
            "Gather",
            "Gemm",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "Greater",
            "HardSigmoid",
            "Identity",
            "InstanceNormalization",
            "LRN",
            "LSTM",
            "LeakyRelu",
            "Less",
            "Log",
            "LpNormalization",
            "MatMul",
            "Max",
            "MaxPool",
            "Min",
            "Mul",
            "Neg",
            "Not",
            "OneHot",
            "Or",
            "PRelu",
            "Pow",
            "RNN",
            "Reciprocal",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "Relu",
            "Reshape",
            "Selu",
            "Shape",
            "Sigmoid",
            "Sign",
            "Sin",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Sub",
            "Sum",
            "Tanh",
            "Tile",
            "Transpose",
            "Where");

    private final OnnxModel model;
    private final Forms forms;
    private final Rewrite rewrite;

    private UpgradeOpset(OnnxModel model, Forms forms) {
        this.model = model;
        this.forms = forms;
        this.rewrite = new Rewrite(model);
    }

    /**
     * {@code model} in operator set 13; the same object when it is there or later.
     *
     * @throws Problem for a node whose operator is not known to mean the same; it names the node
     */
    public static OnnxModel in(OnnxModel model, Forms forms) {
        int from = model.opset();
        if (from >= TO) {
            return model;
        }
        if (from < FROM) {
            throw Problem.input(
                    "the model is of operator set " + from + "; broadcasting meant something else then.",
                    "Maybe export it again with operator set 13 or later.");
        }
        UpgradeOpset upgrade = new UpgradeOpset(model, forms);
        model.proto().getGraph().getNodeList().forEach(upgrade::put);
        return upgrade.rewrite.done().importing("", TO);
    }

    private void put(NodeProto node) {
        if ((!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx"))
                || UNCHANGED.contains(node.getOpType())) {
            rewrite.put(node);
            return;
        }
        switch (node.getOpType()) {
            case "Softmax", "LogSoftmax" -> softmax(node);
            case "Squeeze", "Unsqueeze", "ReduceSum" -> rewrite.put(axesAsInput(node));
            case "Split" -> rewrite.put(listAsInput(node, "split"));
            case "Dropout" -> dropout(node);
            case "Clip" -> clip(node);
            case "Slice" -> slice(node);
            case "Pad" -> pad(node);
            default ->
                throw Problem.input(
                        Wires.describe(node) + " is of operator set " + model.opset()
                                + ", and what it means in set 13 is not known here.",
                        "Maybe export the model again with operator set 13 or later.");
        }
    }

    /** Before 13 everything from the axis on was one vector; from 13 on the axis alone is. */
    private void softmax(NodeProto node) {
        int rank = forms.find(node.getInput(0))
                .map(Forms.Form::rank)
                .orElseThrow(() -> Problem.input(
                        "the shape of '" + node.getInput(0) + "' is not known.", "Maybe give inputs with --inputs."));
        long stated = Attributes.whole(node, "axis", 1);
        long axis = stated < 0 ? stated + rank : stated;
        NodeProto last = Attributes.without(node, "axis").toBuilder()
                .addAttribute(Attributes.of("axis", -1))
                .build();
        if (axis == rank - 1) {
            rewrite.put(last);
            return;
        }
        String made = node.getOutput(0);
        String shape = rewrite.put("Shape", made + "_shape", List.of(node.getInput(0)));
        String flat = rewrite.put("Flatten", made + "_flat", List.of(node.getInput(0)), Attributes.of("axis", axis));
        String done = rewrite.fresh(made + "_vectors");
        rewrite.put(last.toBuilder().setInput(0, flat).setOutput(0, done).build());
        rewrite.put(Rewrite.node("Reshape", rewrite.fresh(made + "_Reshape"), List.of(done, shape), List.of(made)));
    }

    private NodeProto axesAsInput(NodeProto node) {
        return listAsInput(node, "axes");
    }

    private NodeProto listAsInput(NodeProto node, String name) {
        return Attributes.wholes(node, name)
                .map(values -> Attributes.without(node, name).toBuilder()
                        .addInput(list(node.getOutput(0) + "_" + name, values))
                        .build())
                .orElse(node);
    }

    private String list(String name, long... values) {
        return rewrite.weight(name, Tensor.longs(values, values.length));
    }

    private void dropout(NodeProto node) {
        if (node.getOutputCount() > 1 && !node.getOutput(1).isEmpty()) {
            Wires wires = Wires.of(model.proto().getGraph());
            if (!wires.readers(node.getOutput(1)).isEmpty() || wires.isOutput(node.getOutput(1))) {
                throw Problem.input(
                        Wires.describe(node) + " has a mask that is read.", "Maybe export the model for inference.");
            }
        }
        rewrite.put(Rewrite.node("Identity", node.getName(), List.of(node.getInput(0)), List.of(node.getOutput(0))));
    }

    private void clip(NodeProto node) {
        if (model.opset() >= 11) {
            rewrite.put(node);
            return;
        }
        String low = rewrite.weight(
                node.getOutput(0) + "_min",
                Tensor.floats(new float[] {Attributes.real(node, "min", -Float.MAX_VALUE)}));
        String high = rewrite.weight(
                node.getOutput(0) + "_max", Tensor.floats(new float[] {Attributes.real(node, "max", Float.MAX_VALUE)}));
        rewrite.put(Attributes.without(node, "min", "max").toBuilder()
                .addInput(low)
                .addInput(high)
                .build());
    }

    private void slice(NodeProto node) {
        if (model.opset() >= 10) {
            rewrite.put(node);
            return;
        }
        long[] starts = Attributes.wholes(node, "starts").orElse(new long[0]);
        long[] ends = Attributes.wholes(node, "ends").orElse(new long[0]);
        List<String> inputs = new ArrayList<>(List.of(
                node.getInput(0),
                list(node.getOutput(0) + "_starts", starts),
                list(node.getOutput(0) + "_ends", ends)));
        Attributes.wholes(node, "axes").ifPresent(axes -> inputs.add(list(node.getOutput(0) + "_axes", axes)));
        rewrite.put(Rewrite.node("Slice", node.getName(), inputs, node.getOutputList()));
    }

    private void pad(NodeProto node) {
        if (model.opset() >= 11) {
            rewrite.put(node);
            return;
        }
        long[] pads = Attributes.wholes(node, "pads").orElse(new long[0]);
        String value = rewrite.weight(
                node.getOutput(0) + "_value", Tensor.floats(new float[] {Attributes.real(node, "value", 0)}));
        rewrite.put(Attributes.without(node, "pads", "value").toBuilder()
                .addInput(list(node.getOutput(0) + "_pads", pads))
                .addInput(value)
                .build());
    }
}
