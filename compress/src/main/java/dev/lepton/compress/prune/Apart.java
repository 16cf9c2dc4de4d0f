package dev.lepton.compress.prune;

import java.util.Set;

/** Operators that keep channels apart: each number of the output comes from numbers of its own channel. */
final class Apart {
    /** Of one operand, number by number. */
    static final Set<String> EACH = Set.of(
            "Relu",
            "LeakyRelu",
            "Sigmoid",
            "Tanh",
            "Erf",
            "Gelu",
            "Clip",
            "Sqrt",
            "Exp",
            "Log",
            "Neg",
            "Reciprocal",
            "Identity",
            "Dropout",
            "HardSigmoid",
            "HardSwish",
            "Elu",
            "Selu",
            "Softplus",
            "Abs",
            "Cast");

    /** Of two operands, which broadcast. */
    static final Set<String> TWO = Set.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "PRelu");

    /** Over planes. */
    static final Set<String> POOLS = Set.of("MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool");

    /** Over axes, when the channels' is none of them. */
    static final Set<String> REDUCE = Set.of("ReduceMean", "ReduceSum", "ReduceMax");

    private Apart() {}
}
