package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Networks worked out in double by the definitions of the operators, as slowly as it takes: what the trainer is compared with. */
final class Doubles {
    /** Numbers under a shape. */
    static final class Array {
        final int[] shape;
        final double[] values;

        Array(int... shape) {
            this.shape = shape;
            this.values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        }

        static Array of(Tensor tensor) {
            Floats floats = Floats.of(tensor);
            Array array = new Array(floats.shape());
            for (int i = 0; i < array.values.length; i++) {
                array.values[i] = floats.values()[i];
            }
            return array;
        }

        int at(int... place) {
            int at = 0;
            for (int i = 0; i < shape.length; i++) {
                at = at * shape[i] + place[i];
            }
            return at;
        }

        /** The element that broadcasting puts at {@code place} of a larger shape. */
        double broadcast(int[] place) {
            int[] own = new int[shape.length];
            for (int i = 0; i < shape.length; i++) {
                own[i] = shape[i] == 1 ? 0 : place[place.length - shape.length + i];
            }
            return values[at(own)];
        }

        int[] place(int index) {
            int[] place = new int[shape.length];
            for (int i = shape.length - 1; i >= 0; i--) {
                place[i] = index % shape[i];
                index /= shape[i];
            }
            return place;
        }
    }

    private final OnnxModel model;
    final Map<String, Array> weights = new HashMap<>();

    Doubles(OnnxModel model) {
        this.model = model;
        for (TensorProto weight : model.proto().getGraph().getInitializerList()) {
            weights.put(weight.getName(), Array.of(Tensors.of(weight)));
        }
    }

    Map<String, Array> run(Map<String, Tensor> feed) {
        Map<String, Array> values = new HashMap<>(weights);
        feed.forEach((name, tensor) -> values.put(name, Array.of(tensor)));
        for (NodeProto node : model.proto().getGraph().getNodeList()) {
            Array[] in = node.getInputList().stream().map(values::get).toArray(Array[]::new);
            values.put(node.getOutput(0), node(node, in));
        }
        return values;
    }

    private static Array node(NodeProto node, Array[] in) {
        return switch (node.getOpType()) {
            case "Gemm" -> gemm(node, in);
            case "MatMul" -> matmul(in[0], in[1]);
            case "Conv" -> convolution(node, in);
            case "MaxPool", "AveragePool" -> pool(node, in[0]);
            case "Add", "Sub", "Mul", "Div", "Pow" -> two(node.getOpType(), in[0], in[1]);
            case "Sum" -> {
                Array sum = two("Add", in[0], in[1]);
                for (int i = 2; i < in.length; i++) {
                    sum = two("Add", sum, in[i]);
                }
                yield sum;
            }
            case "BatchNormalization" -> batchNorm(node, in);
            case "LayerNormalization" -> layerNorm(node, in);
            case "Softmax", "LogSoftmax" -> softmax(node, in[0]);
            case "GlobalAveragePool", "ReduceMean" -> mean(node, in[0]);
            case "Concat" -> concat((int) Attributes.whole(node, "axis", 0), in);
            case "Transpose" -> transpose(node, in[0]);
            case "Gather" -> gather((int) Attributes.whole(node, "axis", 0), in);
            case "Reshape" -> shaped(in[0], reshape(in));
            case "Flatten" -> shaped(in[0], in[0].shape[0], in[0].values.length / in[0].shape[0]);
            default -> each(node, in);
        };
    }

    private static Array each(NodeProto node, Array[] in) {
        Array y = new Array(in[0].shape);
        for (int i = 0; i < y.values.length; i++) {
            double x = in[0].values[i];
            y.values[i] = node.getOpType().equals("Clip")
                    ? Math.clamp(x, in[1].values[0], in[2].values[0])
                    : Curves.at(node, x);
        }
        return y;
    }

    private static Array gemm(NodeProto node, Array[] in) {
        boolean turned = Attributes.whole(node, "transB", 0) == 1;
        int k = in[0].shape[1];
        int n = in[1].shape[turned ? 0 : 1];
        Array y = new Array(in[0].shape[0], n);
        for (int i = 0; i < y.values.length; i++) {
            double sum = in.length > 2 ? in[2].values[i % n] : 0;
            for (int l = 0; l < k; l++) {
                sum += in[0].values[i / n * k + l]
                        * (turned ? in[1].values[in[1].at(i % n, l)] : in[1].values[in[1].at(l, i % n)]);
            }
            y.values[i] = sum;
        }
        return y;
    }

    private static Array matmul(Array a, Array b) {
        int[] shape = a.shape.clone();
        shape[shape.length - 1] = b.shape[b.shape.length - 1];
        Array y = new Array(shape);
        int k = a.shape[a.shape.length - 1];
        for (int i = 0; i < y.values.length; i++) {
            int[] place = y.place(i);
            int[] left = place.clone();
            int[] right = place.clone();
            for (int l = 0; l < k; l++) {
                left[left.length - 1] = l;
                right[right.length - 2] = l;
                y.values[i] += a.values[a.at(left)] * b.broadcast(right);
            }
        }
        return y;
    }

    private static int[] list(NodeProto node, String name, int... otherwise) {
        return Attributes.wholes(node, name)
                .map(l -> Arrays.stream(l).mapToInt(v -> (int) v).toArray())
                .orElse(otherwise);
    }

    private static Array convolution(NodeProto node, Array[] in) {
        int[] strides = list(node, "strides", 1, 1);
        int[] pads = list(node, "pads", 0, 0, 0, 0);
        int[] spread = list(node, "dilations", 1, 1);
        int groups = (int) Attributes.whole(node, "group", 1);
        int[] x = in[0].shape;
        int[] w = in[1].shape;
        Array y = new Array(
                x[0],
                w[0],
                (x[2] + pads[0] + pads[2] - (w[2] - 1) * spread[0] - 1) / strides[0] + 1,
                (x[3] + pads[1] + pads[3] - (w[3] - 1) * spread[1] - 1) / strides[1] + 1);
        for (int i = 0; i < y.values.length; i++) {
            int[] p = y.place(i);
            double sum = in.length > 2 ? in[2].values[p[1]] : 0;
            for (int e = 0; e < w[1] * w[2] * w[3]; e++) {
                int c = e / (w[2] * w[3]);
                int r = p[2] * strides[0] - pads[0] + e / w[3] % w[2] * spread[0];
                int q = p[3] * strides[1] - pads[1] + e % w[3] * spread[1];
                if (r >= 0 && r < x[2] && q >= 0 && q < x[3]) {
                    int channel = p[1] / (w[0] / groups) * w[1] + c;
                    sum += in[0].values[in[0].at(p[0], channel, r, q)] * in[1].values[p[1] * w[1] * w[2] * w[3] + e];
                }
            }
            y.values[i] = sum;
        }
        return y;
    }

    private static Array pool(NodeProto node, Array in) {
        int[] kernel = list(node, "kernel_shape");
        int[] strides = list(node, "strides", 1, 1);
        int[] pads = list(node, "pads", 0, 0, 0, 0);
        boolean all = Attributes.whole(node, "count_include_pad", 0) != 0;
        int[] x = in.shape;
        Array y = new Array(
                x[0],
                x[1],
                (x[2] + pads[0] + pads[2] - kernel[0]) / strides[0] + 1,
                (x[3] + pads[1] + pads[3] - kernel[1]) / strides[1] + 1);
        for (int i = 0; i < y.values.length; i++) {
            int[] p = y.place(i);
            double top = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int e = 0; e < kernel[0] * kernel[1]; e++) {
                int r = p[2] * strides[0] - pads[0] + e / kernel[1];
                int q = p[3] * strides[1] - pads[1] + e % kernel[1];
                if (r >= 0 && r < x[2] && q >= 0 && q < x[3]) {
                    double value = in.values[in.at(p[0], p[1], r, q)];
                    top = Math.max(top, value);
                    sum += value;
                    count++;
                }
            }
            y.values[i] = node.getOpType().equals("MaxPool") ? top : sum / (all ? kernel[0] * kernel[1] : count);
        }
        return y;
    }

    private static Array two(String operator, Array a, Array b) {
        int rank = Math.max(a.shape.length, b.shape.length);
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++) {
            int x = i < rank - a.shape.length ? 1 : a.shape[i - rank + a.shape.length];
            int y = i < rank - b.shape.length ? 1 : b.shape[i - rank + b.shape.length];
            shape[i] = Math.max(x, y);
        }
        Array made = new Array(shape);
        for (int i = 0; i < made.values.length; i++) {
            double x = a.broadcast(made.place(i));
            double y = b.broadcast(made.place(i));
            made.values[i] = switch (operator) {
                case "Add" -> x + y;
                case "Sub" -> x - y;
                case "Mul" -> x * y;
                case "Div" -> x / y;
                default -> Math.pow(x, y);
            };
        }
        return made;
    }

    private static Array batchNorm(NodeProto node, Array[] in) {
        Array y = new Array(in[0].shape);
        for (int i = 0; i < y.values.length; i++) {
            int c = y.place(i)[1];
            y.values[i] = (in[0].values[i] - in[3].values[c])
                            / Math.sqrt(in[4].values[c] + Attributes.real(node, "epsilon", 1e-5f))
                            * in[1].values[c]
                    + in[2].values[c];
        }
        return y;
    }

    private static Array layerNorm(NodeProto node, Array[] in) {
        Array y = new Array(in[0].shape);
        int width = y.shape[y.shape.length - 1];
        for (int i = 0; i < y.values.length; i++) {
            int from = i / width * width;
            double mean = IntStream.range(from, from + width)
                    .mapToDouble(j -> in[0].values[j])
                    .average()
                    .orElse(0);
            double square = IntStream.range(from, from + width)
                    .mapToDouble(j -> Math.pow(in[0].values[j] - mean, 2))
                    .average()
                    .orElse(0);
            y.values[i] = (in[0].values[i] - mean)
                            / Math.sqrt(square + Attributes.real(node, "epsilon", 1e-5f))
                            * in[1].values[i % width]
                    + in[2].values[i % width];
        }
        return y;
    }

    private static Array softmax(NodeProto node, Array x) {
        int axis = (int) Attributes.whole(node, "axis", -1);
        int own = axis < 0 ? axis + x.shape.length : axis;
        Array y = new Array(x.shape);
        for (int i = 0; i < y.values.length; i++) {
            int[] place = y.place(i);
            double sum = 0;
            for (int l = 0; l < x.shape[own]; l++) {
                place[own] = l;
                sum += Math.exp(x.values[x.at(place)]);
            }
            y.values[i] = Math.exp(x.values[i]) / sum;
            y.values[i] = node.getOpType().equals("Softmax") ? y.values[i] : Math.log(y.values[i]);
        }
        return y;
    }

    private static Array mean(NodeProto node, Array x) {
        int[] axes = node.getOpType().equals("ReduceMean") ? list(node, "axes") : new int[] {2, 3};
        int[] shape = x.shape.clone();
        for (int axis : axes) {
            shape[axis < 0 ? axis + shape.length : axis] = 1;
        }
        Array y = new Array(shape);
        for (int i = 0; i < x.values.length; i++) {
            int[] place = x.place(i);
            for (int a = 0; a < place.length; a++) {
                place[a] = shape[a] == 1 ? 0 : place[a];
            }
            y.values[y.at(place)] += x.values[i] * y.values.length / x.values.length;
        }
        return y;
    }

    private static Array concat(int axis, Array[] in) {
        int[] shape = in[0].shape.clone();
        shape[axis] = Arrays.stream(in).mapToInt(x -> x.shape[axis]).sum();
        Array y = new Array(shape);
        for (int i = 0; i < y.values.length; i++) {
            int[] place = y.place(i);
            int which = 0;
            while (place[axis] >= in[which].shape[axis]) {
                place[axis] -= in[which++].shape[axis];
            }
            y.values[i] = in[which].values[in[which].at(place)];
        }
        return y;
    }

    private static Array transpose(NodeProto node, Array x) {
        int[] order = list(node, "perm");
        Array y = new Array(Arrays.stream(order).map(a -> x.shape[a]).toArray());
        for (int i = 0; i < y.values.length; i++) {
            int[] place = y.place(i);
            int[] from = new int[place.length];
            for (int a = 0; a < place.length; a++) {
                from[order[a]] = place[a];
            }
            y.values[i] = x.values[x.at(from)];
        }
        return y;
    }

    private static Array gather(int axis, Array[] in) {
        int[] shape = new int[in[0].shape.length - 1 + in[1].shape.length];
        System.arraycopy(in[0].shape, 0, shape, 0, axis);
        System.arraycopy(in[1].shape, 0, shape, axis, in[1].shape.length);
        System.arraycopy(in[0].shape, axis + 1, shape, axis + in[1].shape.length, in[0].shape.length - axis - 1);
        Array y = new Array(shape);
        for (int i = 0; i < y.values.length; i++) {
            int[] place = y.place(i);
            int[] middle = Arrays.copyOfRange(place, axis, axis + in[1].shape.length);
            int[] from = new int[in[0].shape.length];
            System.arraycopy(place, 0, from, 0, axis);
            from[axis] = (int) in[1].values[in[1].at(middle)];
            System.arraycopy(place, axis + middle.length, from, axis + 1, from.length - axis - 1);
            y.values[i] = in[0].values[in[0].at(from)];
        }
        return y;
    }

    private static int[] reshape(Array[] in) {
        int[] shape = Arrays.stream(in[1].values).mapToInt(v -> (int) v).toArray();
        int known = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shape[i] == 0 ? in[0].shape[i] : shape[i];
            known *= Math.abs(shape[i]);
        }
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shape[i] == -1 ? in[0].values.length / known : shape[i];
        }
        return shape;
    }

    private static Array shaped(Array x, int... shape) {
        Array y = new Array(shape);
        System.arraycopy(x.values, 0, y.values, 0, x.values.length);
        return y;
    }
}
