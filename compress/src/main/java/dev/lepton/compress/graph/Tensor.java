package dev.lepton.compress.graph;

import dev.lepton.compress.onnx.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers in a box: an element type, a shape and the values in row-major order, little-endian as ONNX keeps them. Not
 * changed once made.
 */
public final class Tensor {
    private final DataType type;
    private final long[] shape;
    private final ByteBuffer bytes;

    private Tensor(DataType type, long[] shape, ByteBuffer bytes) {
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
    }

    /**
     * A tensor over {@code bytes}, which it keeps.
     *
     * @throws IllegalArgumentException when their number does not fit type and shape
     */
    public static Tensor of(DataType type, long[] shape, ByteBuffer bytes) {
        long expected = elements(shape) * width(type);
        if (bytes.remaining() != expected) {
            throw new IllegalArgumentException("A tensor of " + type + " and shape " + Arrays.toString(shape) + " has "
                    + expected + " bytes, not " + bytes.remaining() + ".");
        }
        return new Tensor(type, shape.clone(), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Of 32-bit floats. */
    public static Tensor floats(float[] values, long... shape) {
        ByteBuffer bytes = room(values.length * 4L);
        bytes.asFloatBuffer().put(values);
        return of(DataType.FLOAT, shape, bytes);
    }

    /** Of 64-bit whole numbers. */
    public static Tensor longs(long[] values, long... shape) {
        ByteBuffer bytes = room(values.length * 8L);
        bytes.asLongBuffer().put(values);
        return of(DataType.INT64, shape, bytes);
    }

    /** Of 32-bit whole numbers. */
    public static Tensor ints(int[] values, long... shape) {
        ByteBuffer bytes = room(values.length * 4L);
        bytes.asIntBuffer().put(values);
        return of(DataType.INT32, shape, bytes);
    }

    /** Of bytes, signed or not as {@code type} says. */
    public static Tensor bytes(DataType type, byte[] values, long... shape) {
        return of(type, shape, ByteBuffer.wrap(values));
    }

    private static ByteBuffer room(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    public DataType type() {
        return type;
    }

    public long[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** How many elements it has. */
    public int size() {
        return Math.toIntExact(elements(shape));
    }

    public long byteSize() {
        return bytes.capacity();
    }

    /** The values as ONNX keeps them; a view with a position of its own. */
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    }

    /** Whether elements are 32-bit floats. */
    public boolean isFloat() {
        return type == DataType.FLOAT;
    }

    /** Whether elements are real numbers, of whatever width. */
    public boolean real() {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
            default -> false;
        };
    }

    /** The values as numbers, whatever the type; truths are 0 and 1. Whole numbers beyond 2^53 lose their last digits. */
    public double[] numbers() {
        double[] numbers = new double[size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(i);
        }
        return numbers;
    }

    private double number(int i) {
        return switch (type) {
            case FLOAT -> bytes.getFloat(4 * i);
            case DOUBLE -> bytes.getDouble(8 * i);
            case FLOAT16 -> Float.float16ToFloat(bytes.getShort(2 * i));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
            case INT64, UINT64 -> bytes.getLong(8 * i);
            case INT32 -> bytes.getInt(4 * i);
            case UINT32 -> bytes.getInt(4 * i) & 0xffffffffL;
            case INT16 -> bytes.getShort(2 * i);
            case UINT16 -> bytes.getShort(2 * i) & 0xffff;
            case UINT8 -> bytes.get(i) & 0xff;
            default -> bytes.get(i);
        };
    }

    /** Whether the element at {@code i} is the same bits as that of {@code other}, a tensor of the same type. */
    public boolean sameBits(int i, Tensor other) {
        return switch (width(type)) {
            case 8 -> bytes.getLong(8 * i) == other.bytes.getLong(8 * i);
            case 4 -> bytes.getInt(4 * i) == other.bytes.getInt(4 * i);
            case 2 -> bytes.getShort(2 * i) == other.bytes.getShort(2 * i);
            default -> bytes.get(i) == other.bytes.get(i);
        };
    }

    /** The values of a float tensor. */
    public float[] floats() {
        require(DataType.FLOAT);
        float[] values = new float[size()];
        bytes().asFloatBuffer().get(values);
        return values;
    }

    /** The values of a tensor of 64-bit or 32-bit whole numbers. */
    public long[] longs() {
        if (type == DataType.INT32) {
            int[] narrow = new int[size()];
            bytes().asIntBuffer().get(narrow);
            return Arrays.stream(narrow).asLongStream().toArray();
        }
        require(DataType.INT64);
        long[] values = new long[size()];
        bytes().asLongBuffer().get(values);
        return values;
    }

    /** The first element as a number, whatever the type. */
    public double first() {
        return number(0);
    }

    /** The same values under another shape of as many elements. */
    public Tensor reshaped(long... other) {
        return of(type, other, bytes());
    }

    private void require(DataType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("A tensor of " + type + " was taken for one of " + wanted + ".");
        }
    }

    /** Bytes of one element. */
    public static int width(DataType type) {
        return switch (type) {
            case FLOAT, INT32, UINT32 -> 4;
            case DOUBLE, INT64, UINT64 -> 8;
            case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
            case INT8, UINT8, BOOL -> 1;
            default ->
                throw new IllegalArgumentException("Elements of type " + type + " have no whole number of bytes.");
        };
    }

    /** Whether {@link #width} knows the type. */
    public static boolean holds(DataType type) {
        return switch (type) {
            case FLOAT, INT32, UINT32, DOUBLE, INT64, UINT64, FLOAT16, BFLOAT16, INT16, UINT16, INT8, UINT8, BOOL ->
                true;
            default -> false;
        };
    }

    /** The product of {@code shape}; 1 for a scalar. */
    public static long elements(long[] shape) {
        long product = 1;
        for (long dimension : shape) {
            product = Math.multiplyExact(product, dimension);
        }
        return product;
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
