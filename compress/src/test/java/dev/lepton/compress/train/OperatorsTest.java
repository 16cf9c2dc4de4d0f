package dev.lepton.compress.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each operator: forward beside ONNX Runtime, gradients beside central differences in double of a network that shares no code. */
final class OperatorsTest {
    private static final double STEP = 1e-6;

    /** Rows of a batch of three. */
    private static final int ROWS = 3;

    @Test
    void fullLayers() {
        check(new Sketch(1)
                .input("x", 0, 7)
                .gemm("x", "a", 7, 11)
                .node("Relu", "ra", List.of("a"))
                .weight("w", 0.4, 11, 9)
                .node("MatMul", "m", List.of("ra", "w"))
                .weight("b", 0.3, 9)
                .node("Add", "s", List.of("m", "b"))
                .node("Tanh", "t", List.of("s"))
                .gemm("t", "y", 9, 5)
                .node("Softmax", "p", List.of("y"), Attributes.of("axis", -1))
                .model(13, "p"));
    }

    @Test
    void convolutionsInEveryForm() {
        check(new Sketch(2)
                .input("x", 0, 4, 9, 8)
                .convolution("x", "c", 4, 6, 3, 1)
                .node("Relu", "rc", List.of("c"))
                .weight("dw", 0.4, 6, 1, 3, 3)
                .node(
                        "Conv",
                        "d",
                        List.of("rc", "dw"),
                        Attributes.of("group", 6),
                        Attributes.of("strides", List.of(2L, 1L)))
                .weight("gw", 0.4, 8, 3, 2, 3)
                .weight("gb", 0.2, 8)
                .node(
                        "Conv",
                        "g",
                        List.of("d", "gw", "gb"),
                        Attributes.of("group", 2),
                        Attributes.of("dilations", List.of(2L, 1L)),
                        Attributes.of("pads", List.of(1L, 0L, 0L, 1L)))
                .node("Sigmoid", "y", List.of("g"))
                .model(13, "y"));
    }

    @Test
    void normsPoolsAndBranches() {
        check(new Sketch(3)
                .input("x", 0, 3, 8, 8)
                .convolution("x", "c", 3, 4, 3, 1)
                .weight("scale", 1, 0.2, 4)
                .weight("shift", 0.2, 4)
                .weight("mean", 0.2, 4)
                .weight("var", 1, 0.1, 4)
                .node("BatchNormalization", "n", List.of("c", "scale", "shift", "mean", "var"))
                .node("LeakyRelu", "l", List.of("n"), Attributes.of("alpha", 0.1f))
                .node("Sum", "sum", List.of("l", "c", "n"))
                .node(
                        "MaxPool",
                        "mp",
                        List.of("sum"),
                        Attributes.of("kernel_shape", List.of(2L, 2L)),
                        Attributes.of("strides", List.of(2L, 2L)))
                .node(
                        "AveragePool",
                        "ap",
                        List.of("mp"),
                        Attributes.of("kernel_shape", List.of(3L, 3L)),
                        Attributes.of("pads", List.of(1L, 1L, 1L, 1L)))
                .node("Concat", "cat", List.of("mp", "ap"), Attributes.of("axis", 1))
                .node("GlobalAveragePool", "gap", List.of("cat"))
                .node("Flatten", "f", List.of("gap"))
                .gemm("f", "y", 8, 4)
                .node("LogSoftmax", "p", List.of("y"), Attributes.of("axis", -1))
                .model(13, "p"));
    }

    @Test
    void otherCurves() {
        check(new Sketch(6)
                .input("x", 0, 12)
                .gemm("x", "a", 12, 9)
                .node("HardSwish", "b", List.of("a"))
                .gemm("b", "c", 9, 9)
                .node("HardSigmoid", "d", List.of("c"), Attributes.of("alpha", 0.3f), Attributes.of("beta", 0.4f))
                .gemm("d", "e", 9, 9)
                .node("Elu", "f", List.of("e"), Attributes.of("alpha", 0.7f))
                .gemm("f", "g", 9, 9)
                .node("Softplus", "h", List.of("g"))
                .gemm("h", "i", 9, 9)
                .node("Abs", "j", List.of("i"))
                .gemm("j", "y", 9, 4)
                .model(14, "y"));
    }

    /** A block of attention with layer normalisation and the Gelu that exporters write. */
    @Test
    void attention() {
        Sketch sketch = new Sketch(4)
                .wholeInput("ids", 0, 5)
                .weight("table", 0.5, 13, 8)
                .node("Gather", "e", List.of("table", "ids"), Attributes.of("axis", 0))
                .weight("ls", 1, 0.1, 8)
                .weight("lb", 0.1, 8)
                .node("LayerNormalization", "n", List.of("e", "ls", "lb"), Attributes.of("axis", -1))
                .wholes("heads", 0, 0, 2, 4)
                .wholes("whole", 0, 0, 8)
                .scalar("root", 2);
        for (String one : List.of("q", "k", "v")) {
            sketch.weight(one + "w", 0.4, 8, 8)
                    .node("MatMul", one + "m", List.of("n", one + "w"))
                    .node("Reshape", one + "r", List.of(one + "m", "heads"))
                    .node(
                            "Transpose",
                            one,
                            List.of(one + "r"),
                            Attributes.of("perm", one.equals("k") ? List.of(0L, 2L, 3L, 1L) : List.of(0L, 2L, 1L, 3L)));
        }
        check(sketch.node("MatMul", "scores", List.of("q", "k"))
                .node("Div", "scaled", List.of("scores", "root"))
                .node("Softmax", "share", List.of("scaled"), Attributes.of("axis", -1))
                .node("MatMul", "mixed", List.of("share", "v"))
                .node("Transpose", "back", List.of("mixed"), Attributes.of("perm", List.of(0L, 2L, 1L, 3L)))
                .node("Reshape", "flat", List.of("back", "whole"))
                .node("Add", "res", List.of("flat", "e"))
                .scalar("r2", (float) Math.sqrt(2))
                .scalar("one", 1)
                .node("Div", "g1", List.of("res", "r2"))
                .node("Erf", "g2", List.of("g1"))
                .node("Add", "g3", List.of("g2", "one"))
                .node("Mul", "g4", List.of("res", "g3"))
                .node(
                        "ReduceMean",
                        "y",
                        List.of("g4"),
                        Attributes.of("axes", List.of(1L)),
                        Attributes.of("keepdims", 1))
                .model(17, "y"));
    }

    @Test
    void functionsOfANumber() {
        check(new Sketch(5)
                .input("x", 0, 6)
                .gemm("x", "a", 6, 6)
                .node("Exp", "e", List.of("a"))
                .scalar("one", 1)
                .node("Add", "e1", List.of("e", "one"))
                .node("Log", "l", List.of("e1"))
                .node("Sqrt", "s", List.of("l"))
                .node("Reciprocal", "r", List.of("e1"))
                .node("Sub", "d", List.of("s", "r"))
                .node("Neg", "n", List.of("d"))
                .scalar("low", -0.9f)
                .scalar("high", 0.4f)
                .node("Clip", "c", List.of("n", "low", "high"))
                .scalar("two", 2)
                .node("Pow", "q", List.of("c", "two"))
                .weight("m", 1, 0.3, 6)
                .node("Mul", "qm", List.of("q", "m"))
                .node("Identity", "y", List.of("qm"))
                .model(13, "y"));
    }

    private static void check(OnnxModel model) {
        Map<String, Tensor> feed = feed(model);
        String output = model.proto().getGraph().getOutput(0).getName();
        Tensor expected = Outputs.of(model, Samples.given(List.of(feed)), SessionSettings.threads(1))
                .get(0)
                .get(output);
        Network network = Network.of(model);
        Map<String, Floats> fed = new HashMap<>();
        feed.forEach((name, tensor) -> fed.put(name, Floats.of(tensor)));
        Floats made = network.forward(fed).get(output);
        assertArrayEquals(expected.shape(), made.tensor().shape());
        assertArrayEquals(expected.floats(), made.values(), 2e-6f);
        Doubles doubles = new Doubles(model);
        double[] slow = doubles.run(feed).get(output).values;
        for (int i = 0; i < slow.length; i++) {
            assertEquals(slow[i], expected.floats()[i], 2e-6);
        }
        Random random = new Random(9);
        float[] seed = new float[made.size()];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (float) random.nextGaussian();
        }
        network.backward(Map.of(output, new Floats(seed, made.shape())));
        List<String> names = new ArrayList<>(network.trained().keySet());
        assertTrue(names.size() >= 3, "Nothing to look at: " + names);
        for (String name : names) {
            gradients(doubles, name, feed, output, seed, network.gradient(name).values());
        }
    }

    /** Up to ten elements of each weight; their errors are seen beside the largest of them. */
    private static void gradients(
            Doubles doubles, String name, Map<String, Tensor> feed, String output, float[] seed, float[] found) {
        double[] weight = doubles.weights.get(name).values;
        double largest = 1e-3;
        for (float g : found) {
            largest = Math.max(largest, Math.abs(g));
        }
        for (int i = 0; i < weight.length; i += Math.max(1, weight.length / 10)) {
            double kept = weight[i];
            weight[i] = kept + STEP;
            double up = loss(doubles, feed, output, seed);
            weight[i] = kept - STEP;
            double down = loss(doubles, feed, output, seed);
            weight[i] = kept;
            assertEquals((up - down) / (2 * STEP), found[i], 3e-5 * largest, name + "[" + i + "]");
        }
    }

    private static double loss(Doubles doubles, Map<String, Tensor> feed, String output, float[] seed) {
        double[] y = doubles.run(feed).get(output).values;
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * seed[i];
        }
        return sum;
    }

    private static Map<String, Tensor> feed(OnnxModel model) {
        Random random = new Random(3);
        Map<String, Tensor> feed = new HashMap<>();
        model.proto().getGraph().getInputList().forEach(input -> {
            long[] shape = input.getType().getTensorType().getShape().getDimList().stream()
                    .mapToLong(d -> d.hasDimValue() ? d.getDimValue() : ROWS)
                    .toArray();
            float[] values = new float[(int) Tensor.elements(shape)];
            long[] wholes = new long[values.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
                wholes[i] = random.nextInt(13);
            }
            boolean whole = input.getType().getTensorType().getElemType() == 7;
            feed.put(input.getName(), whole ? Tensor.longs(wholes, shape) : Tensor.floats(values, shape));
        });
        return feed;
    }

    @Test
    void aNodeThatIsNotKnownIsNamed() {
        OnnxModel model = new Sketch(6)
                .input("x", 0, 4)
                .gemm("x", "a", 4, 4)
                .node("Cos", "y", List.of("a"))
                .model(13, "y");
        Problem problem = assertThrows(Problem.class, () -> Network.of(model));
        assertTrue(problem.getMessage().contains("Cos 'Cos_y'"), problem.getMessage());
    }
}
