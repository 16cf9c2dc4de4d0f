package dev.lepton.compress.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.lepton.compress.Nets;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.StringStringEntryProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxModelTest {
    @TempDir
    private Path dir;

    @Test
    void writesTheSameBytesAsItRead() throws IOException {
        for (OnnxModel model : List.of(Nets.mlp(1), Nets.convolutions(1, 9), Nets.choice())) {
            // a field that this schema does not know is kept as well
            byte[] known = model.bytes();
            byte[] bytes = java.util.Arrays.copyOf(known, known.length + 4);
            bytes[known.length] = (byte) 0xfa;
            bytes[known.length + 1] = 0x07;
            bytes[known.length + 2] = 0x01;
            bytes[known.length + 3] = 'x';
            Path file = Files.write(dir.resolve("a.onnx"), bytes);
            OnnxModel.read(file).write(dir.resolve("b.onnx"));
            assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("b.onnx")));
        }
    }

    @Test
    void whatIsNoModelIsRefusedByName() throws IOException {
        Path text = Files.writeString(dir.resolve("notes.onnx"), "This is no model, it is a text of some length.");
        Path empty = Files.write(dir.resolve("empty.onnx"), new byte[0]);
        assertTrue(assertThrows(Problem.class, () -> OnnxModel.read(text))
                .getMessage()
                .contains("notes.onnx is no ONNX"));
        assertTrue(assertThrows(Problem.class, () -> OnnxModel.read(empty))
                .getMessage()
                .contains("is no ONNX model"));
        assertThrows(Problem.class, () -> OnnxModel.read(dir.resolve("missing.onnx")));
    }

    @Test
    void weightsInAnotherFileAreTakenIn() throws IOException {
        OnnxModel whole = Nets.mlp(2);
        GraphProto.Builder graph = whole.proto().getGraph().toBuilder();
        TensorProto first = graph.getInitializer(0);
        Files.write(
                dir.resolve("w.bin"),
                ByteString.copyFrom(new byte[16]).concat(first.getRawData()).toByteArray());
        graph.setInitializer(0, outside(first, "w.bin", 16));
        OnnxModel parted =
                new OnnxModel(whole.proto().toBuilder().setGraph(graph).build());
        parted.write(dir.resolve("parted.onnx"));

        assertEquals(whole, OnnxModel.read(dir.resolve("parted.onnx")));
        assertEquals(parted, OnnxModel.asWritten(dir.resolve("parted.onnx")));

        Files.write(dir.resolve("w.bin"), new byte[20]);
        assertTrue(refused().contains("'" + first.getName() + "'"));
        Files.delete(dir.resolve("w.bin"));
        assertTrue(refused().contains("w.bin, which is missing"), refused());
        graph.setInitializer(0, outside(first, "../w.bin", 0));
        new OnnxModel(whole.proto().toBuilder().setGraph(graph).build()).write(dir.resolve("parted.onnx"));
        assertTrue(refused().contains("not beside the model"));
    }

    private String refused() {
        return assertThrows(Problem.class, () -> OnnxModel.read(dir.resolve("parted.onnx")))
                .getMessage();
    }

    @Test
    void weightsWrittenApartAreReadBackTheSame() throws IOException {
        OnnxModel model = Nets.mlp(2);
        Path file = dir.resolve("apart.onnx");
        model.writeApart(file);
        assertTrue(Files.size(file) < 4096, Files.size(file) + " bytes");
        assertTrue(Files.size(dir.resolve("apart.onnx.data")) > 16_000);
        assertArrayEquals(model.bytes(), OnnxModel.read(file).bytes());
    }

    private static TensorProto outside(TensorProto tensor, String location, long offset) {
        return tensor.toBuilder()
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("offset").setValue("" + offset))
                .addExternalData(StringStringEntryProto.newBuilder()
                        .setKey("length")
                        .setValue("" + tensor.getRawData().size()))
                .build();
    }

    @Test
    void typedFieldsAndRawBytesAreTheSameValues() {
        TensorProto typed = TensorProto.newBuilder()
                .setName("t")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(2)
                .addFloatData(1.5f)
                .addFloatData(-2)
                .build();
        assertArrayEquals(new float[] {1.5f, -2}, Tensors.of(typed).floats());
        assertArrayEquals(
                new float[] {1.5f, -2},
                Tensors.of(Tensors.proto("t", Tensors.of(typed))).floats());
        Problem few = assertThrows(
                Problem.class, () -> Tensors.of(typed.toBuilder().addDims(3).build()));
        assertTrue(few.getMessage().contains("'t' has 2 values, but its shape [2, 3] needs 6"), few.getMessage());
    }

    @Test
    void weightsAreCountedAndZerosToldApart() {
        GraphProto graph = GraphProto.newBuilder()
                .addInitializer(Tensors.proto("a", Tensor.floats(new float[] {0, -0f, 1, 2}, 4)))
                .addInitializer(Tensors.proto("b", Tensor.longs(new long[] {0, 256}, 2)))
                .build();
        assertEquals(new Weights(6, 3), Weights.of(graph));
    }

    @Test
    void aNodeThatReadsWhatNothingMakesIsNamed() {
        OnnxModel model = Nets.mlp(1);
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        graph.setNode(2, graph.getNode(2).toBuilder().setInput(0, "nowhere"));
        Problem problem = assertThrows(Problem.class, () -> Wires.of(graph.build()));
        assertTrue(
                problem.getMessage().contains("node 2, Gemm 'Gemm_b' (makes 'b'), reads 'nowhere'"),
                problem.getMessage());
    }

    @Test
    void whatABodyTakesFromOutsideIsRead() {
        Wires wires = Wires.of(Nets.choice().proto().getGraph());
        assertEquals(List.of(1, 3), wires.readers("h"));
    }

    @Test
    void theOriginIsWrittenIntoTheModel() {
        OnnxModel model = Nets.mlp(1);
        Origin origin = new Origin(
                model.sha256(), List.of("one", "two"), 7, Map.of("bits", "8"), Map.of("agreement", "0.99"), "0.1.0");
        OnnxModel marked = origin.in(origin.in(model));
        assertEquals(model.sha256(), marked.noted("lepton.input_sha256").orElseThrow());
        assertEquals("one; two", marked.noted("lepton.passes").orElseThrow());
        assertEquals("0.99", marked.noted("lepton.measured.agreement").orElseThrow());
        assertEquals(6, marked.proto().getMetadataPropsCount());
    }
}
