package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Samples read from a file or a folder. For a model with one input each {@code .npy}, {@code .pb}, {@code .csv} or image is
 * a sample, or several when its first dimension counts them. For a model with more, each folder is a sample with a file for each
 * input, named after it ({@code state.npy}) or by its number ({@code input_0.pb}). Of many files only the first are held in memory.
 */
public final class InputFiles {
    private static final long HELD = 64L << 20;

    private final List<ValueInfoProto> fed;
    private final ImageForm images;

    private InputFiles(OnnxModel model, ImageForm images) {
        this.fed = Wires.of(model.proto().getGraph()).fed();
        this.images = images;
    }

    /**
     * The samples at {@code path}, in order of the files' names.
     *
     * @throws Problem when there are none or one cannot be read or does not fit the model; it names file and input
     */
    public static Samples read(Path path, OnnxModel model, ImageForm images) {
        return read(path, model, images, HELD);
    }

    /** @param held bytes of samples that are kept in memory; further files are read again whenever they are needed */
    static Samples read(Path path, OnnxModel model, ImageForm images, long held) {
        InputFiles reader = new InputFiles(model, images);
        Later all = new Later(held);
        if (!Files.exists(path)) {
            throw Problem.input("the inputs " + path + " do not exist.", "Maybe check the path.");
        }
        try {
            if (reader.fed.size() == 1) {
                for (Path file : files(path)) {
                    reader.add(file, all);
                }
            } else {
                for (Path folder : folders(path)) {
                    all.add(reader.several(folder), () -> reader.several(folder));
                }
            }
        } catch (IOException e) {
            throw Problem.input(
                    "the inputs at " + path + " cannot be read: " + e.getMessage() + ".", "Maybe check the path.");
        }
        if (all.isEmpty()) {
            throw Problem.input(
                    "there are no inputs at " + path + ".", "Maybe put .npy, .pb, .csv, .png or .jpg files there.");
        }
        return Samples.given(all);
    }

    /** A file of one sample is read again when it is needed; rows of a larger one are views of it. */
    private void add(Path file, Later all) throws IOException {
        String input = fed.get(0).getName();
        List<Tensor> rows = single(file);
        for (Tensor row : rows) {
            Map<String, Tensor> sample = Map.of(input, row);
            all.add(sample, rows.size() == 1 ? () -> Map.of(input, single(file).get(0)) : () -> sample);
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile)
                    .filter(InputFiles::known)
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> folders(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw Problem.input(
                    "the model has several inputs, so " + path + " should be a folder.",
                    "Maybe make one folder for each sample, with a file named after each input.");
        }
        try (Stream<Path> list = Files.list(path)) {
            List<Path> folders = list.filter(Files::isDirectory).sorted().toList();
            return folders.isEmpty() ? List.of(path) : folders;
        }
    }

    private static boolean known(Path file) {
        return Stream.of("npy", "pb", "csv", "png", "jpg", "jpeg").anyMatch(ending(file)::equals);
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private Map<String, Tensor> several(Path folder) throws IOException {
        Map<String, Tensor> sample = new LinkedHashMap<>();
        List<Path> files = files(folder);
        for (int i = 0; i < fed.size(); i++) {
            String name = fed.get(i).getName();
            String number = "input_" + i;
            Path file = files.stream()
                    .filter(f -> stem(f).equals(name) || stem(f).equals(number))
                    .findFirst()
                    .orElseThrow(() -> Problem.input(
                            "the folder " + folder + " has no file for the model's input '" + name + "'.",
                            "Maybe call it " + name + ".npy."));
            sample.put(name, fitted(tensor(file), fed.get(i), file));
        }
        return sample;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending(file).length() - 1);
    }

    private List<Tensor> single(Path file) throws IOException {
        ValueInfoProto input = fed.get(0);
        return switch (ending(file)) {
            case "png", "jpg", "jpeg" -> List.of(picture(file, input));
            case "csv" ->
                CsvRows.read(file).stream().map(row -> fitted(row, input, file)).toList();
            default -> rows(tensor(file), input, file);
        };
    }

    /** A model that takes bytes gets a picture's as they are. */
    private Tensor picture(Path file, ValueInfoProto input) throws IOException {
        if (input.getType().getTensorType().getElemType() != DataType.UINT8_VALUE) {
            return fitted(images.read(file, statedShape(input)), input, file);
        }
        Tensor read = ImageForm.BYTES.read(file, statedShape(input));
        float[] values = read.floats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i]);
        }
        return fitted(Tensor.floats(values, read.shape()), input, file);
    }

    private Tensor tensor(Path file) throws IOException {
        return switch (ending(file)) {
            case "npy" -> Npy.read(file);
            case "pb" -> Tensors.of(TensorProto.parseFrom(Files.readAllBytes(file)));
            case "npz" ->
                throw Problem.input(file + " holds several arrays.", "Maybe save each with numpy.save as .npy.");
            default -> throw Problem.input(file + " is of no form that inputs have.", "Maybe save it as .npy or .pb.");
        };
    }

    /** One tensor, or one for each row when it has as many dimensions as the input and the input's first is 1 or free. */
    private List<Tensor> rows(Tensor tensor, ValueInfoProto input, Path file) {
        long[] stated = statedShape(input);
        boolean counted =
                stated.length > 0 && stated[0] <= 1 && tensor.rank() == stated.length && tensor.shape()[0] > 1;
        if (!counted) {
            return List.of(fitted(tensor, input, file));
        }
        long[] shape = tensor.shape();
        int rows = (int) shape[0];
        shape[0] = 1;
        int bytes = (int) (tensor.byteSize() / rows);
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Tensor row = Tensor.of(tensor.type(), shape, tensor.bytes().slice(i * bytes, bytes));
            all.add(fitted(row, input, file));
        }
        return all;
    }

    /** The tensor in the input's type and shape where nothing is lost by it. */
    private static Tensor fitted(Tensor tensor, ValueInfoProto input, Path file) {
        DataType type = DataType.forNumber(input.getType().getTensorType().getElemType());
        Tensor typed = Casts.to(tensor, type == null ? tensor.type() : type, file, input.getName());
        long[] stated = statedShape(input);
        if (!input.getType().getTensorType().hasShape()) {
            return typed;
        }
        long known = 1;
        int free = -1;
        boolean same = typed.rank() == stated.length;
        for (int i = 0; i < stated.length; i++) {
            same = same && (stated[i] <= 0 || stated[i] == typed.shape()[i]);
            known *= Math.max(1, stated[i]);
            free = stated[i] <= 0 && free < 0 ? i : free;
        }
        if (same) {
            return typed;
        }
        if (known > 0 && typed.size() % known == 0 && (free >= 0 || typed.size() == known)) {
            long[] shape = stated.clone();
            for (int i = 0; i < shape.length; i++) {
                shape[i] = shape[i] > 0 ? shape[i] : i == free ? typed.size() / known : 1;
            }
            return typed.reshaped(shape);
        }
        throw Problem.input(
                file + " has the shape " + java.util.Arrays.toString(typed.shape()) + ", but the model's input '"
                        + input.getName() + "' takes " + java.util.Arrays.toString(stated) + " (0 is free).",
                "Maybe it is the input of another model, or its axes are in another order.");
    }

    /** The shape stated for {@code input}, 0 where it is free. */
    private static long[] statedShape(ValueInfoProto input) {
        return input.getType().getTensorType().getShape().getDimList().stream()
                .mapToLong(Dimension::getDimValue)
                .toArray();
    }
}
