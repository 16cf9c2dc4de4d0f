package dev.lepton.compress.run;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NumPy's {@code .npy} files, versions 1 to 3, little-endian and in C order. */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER =
            Pattern.compile("'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([^)]*)\\)");
    private static final int ALIGNED = 64;
    private static final long LARGE = 16L << 20;

    private Npy() {}

    /** The array in {@code file}. */
    public static Tensor read(Path file) throws IOException {
        ByteBuffer bytes = content(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        if (bytes.remaining() < 12) {
            throw bad(file, "it is too short");
        }
        bytes.get(magic);
        int version = bytes.get();
        bytes.get();
        int length = version == 1 ? bytes.getShort() & 0xffff : bytes.getInt();
        if (!Arrays.equals(magic, MAGIC) || length < 0 || length > bytes.remaining()) {
            throw bad(file, "it does not begin as such a file does");
        }
        byte[] header = new byte[length];
        bytes.get(header);
        Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw bad(file, "its header is '" + new String(header, StandardCharsets.ISO_8859_1).strip() + "'");
        }
        if (matcher.group(2).equals("True")) {
            throw Problem.input(
                    file + " is in Fortran order.", "Maybe save numpy.ascontiguousarray of it with numpy.save.");
        }
        long[] shape = Arrays.stream(matcher.group(3).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        DataType type = type(matcher.group(1), file);
        if (bytes.remaining() != Tensor.elements(shape) * Tensor.width(type)) {
            throw bad(file, "its values do not fill its shape " + Arrays.toString(shape));
        }
        return Tensor.of(type, shape, bytes.slice());
    }

    /** Large files are looked at where they are instead of being taken into memory. */
    private static ByteBuffer content(Path file) throws IOException {
        if (Files.size(file) <= LARGE) {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    /** Writes {@code tensor} to {@code file}. */
    public static void write(Path file, Tensor tensor) throws IOException {
        String shape = Arrays.toString(tensor.shape());
        String dims = shape.substring(1, shape.length() - 1) + (tensor.rank() == 1 ? "," : "");
        String header = String.format(
                Locale.ROOT, "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr(tensor.type()), dims);
        int padded = (MAGIC.length + 4 + header.length() + ALIGNED) / ALIGNED * ALIGNED;
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(padded + tensor.byteSize())).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - MAGIC.length - 4));
        bytes.put(header.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.position() < padded - 1) {
            bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n').put(tensor.bytes());
        Files.write(file, bytes.array());
    }

    private static DataType type(String descr, Path file) {
        return switch (descr) {
            case "<f4" -> DataType.FLOAT;
            case "<f8" -> DataType.DOUBLE;
            case "<f2" -> DataType.FLOAT16;
            case "<i8" -> DataType.INT64;
            case "<i4" -> DataType.INT32;
            case "<i2" -> DataType.INT16;
            case "|i1" -> DataType.INT8;
            case "|u1" -> DataType.UINT8;
            case "|b1" -> DataType.BOOL;
            default -> throw bad(file, "its elements are of type " + descr);
        };
    }

    private static String descr(DataType type) {
        return switch (type) {
            case FLOAT -> "<f4";
            case DOUBLE -> "<f8";
            case FLOAT16 -> "<f2";
            case INT64 -> "<i8";
            case INT32 -> "<i4";
            case INT16 -> "<i2";
            case INT8 -> "|i1";
            case UINT8 -> "|u1";
            case BOOL -> "|b1";
            default -> throw new IllegalArgumentException("Elements of " + type + " are not written as .npy.");
        };
    }

    private static Problem bad(Path file, String why) {
        return Problem.input(file + " cannot be read as .npy: " + why + ".", "Maybe save it again with numpy.save.");
    }
}
