package dev.lepton.compress.pass;

import dev.lepton.compress.onnx.NodeProto;
import java.util.Set;

/** Operators that work number by number, with the usual broadcasting of a second number. */
final class Numberwise {
    private static final Set<String> OPERATORS = Set.of(
            "Abs",
            "Add",
            "Clip",
            "Div",
            "Elu",
            "Erf",
            "Exp",
            "HardSigmoid",
            "LeakyRelu",
            "Log",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "Pow",
            "Reciprocal",
            "Relu",
            "Sigmoid",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Sub",
            "Tanh");

    private Numberwise() {}

    static boolean is(NodeProto node) {
        return node.getDomain().isEmpty() && OPERATORS.contains(node.getOpType()) && node.getOutputCount() == 1;
    }
}
