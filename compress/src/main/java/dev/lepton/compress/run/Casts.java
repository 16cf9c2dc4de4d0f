package dev.lepton.compress.run;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.core.evidence.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Numbers brought to the element type that a model takes. */
final class Casts {
    private Casts() {}

    static Tensor to(Tensor tensor, DataType type, Path file, String input) {
        if (tensor.type() == type) {
            return tensor;
        }
        if (!Tensor.holds(type) || !numeric(type) || !numeric(tensor.type())) {
            throw Problem.input(
                    file + " holds " + tensor.type() + ", but the model's input '" + input + "' takes " + type + ".",
                    "Maybe save it with that type.");
        }
        ByteBuffer to = ByteBuffer.allocate(tensor.size() * Tensor.width(type)).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : tensor.numbers()) {
            put(to, type, value);
            if (type != DataType.FLOAT
                    && type != DataType.DOUBLE
                    && type != DataType.FLOAT16
                    && value != Math.rint(value)) {
                throw Problem.input(
                        file + " has the value " + value + ", but the model's input '" + input
                                + "' takes whole numbers.",
                        "Maybe it is the input of another model.");
            }
        }
        return Tensor.of(type, tensor.shape(), to.flip());
    }

    private static boolean numeric(DataType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, INT8, UINT8, INT16, INT32, INT64, BOOL -> true;
            default -> false;
        };
    }

    private static void put(ByteBuffer to, DataType type, double value) {
        switch (type) {
            case FLOAT -> to.putFloat((float) value);
            case DOUBLE -> to.putDouble(value);
            case FLOAT16 -> to.putShort(Float.floatToFloat16((float) value));
            case INT16 -> to.putShort((short) value);
            case INT32 -> to.putInt((int) value);
            case INT64 -> to.putLong((long) value);
            default -> to.put((byte) value);
        }
    }
}
