package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.core.evidence.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each of ONNX's operators is in training. */
final class Operators {
    private final Wires wires;

    Operators(Wires wires) {
        this.wires = wires;
    }

    /** Which inputs of {@code node} are weights to be trained, when they are weights. */
    static Set<Integer> trained(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv", "Gemm", "BatchNormalization", "LayerNormalization" -> Set.of(1, 2);
            case "MatMul", "Add", "Sub", "Mul", "Div" -> Set.of(0, 1);
            case "Gather" -> Set.of(0);
            default -> Set.of();
        };
    }

    /**
     * The operator for {@code node}.
     *
     * @throws Problem when it cannot be trained; it names the node
     */
    Operator of(NodeProto node) {
        boolean own = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
        if (!own && !node.getOpType().equals("Gelu")) {
            throw refused(node, "is of the domain " + node.getDomain());
        }
        return switch (node.getOpType()) {
            case "Gemm" -> gemm(node);
            case "MatMul" -> matrix(node.getInput(1)) ? new MatrixProduct(false) : new BatchedProduct();
            case "Conv" -> new Convolution(node);
            case "Relu" -> new Rectifier();
            case "MaxPool", "AveragePool" -> pool(node);
            case "Add" -> new Elementwise(Elementwise.Rule.ADD);
            case "Sub" -> new Elementwise(Elementwise.Rule.SUBTRACT);
            case "Mul" -> new Elementwise(Elementwise.Rule.MULTIPLY);
            case "Div" -> new Elementwise(Elementwise.Rule.DIVIDE);
            case "Sum" -> new Summed();
            case "BatchNormalization" -> new BatchNorm(Attributes.real(node, "epsilon", 1e-5f));
            case "LayerNormalization" ->
                new LayerNorm((int) Attributes.whole(node, "axis", -1), Attributes.real(node, "epsilon", 1e-5f));
            case "Softmax", "LogSoftmax" ->
                new Softmax(
                        (int) Attributes.whole(node, "axis", -1),
                        node.getOpType().startsWith("Log"));
            case "Concat" -> new Joined((int) Attributes.whole(node, "axis", 0));
            case "GlobalAveragePool" -> new Mean(Operators::behindChannels, true, false);
            case "ReduceMean", "ReduceSum" -> mean(node);
            default -> curve(node).<Operator>map(Pointwise::new).orElseGet(() -> moved(node));
        };
    }

    private static boolean[] behindChannels(int rank) {
        boolean[] axes = new boolean[rank];
        Arrays.fill(axes, 2, rank, true);
        return axes;
    }

    private Operator gemm(NodeProto node) {
        boolean plain = Attributes.whole(node, "transA", 0) == 0
                && Attributes.real(node, "alpha", 1) == 1
                && Attributes.real(node, "beta", 1) == 1
                && wires.isWeight(node.getInput(1))
                && (node.getInputCount() < 3 || !matrix(node.getInput(2)));
        if (!plain) {
            throw refused(node, "is no plain product with a bias of one row");
        }
        return new MatrixProduct(Attributes.whole(node, "transB", 0) == 1);
    }

    private boolean matrix(String name) {
        return wires.weight(name).filter(w -> w.getDimsCount() == 2).isPresent();
    }

    private static Operator pool(NodeProto node) {
        boolean spread = Attributes.wholes(node, "dilations")
                .map(d -> Arrays.stream(d).anyMatch(v -> v != 1))
                .orElse(false);
        if (node.getOutputCount() > 1 || (spread && node.getOpType().equals("AveragePool"))) {
            throw refused(node, "gives out its places or is dilated");
        }
        return new Pool(node);
    }

    private Operator mean(NodeProto node) {
        long[] axes = list(node, "axes", 1).orElse(new long[0]);
        return new Mean(
                Mean.axes(axes),
                Attributes.whole(node, "keepdims", 1) != 0,
                node.getOpType().equals("ReduceSum"));
    }

    private Optional<Pointwise.Curve> curve(NodeProto node) {
        return switch (node.getOpType()) {
            case "Identity", "Dropout" -> Optional.of(Pointwise.same());
            case "Neg" -> Optional.of(Pointwise.negated());
            case "LeakyRelu" -> Optional.of(Pointwise.leaky(Attributes.real(node, "alpha", 0.01f)));
            case "Sigmoid" -> Optional.of(Pointwise.sigmoid());
            case "HardSigmoid" ->
                Optional.of(Pointwise.hardSigmoid(
                        Attributes.real(node, "alpha", 0.2f), Attributes.real(node, "beta", 0.5f)));
            case "HardSwish" -> Optional.of(Pointwise.hardSwish());
            case "Elu" -> Optional.of(Pointwise.exponentialBelow(Attributes.real(node, "alpha", 1f)));
            case "Softplus" -> Optional.of(Pointwise.softPlus());
            case "Abs" -> Optional.of(Pointwise.absolute());
            case "Tanh" -> Optional.of(Pointwise.tanh());
            case "Exp" -> Optional.of(Pointwise.exponential());
            case "Log" -> Optional.of(Pointwise.logarithm());
            case "Sqrt" -> Optional.of(Pointwise.root());
            case "Reciprocal" -> Optional.of(Pointwise.inverse());
            case "Erf" -> Optional.of(Pointwise.error());
            case "Gelu" -> Optional.of(gelu(node));
            case "Pow" -> Optional.of(Pointwise.power(constant(node, 1).first()));
            case "Clip" -> Optional.of(Pointwise.between(bound(node, 1, "min", -1), bound(node, 2, "max", 1)));
            default -> Optional.empty();
        };
    }

    private static Pointwise.Curve gelu(NodeProto node) {
        if (!Attributes.text(node, "approximate", "none").equals("none")) {
            throw refused(node, "is an approximation");
        }
        return Pointwise.gelu();
    }

    private double bound(NodeProto node, int index, String name, int sign) {
        boolean given = node.getInputCount() > index && !node.getInput(index).isEmpty();
        return given ? constant(node, index).first() : Attributes.real(node, name, sign * Float.MAX_VALUE);
    }

    private Operator moved(NodeProto node) {
        return switch (node.getOpType()) {
            case "Reshape" -> {
                long[] wanted = constant(node, 1).longs();
                yield Moved.reshaped(x -> Moved.target(wanted, x.shape()));
            }
            case "Flatten" -> {
                int axis = (int) Attributes.whole(node, "axis", 1);
                yield Moved.reshaped(x -> {
                    int lead = Floats.size(x.shape(), 0, axis < 0 ? axis + x.rank() : axis);
                    return new int[] {lead, x.size() / lead};
                });
            }
            case "Squeeze" -> squeeze(node);
            case "Unsqueeze" -> unsqueeze(node);
            case "Transpose" -> Moved.transposed(Attributes.wholes(node, "perm").orElse(new long[0]));
            case "Gather" -> Moved.gathered((int) Attributes.whole(node, "axis", 0));
            default -> throw refused(node, "is not known");
        };
    }

    private Operator squeeze(NodeProto node) {
        long[] axes = list(node, "axes", 1).orElseThrow(() -> refused(node, "does not say which axes go"));
        return Moved.reshaped(x -> {
            boolean[] gone = Mean.axes(axes).apply(x.rank());
            return java.util.stream.IntStream.range(0, x.rank())
                    .filter(i -> !gone[i])
                    .map(x::extent)
                    .toArray();
        });
    }

    private Operator unsqueeze(NodeProto node) {
        long[] axes = list(node, "axes", 1).orElseThrow(() -> refused(node, "does not say which axes come"));
        return Moved.reshaped(x -> {
            int[] shape = new int[x.rank() + axes.length];
            boolean[] come = Mean.axes(axes).apply(shape.length);
            int at = 0;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = come[i] ? 1 : x.extent(at++);
            }
            return shape;
        });
    }

    /** A list that is an attribute in old operator sets and an input in newer ones. */
    private Optional<long[]> list(NodeProto node, String name, int index) {
        boolean input = node.getInputCount() > index && !node.getInput(index).isEmpty();
        return input ? Optional.of(constant(node, index).longs()) : Attributes.wholes(node, name);
    }

    private Tensor constant(NodeProto node, int index) {
        Optional<TensorProto> weight =
                node.getInputCount() > index ? wires.weight(node.getInput(index)) : Optional.empty();
        return Tensors.of(
                weight.orElseThrow(() -> refused(node, "has an input " + index + " that is worked out at run time")));
    }

    static Problem refused(NodeProto node, String why) {
        return Problem.input(
                Wires.describe(node) + " " + why + ", so the network cannot be trained here.",
                "Maybe shrink it without --prune and --student. Trained are " + String.join(", ", KNOWN) + ".");
    }

    private static final List<String> KNOWN = List.of(
            "Abs",
            "Add",
            "AveragePool",
            "BatchNormalization",
            "Clip",
            "Concat",
            "Conv",
            "Div",
            "Elu",
            "Erf",
            "Exp",
            "Flatten",
            "Gather",
            "Gelu",
            "Gemm",
            "GlobalAveragePool",
            "HardSigmoid",
            "HardSwish",
            "LayerNormalization",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "MatMul",
            "MaxPool",
            "Mul",
            "Neg",
            "Pow",
            "Reciprocal",
            "ReduceMean",
            "ReduceSum",
            "Relu",
            "Reshape",
            "Sigmoid",
            "Softmax",
            "Softplus",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Sum",
            "Tanh",
            "Transpose",
            "Unsqueeze");
}
