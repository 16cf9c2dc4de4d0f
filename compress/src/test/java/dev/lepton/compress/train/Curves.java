package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.onnx.NodeProto;

/** Operators that work number by number, in double and written apart from the trainer's. */
final class Curves {
    private Curves() {}

    static double at(NodeProto node, double x) {
        double slope = Attributes.real(node, "alpha", 0.01f);
        return switch (node.getOpType()) {
            case "Relu" -> Math.max(0, x);
            case "LeakyRelu" -> x < 0 ? slope * x : x;
            case "Sigmoid" -> 1 / (1 + Math.exp(-x));
            case "HardSigmoid" -> Math.clamp(0.3 * x + 0.4, 0, 1);
            case "HardSwish" -> x * Math.clamp(x / 6 + 0.5, 0, 1);
            case "Elu" -> x < 0 ? 0.7 * (Math.exp(x) - 1) : x;
            case "Softplus" -> Math.log(1 + Math.exp(x));
            case "Abs" -> Math.abs(x);
            case "Tanh" -> Math.tanh(x);
            case "Exp" -> Math.exp(x);
            case "Sqrt" -> Math.sqrt(x);
            case "Log" -> Math.log(x);
            case "Neg" -> -x;
            case "Reciprocal" -> 1 / x;
            case "Identity" -> x;
            case "Erf" -> erf(x);
            default -> throw new IllegalArgumentException(node.getOpType());
        };
    }

    /** By Simpson's rule, so that it has nothing in common with the trainer's. */
    private static double erf(double x) {
        int n = 2000;
        double h = x / n;
        double sum = 1 + Math.exp(-x * x);
        for (int i = 1; i < n; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * Math.exp(-i * h * i * h);
        }
        return 2 / Math.sqrt(Math.PI) * h / 3 * sum;
    }
}
