package dev.lepton.compress.prune;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.run.Forms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows channels from the layers that make them through a graph, after Fang and others (CVPR 2023): what adds them joins them, what moves
 * numbers moves their labels, what is not known refuses them by name. Shapes are those of one run.
 */
final class Trace {
    private final Wires wires;
    private final Forms forms;
    private final Channels channels = new Channels();
    private final Map<String, Labels> labels = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();
    private final Map<String, String> untouchable = new HashMap<>();
    /** Convolutions with a group for each channel. */
    private final Set<Integer> depthwise = new LinkedHashSet<>();

    Trace(OnnxModel model, Forms forms) {
        this.wires = Wires.of(model.proto().getGraph());
        this.forms = forms;
        for (int i = 0; i < wires.graph().getNodeCount(); i++) {
            follow(i, wires.graph().getNode(i));
        }
        wires.graph()
                .getOutputList()
                .forEach(o -> channels.refuse(
                        of(o.getName()).channels(), "they are the model's output '" + o.getName() + "'"));
        Map<String, Use> first = new HashMap<>();
        for (Use use : uses) {
            Use before = first.putIfAbsent(use.weight() + "/" + use.axis(), use);
            if (before != null) {
                channels.join(before.channels(), use.channels(), "'" + use.weight() + "' is read twice");
            }
            Optional.ofNullable(untouchable.get(use.weight())).ifPresent(w -> channels.refuse(use.channels(), w));
        }
    }

    Channels channels() {
        return channels;
    }

    List<Use> uses() {
        return uses;
    }

    boolean depthwise(int node) {
        return depthwise.contains(node);
    }

    /** What is known of {@code tensor}; nothing of the model's inputs. */
    Labels of(String tensor) {
        return labels.getOrDefault(tensor, Labels.none(shape(tensor)));
    }

    private int[] shape(String tensor) {
        return forms.find(tensor)
                .map(f -> f.shape().stream().mapToInt(Math::toIntExact).toArray())
                .orElse(new int[0]);
    }

    private void follow(int index, NodeProto node) {
        boolean own = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
        String operator = own ? node.getOpType() : "";
        Optional<Labels> made = switch (operator) {
            case "Conv" -> convolution(index, node);
            case "Gemm" -> gemm(node);
            case "MatMul" -> product(node, 0);
            case "BatchNormalization", "InstanceNormalization" -> norm(node);
            case "LayerNormalization" -> layerNorm(node);
            case "Softmax", "LogSoftmax" -> softmax(node);
            case "Concat" -> concat(node);
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> moved(node);
            case "Transpose" -> transpose(node);
            case "Gather" -> gather(node);
            case "Sum" -> sum(node);
            default -> simple(operator, node);
        };
        if (made.isPresent()) {
            labels.put(node.getOutput(0), made.get());
        } else {
            refuse(node, "is not known to keep channels apart");
        }
    }

    private Optional<Labels> simple(String operator, NodeProto node) {
        Labels in = of(node.getInputCount() == 0 ? "" : node.getInput(0));
        if (Apart.EACH.contains(operator)) {
            return Optional.of(in);
        }
        if (Apart.TWO.contains(operator)) {
            return two(node);
        }
        if (Apart.POOLS.contains(operator) && node.getOutputCount() == 1) {
            return in.isNone() || in.axis() == 1 ? same(in, node) : Optional.empty();
        }
        return Apart.REDUCE.contains(operator) ? reduce(node) : Optional.empty();
    }

    /** Along the same axis of the output. */
    private Optional<Labels> same(Labels in, NodeProto node) {
        int[] shape = shape(node.getOutput(0));
        return Optional.of(in.isNone() ? Labels.none(shape) : Labels.along(in.axis(), in.channels(), shape));
    }

    /** Everything the node reads stays whole, and so does what it makes. */
    private void refuse(NodeProto node, String why) {
        String said = Wires.describe(node) + " " + why;
        for (String input : Wires.reads(node)) {
            channels.refuse(of(input).channels(), said);
            if (wires.isWeight(input)) {
                untouchable.putIfAbsent(input, said);
            }
        }
        node.getOutputList().forEach(o -> labels.put(o, Labels.none(shape(o))));
    }

    private Optional<long[]> weight(NodeProto node, int index) {
        return node.getInputCount() > index
                ? wires.weight(node.getInput(index))
                        .filter(w -> w.getDataType() == TensorProto.DataType.FLOAT_VALUE)
                        .map(Tensors::shape)
                : Optional.empty();
    }

    private void use(NodeProto node, int index, int axis, int[] along) {
        if (node.getInputCount() > index && !node.getInput(index).isEmpty()) {
            uses.add(new Use(node.getInput(index), axis, along));
        }
    }

    private boolean constantOrAbsent(NodeProto node, int index) {
        return node.getInputCount() <= index
                || node.getInput(index).isEmpty()
                || weight(node, index).isPresent();
    }

    private Optional<Labels> convolution(int index, NodeProto node) {
        Labels in = of(node.getInput(0));
        Optional<long[]> weight = weight(node, 1);
        int groups = (int) Attributes.whole(node, "group", 1);
        if (weight.isEmpty() || !constantOrAbsent(node, 2) || (!in.isNone() && in.axis() != 1)) {
            return Optional.empty();
        }
        int outs = (int) weight.get()[0];
        int[] shape = shape(node.getOutput(0));
        if (groups > 1 && !in.isNone() && groups == outs && weight.get()[1] == 1) {
            depthwise.add(index);
            use(node, 1, 0, in.channels());
            use(node, 2, 0, in.channels());
            return Optional.of(Labels.along(1, in.channels(), shape));
        }
        if (groups > 1) {
            channels.refuse(in.channels(), Wires.describe(node) + " works in " + groups + " groups");
            return Optional.of(Labels.none(shape));
        }
        if (!in.isNone()) {
            use(node, 1, 1, in.channels());
        }
        int[] made = channels.fresh(node, outs);
        use(node, 1, 0, made);
        use(node, 2, 0, made);
        return Optional.of(Labels.along(1, made, shape));
    }

    private Optional<Labels> gemm(NodeProto node) {
        boolean plain = Attributes.whole(node, "transA", 0) == 0
                && Attributes.real(node, "alpha", 1) == 1
                && Attributes.real(node, "beta", 1) == 1
                && constantOrAbsent(node, 2);
        return plain ? product(node, (int) Attributes.whole(node, "transB", 0)) : Optional.empty();
    }

    /** @param turned 1 when the weights are outputs by inputs */
    private Optional<Labels> product(NodeProto node, int turned) {
        Labels in = of(node.getInput(0));
        Optional<long[]> weight = weight(node, 1).filter(w -> w.length == 2);
        if (weight.isEmpty() || wires.isWeight(node.getInput(0)) || (!in.isNone() && in.fromEnd() != 1)) {
            return Optional.empty();
        }
        if (!in.isNone()) {
            use(node, 1, turned, in.channels());
        }
        int outs = (int) weight.get()[1 - turned];
        int[] made = channels.fresh(node, outs);
        use(node, 1, 1 - turned, made);
        Optional<long[]> bias = weight(node, 2);
        if (bias.isPresent() && bias.get().length > 0 && bias.get()[bias.get().length - 1] == outs) {
            use(node, 2, bias.get().length - 1, made);
        }
        int[] shape = shape(node.getOutput(0));
        return Optional.of(Labels.along(shape.length - 1, made, shape));
    }

    private Optional<Labels> norm(NodeProto node) {
        Labels in = of(node.getInput(0));
        if (in.isNone()) {
            return Optional.of(in);
        }
        for (int i = 1; i < node.getInputCount(); i++) {
            if (in.axis() != 1 || weight(node, i).isEmpty()) {
                return Optional.empty();
            }
        }
        for (int i = 1; i < node.getInputCount(); i++) {
            use(node, i, 0, in.channels());
        }
        return Optional.of(in);
    }

    private Optional<Labels> layerNorm(NodeProto node) {
        Labels in = of(node.getInput(0));
        if (in.isNone()) {
            return Optional.of(in);
        }
        long axis = Attributes.whole(node, "axis", -1);
        boolean last = axis == -1 || axis == in.shape().length - 1;
        if (!last || in.fromEnd() != 1 || weight(node, 1).isEmpty() || !constantOrAbsent(node, 2)) {
            return Optional.empty();
        }
        use(node, 1, 0, in.channels());
        use(node, 2, 0, in.channels());
        return Optional.of(in);
    }

    private Optional<Labels> softmax(NodeProto node) {
        Labels in = of(node.getInput(0));
        long axis = Attributes.whole(node, "axis", -1);
        long own = axis < 0 ? axis + in.shape().length : axis;
        return in.isNone() || own != in.axis() ? Optional.of(in) : Optional.empty();
    }

    private Optional<Labels> two(NodeProto node) {
        if (node.getInputCount() != 2) {
            return Optional.empty();
        }
        int[] shape = shape(node.getOutput(0));
        Labels a = of(node.getInput(0));
        Labels b = of(node.getInput(1));
        if (a.isNone() && b.isNone()) {
            return Optional.of(Labels.none(shape));
        }
        Labels led = a.isNone() ? b : a;
        Labels other = a.isNone() ? a : b;
        int at = led.fromEnd();
        int[] along = led.channels();
        if (!other.isNone()) {
            if (other.fromEnd() != at || other.channels().length != along.length) {
                return Optional.empty();
            }
            channels.join(along, other.channels(), Wires.describe(node) + " joins it with what is no channel");
        } else if (other.extent(at) != 1) {
            String name = node.getInput(a.isNone() ? 0 : 1);
            if (!wires.isWeight(name) || other.extent(at) != along.length) {
                return Optional.empty();
            }
            uses.add(new Use(name, other.shape().length - at, along));
        }
        return Optional.of(Labels.along(shape.length - at, along, shape));
    }

    /** Of any number of operands that are labelled alike. */
    private Optional<Labels> sum(NodeProto node) {
        Labels led = of(node.getInput(0));
        for (String input : node.getInputList()) {
            Labels in = of(input);
            if (in.axis() != led.axis() || !Arrays.equals(in.shape(), led.shape())) {
                return Optional.empty();
            }
            channels.join(led.channels(), in.channels(), Wires.describe(node) + " joins it with what is no channel");
        }
        return Optional.of(led);
    }

    private Optional<Labels> concat(NodeProto node) {
        int[] shape = shape(node.getOutput(0));
        int axis = (int) Attributes.whole(node, "axis", 0);
        int own = axis < 0 ? axis + shape.length : axis;
        int[] joined = new int[shape[own]];
        int at = 0;
        Optional<Labels> first = Optional.empty();
        for (String input : node.getInputList()) {
            Labels in = of(input);
            if (in.shape().length <= own) {
                return Optional.empty();
            }
            if (!in.isNone() && in.axis() == own) {
                System.arraycopy(in.channels(), 0, joined, at, in.channels().length);
            } else if (!in.isNone()) {
                first = first.isEmpty() ? Optional.of(in) : first;
            }
            at += in.shape()[own];
        }
        if (first.isEmpty()) {
            return Optional.of(Labels.along(own, joined, shape));
        }
        Labels led = first.get();
        for (String input : node.getInputList()) {
            Labels in = of(input);
            if (in.isNone() || in.axis() != led.axis()) {
                return Optional.empty();
            }
            channels.join(led.channels(), in.channels(), Wires.describe(node) + " joins it with what is no channel");
        }
        return Optional.of(Labels.along(led.axis(), led.channels(), shape));
    }

    private Optional<Labels> moved(NodeProto node) {
        Labels in = of(node.getInput(0));
        boolean known = !node.getOpType().equals("Reshape") || wires.isWeight(node.getInput(1));
        return in.isNone() || known ? in.shaped(shape(node.getOutput(0))) : Optional.empty();
    }

    private Optional<Labels> transpose(NodeProto node) {
        Labels in = of(node.getInput(0));
        int[] shape = shape(node.getOutput(0));
        if (in.isNone()) {
            return Optional.of(Labels.none(shape));
        }
        int rank = shape.length;
        long[] order = Attributes.wholes(node, "perm").orElseGet(() -> {
            long[] turned = new long[rank];
            Arrays.setAll(turned, i -> rank - 1L - i);
            return turned;
        });
        for (int i = 0; i < rank; i++) {
            if (order[i] == in.axis()) {
                return Optional.of(Labels.along(i, in.channels(), shape));
            }
        }
        return Optional.empty();
    }

    private Optional<Labels> gather(NodeProto node) {
        int[] shape = shape(node.getOutput(0));
        Optional<long[]> table = weight(node, 0).filter(t -> t.length == 2);
        if (table.isPresent()
                && Attributes.whole(node, "axis", 0) == 0
                && of(node.getInput(1)).isNone()) {
            int[] made = channels.fresh(node, (int) table.get()[1]);
            use(node, 0, 1, made);
            return Optional.of(Labels.along(shape.length - 1, made, shape));
        }
        return Optional.empty();
    }

    private Optional<Labels> reduce(NodeProto node) {
        Labels in = of(node.getInput(0));
        int[] shape = shape(node.getOutput(0));
        if (in.isNone()) {
            return Optional.of(Labels.none(shape));
        }
        Optional<long[]> axes = node.getInputCount() > 1
                ? wires.weight(node.getInput(1)).map(w -> Tensors.of(w).longs())
                : Attributes.wholes(node, "axes");
        int rank = in.shape().length;
        boolean over = axes.isEmpty() || Arrays.stream(axes.get()).anyMatch(a -> (a < 0 ? a + rank : a) == in.axis());
        if (over) {
            return Optional.empty();
        }
        boolean keep = Attributes.whole(node, "keepdims", 1) != 0;
        long before = Arrays.stream(axes.get())
                .filter(a -> (a < 0 ? a + rank : a) < in.axis())
                .count();
        return Optional.of(Labels.along((int) (keep ? in.axis() : in.axis() - before), in.channels(), shape));
    }
}
