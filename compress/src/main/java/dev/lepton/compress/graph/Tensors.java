package dev.lepton.compress.graph;

import com.google.protobuf.ByteString;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.core.evidence.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Tensors out of ONNX's messages and into them. */
public final class Tensors {
    private Tensors() {}

    /**
     * The values in {@code proto}, from its raw bytes or from its typed fields.
     *
     * @throws Problem when the values are in another file (see {@link OnnxModel#inlined}), are strings or of a type that is not
     *     whole bytes, or are not as many as the shape says; it names the tensor
     */
    public static Tensor of(TensorProto proto) {
        DataType type = DataType.forNumber(proto.getDataType());
        if (type == null || !Tensor.holds(type)) {
            throw bad(proto, "has elements of type " + (type == null ? proto.getDataType() : type));
        }
        long[] shape = shape(proto);
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw bad(proto, "has its values in another file");
        }
        long elements = Tensor.elements(shape);
        ByteBuffer bytes =
                proto.hasRawData() ? proto.getRawData().asReadOnlyByteBuffer() : typed(proto, type, elements);
        if (bytes.remaining() != elements * Tensor.width(type)) {
            throw bad(
                    proto,
                    "has " + bytes.remaining() + " bytes of values, but its shape " + Arrays.toString(shape) + " needs "
                            + elements * Tensor.width(type));
        }
        return Tensor.of(type, shape, bytes);
    }

    public static long[] shape(TensorProto proto) {
        return proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** How many elements {@code proto} has, wherever they are. */
    public static long elements(TensorProto proto) {
        return Tensor.elements(shape(proto));
    }

    /** {@code tensor} under {@code name}, as raw bytes. */
    public static TensorProto proto(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(tensor.type().getNumber())
                .setRawData(ByteString.copyFrom(tensor.bytes()));
        for (long dimension : tensor.shape()) {
            proto.addDims(dimension);
        }
        return proto.build();
    }

    /** What a graph says of a tensor of floats of that shape. */
    public static ValueInfoProto floats(String name, TensorShapeProto.Builder shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    private static ByteBuffer typed(TensorProto proto, DataType type, long elements) {
        int width = Tensor.width(type);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(elements * width)).order(ByteOrder.LITTLE_ENDIAN);
        int given = given(proto, type);
        if (given != elements) {
            throw bad(
                    proto,
                    "has " + given + " values, but its shape " + Arrays.toString(shape(proto)) + " needs " + elements);
        }
        for (int i = 0; i < given; i++) {
            switch (type) {
                case FLOAT -> bytes.putFloat(proto.getFloatData(i));
                case DOUBLE -> bytes.putDouble(proto.getDoubleData(i));
                case INT64 -> bytes.putLong(proto.getInt64Data(i));
                case UINT64 -> bytes.putLong(proto.getUint64Data(i));
                case UINT32 -> bytes.putInt((int) proto.getUint64Data(i));
                case INT32 -> bytes.putInt(proto.getInt32Data(i));
                case FLOAT16, BFLOAT16, INT16, UINT16 -> bytes.putShort((short) proto.getInt32Data(i));
                default -> bytes.put((byte) proto.getInt32Data(i));
            }
        }
        return bytes.flip();
    }

    private static int given(TensorProto proto, DataType type) {
        return switch (type) {
            case FLOAT -> proto.getFloatDataCount();
            case DOUBLE -> proto.getDoubleDataCount();
            case INT64 -> proto.getInt64DataCount();
            case UINT64, UINT32 -> proto.getUint64DataCount();
            default -> proto.getInt32DataCount();
        };
    }

    private static Problem bad(TensorProto proto, String what) {
        return Problem.input(
                "the tensor '" + proto.getName() + "' " + what + ".",
                "Maybe export the model again, with its weights as numbers inside the file.");
    }
}
