package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.core.evidence.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Values for a model's inputs by seed: floats from 0 to 1, and whole numbers that index a table of the model where it has one. */
final class MadeInputs {
    private static final long SAFE = 2;
    private static final long MOST_ELEMENTS = 100_000_000;

    private final Wires wires;
    private final Map<String, Long> dimensions;
    private final SplittableRandom random;

    MadeInputs(OnnxModel model, Map<String, Long> dimensions, long seed) {
        this.wires = Wires.of(model.proto().getGraph());
        this.dimensions = Map.copyOf(dimensions);
        this.random = new SplittableRandom(seed);
    }

    Tensor next(ValueInfoProto input) {
        if (!input.getType().hasTensorType()) {
            throw Problem.input(
                    "the model's input '" + input.getName() + "' is no tensor.",
                    "Maybe export the model with tensors as inputs.");
        }
        long[] shape = shape(input);
        DataType type = DataType.forNumber(input.getType().getTensorType().getElemType());
        int size = (int) Tensor.elements(shape);
        if (type == DataType.FLOAT) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) random.nextDouble();
            }
            return Tensor.floats(values, shape);
        }
        if (type == DataType.INT64 || type == DataType.INT32) {
            return wholes(type, size, shape, limit(input.getName()));
        }
        if (type == DataType.DOUBLE || type == DataType.FLOAT16 || type == DataType.BOOL || type == DataType.UINT8) {
            return others(type, size, shape);
        }
        throw Problem.input(
                "no values can be made for the model's input '" + input.getName() + "' of type " + type + ".",
                "Maybe give inputs with --inputs.");
    }

    private Tensor others(DataType type, int size, long[] shape) {
        ByteBuffer bytes = ByteBuffer.allocate(size * Tensor.width(type)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            switch (type) {
                case DOUBLE -> bytes.putDouble(random.nextDouble());
                case FLOAT16 -> bytes.putShort(Float.floatToFloat16((float) random.nextDouble()));
                case BOOL -> bytes.put((byte) random.nextInt(2));
                default -> bytes.put((byte) random.nextInt(1 << Byte.SIZE));
            }
        }
        return Tensor.of(type, shape, bytes.flip());
    }

    private Tensor wholes(DataType type, int size, long[] shape, long limit) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextLong(limit);
        }
        return type == DataType.INT64
                ? Tensor.longs(values, shape)
                : Tensor.ints(
                        java.util.Arrays.stream(values).mapToInt(v -> (int) v).toArray(), shape);
    }

    private long[] shape(ValueInfoProto input) {
        List<Dimension> stated = input.getType().getTensorType().getShape().getDimList();
        long[] shape = new long[stated.size()];
        for (int i = 0; i < shape.length; i++) {
            Dimension dimension = stated.get(i);
            boolean fixed = dimension.hasDimValue() && dimension.getDimValue() > 0;
            shape[i] = fixed ? dimension.getDimValue() : dimensions.getOrDefault(dimension.getDimParam(), 1L);
        }
        if (Tensor.elements(shape) > MOST_ELEMENTS) {
            throw Problem.input(
                    "the model's input '" + input.getName() + "' is too large to be made up.", "Maybe use --inputs.");
        }
        return shape;
    }

    /** How many different whole numbers the input may hold: the rows of the table it indexes, else two. */
    private long limit(String input) {
        for (int reader : wires.readers(input)) {
            NodeProto node = wires.graph().getNode(reader);
            boolean indexes =
                    node.getOpType().equals("Gather") && node.getInput(1).equals(input);
            if (indexes && wires.isWeight(node.getInput(0))) {
                TensorProto table = wires.weight(node.getInput(0)).orElseThrow();
                return Math.max(1, Tensors.shape(table)[0]);
            }
            if (node.getOpType().equals("OneHot") && wires.isWeight(node.getInput(1))) {
                return Math.max(1, (long)
                        Tensors.of(wires.weight(node.getInput(1)).orElseThrow()).first());
            }
        }
        return SAFE;
    }
}
