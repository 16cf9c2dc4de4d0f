package dev.lepton.compress.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.core.evidence.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputFilesTest {
    private static final OnnxModel MLP = Nets.mlp(1);

    @TempDir
    private Path dir;

    private Samples read(OnnxModel model) {
        return InputFiles.read(dir, model, ImageForm.UNIT);
    }

    @Test
    void anArrayOfRowsIsASampleForEach() throws IOException {
        float[] values = new float[96];
        values[33] = 7;
        Npy.write(dir.resolve("a.npy"), Tensor.floats(values, 3, 32));
        Samples samples = read(MLP);
        assertEquals(3, samples.size());
        assertArrayEquals(new long[] {1, 32}, samples.first().get("x").shape());
        assertEquals(7, samples.all().get(1).get("x").floats()[1]);
        assertEquals("", samples.said());
    }

    /** A model whose input is {@code type}, of the shape that {@code extents} state; of none when there are no extents. */
    private static OnnxModel taking(DataType type, long... extents) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
        if (extents.length > 0) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            for (long extent : extents) {
                shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
            }
            tensor.setShape(shape);
        }
        ModelProto.Builder model = MLP.proto().toBuilder();
        model.getGraphBuilder()
                .getInputBuilder(0)
                .setType(TypeProto.newBuilder().setTensorType(tensor));
        return new OnnxModel(model.build());
    }

    @Test
    void aModelThatTakesBytesGetsAPictureAsItIs() throws IOException {
        BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(1, 0, 0xff8001);
        ImageIO.write(picture, "png", dir.resolve("a.png").toFile());
        Tensor colour = read(taking(DataType.UINT8, 1, 2, 2, 3)).first().get("x");
        assertEquals(DataType.UINT8, colour.type());
        assertArrayEquals(new double[] {0, 0, 0, 255, 128, 1, 0, 0, 0, 0, 0, 0}, colour.numbers());
        Tensor grey = read(taking(DataType.UINT8, 1, 1, 2, 2)).first().get("x");
        assertEquals((double) Math.round(0.299 * 255 + 0.587 * 128 + 0.114), grey.numbers()[1]);
    }

    @Test
    void anInputWithoutAStatedShapeTakesAny() throws IOException {
        Npy.write(dir.resolve("a.npy"), Tensor.floats(new float[6], 2, 3));
        assertArrayEquals(
                new long[] {2, 3}, read(taking(DataType.FLOAT)).first().get("x").shape());
    }

    @Test
    void valuesOfEveryTypeAreMadeUp() {
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT16, DataType.BOOL, DataType.UINT8)) {
            Tensor made =
                    Samples.made(taking(type, 1, 40), Map.of(), 1, 3).first().get("x");
            assertEquals(type, made.type());
            double most = java.util.Arrays.stream(made.numbers()).max().orElseThrow();
            assertTrue(most > 0 && most <= (type == DataType.UINT8 ? 255 : 1), type + ": " + most);
        }
    }

    @Test
    void filesBeyondWhatIsHeldAreReadAgain() throws IOException {
        for (int i = 0; i < 9; i++) {
            float[] values = new float[32];
            values[0] = i;
            Npy.write(dir.resolve(i + ".npy"), Tensor.floats(values, 1, 32));
        }
        Samples samples = InputFiles.read(dir, MLP, ImageForm.UNIT, 2 * 128);
        assertEquals(9, samples.size());
        for (int i = 0; i < 9; i++) {
            Tensor one = samples.all().get(i).get("x");
            assertEquals(i, one.floats()[0]);
            assertEquals(i < 2, samples.all().get(i).get("x") == one, "sample " + i);
        }
        Files.delete(dir.resolve("8.npy"));
        Problem gone = assertThrows(Problem.class, () -> samples.all().get(8));
        assertTrue(gone.getMessage().contains("sample 8 cannot be read again"), gone.getMessage());
    }

    @Test
    void partsAreSpreadEvenlyAndLeaveTheOthers() {
        assertEquals(List.of(0, 2, 4), Samples.places(5, 3, false));
        assertEquals(List.of(1, 3), Samples.places(5, 3, true));
        for (int count = 0; count <= 13; count++) {
            List<Integer> all = new ArrayList<>(Samples.places(13, count, false));
            assertEquals(count, all.size());
            all.addAll(Samples.places(13, count, true));
            assertEquals(13, Set.copyOf(all).size());
        }
    }

    @Test
    void protobufAndCsvAreRead() throws IOException {
        Files.write(
                dir.resolve("a.pb"),
                Tensors.proto("x", Tensor.floats(new float[32], 1, 32)).toByteArray());
        String row = "0.5" + ",1".repeat(31) + "\n";
        Files.writeString(dir.resolve("b.csv"), "h" + ",h".repeat(31) + "\n" + row + row);
        Samples samples = read(MLP);
        assertEquals(3, samples.size());
        assertEquals(0.5f, samples.all().get(2).get("x").floats()[0]);
    }

    @Test
    void wholeNumbersBecomeFloatsWhereTheModelTakesFloats() throws IOException {
        Npy.write(dir.resolve("a.npy"), Tensor.longs(new long[32], 32));
        assertTrue(read(MLP).first().get("x").isFloat());
    }

    @Test
    void aPictureIsScaledToTheInput() throws IOException {
        BufferedImage red = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1200; i++) {
            red.setRGB(i % 40, i / 40, 0xff0000);
        }
        ImageIO.write(red, "png", dir.resolve("a.png").toFile());
        Tensor picture = read(Nets.convolutions(1, 13)).first().get("x");
        assertArrayEquals(new long[] {1, 3, 16, 16}, picture.shape());
        assertEquals(1, picture.floats()[0]);
        assertEquals(0, picture.floats()[256]);
    }

    @Test
    void whatDoesNotFitIsRefusedWithFileAndInput() throws IOException {
        Npy.write(dir.resolve("a.npy"), Tensor.floats(new float[33], 33));
        Problem problem = assertThrows(Problem.class, () -> read(MLP));
        assertTrue(problem.getMessage().contains("a.npy has the shape [33]"), problem.getMessage());
        assertTrue(problem.getMessage().contains("'x'"), problem.getMessage());
        Files.writeString(dir.resolve("a.npy"), "no array at all");
        assertThrows(Problem.class, () -> read(MLP));
        Files.delete(dir.resolve("a.npy"));
        assertThrows(Problem.class, () -> read(MLP));
    }

    @Test
    void valuesByTheSameSeedAreTheSameAndSaySo() {
        Samples one = Samples.made(MLP, Map.of("batch", 2L), 2, 9);
        Samples two = Samples.made(MLP, Map.of("batch", 2L), 2, 9);
        assertArrayEquals(one.first().get("x").floats(), two.first().get("x").floats());
        assertEquals(64, one.first().get("x").size());
        assertFalse(one.said().isEmpty());
    }
}
