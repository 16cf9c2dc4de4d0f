package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.OperatorSetIdProto;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lepton split} says when stages cannot be the same, or cannot be written. */
final class SplitCommandTest {
    @TempDir
    private Path dir;

    private static TensorShapeProto.Builder row() {
        return TensorShapeProto.newBuilder()
                .addDim(Dimension.newBuilder().setDimValue(1))
                .addDim(Dimension.newBuilder().setDimValue(8));
    }

    /** {@code x -> a -> r, y}, where {@code operator} makes {@code r} of {@code a}. */
    private Path model(String operator, ValueInfoProto... further) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("net")
                .addInput(Tensors.floats("x", row()))
                .addNode(Rewrite.node("Relu", "relu", List.of("x"), List.of("a")))
                .addNode(Rewrite.node(operator, "odd", List.of("a"), List.of("r")));
        if (operator.startsWith("Random")) {
            graph.addNode(Rewrite.node("Add", "add", List.of("a", "r"), List.of("y")));
        } else {
            graph.setNode(1, graph.getNode(1).toBuilder().addAttribute(Attributes.of("axis", 1)));
            graph.addNode(Rewrite.node("Exp", "exp", List.of("a"), List.of("y")));
        }
        graph.addOutput(Tensors.floats("y", row())).addAllOutput(List.of(further));
        Path file = dir.resolve("net.onnx");
        new OnnxModel(ModelProto.newBuilder()
                        .setIrVersion(7)
                        .addOpsetImport(
                                OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                        .setGraph(graph)
                        .build())
                .write(file);
        return file;
    }

    private static Said split(Path model, Path out, String... more) {
        List<String> words = new ArrayList<>(List.of(model.toString(), "--seconds", "1", "--out", out.toString()));
        words.addAll(List.of(more));
        return Said.of("split", words.toArray(String[]::new));
    }

    @Test
    void aModelThatDrawsRandomNumbersIsSaidAndNothingIsWritten() throws IOException {
        Path model = model("RandomNormalLike");
        Path out = dir.resolve("stages");
        Said text = split(model, out);
        assertEquals(4, text.code(), text.err());
        assertTrue(
                text.out().contains("RandomNormalLike 'odd' (makes 'r') draws random numbers")
                        && text.out().contains("Nothing was written to " + out),
                text.out());
        Said json = split(model, out, "--json");
        assertEquals(4, json.code(), json.err());
        JsonNode root = json.json();
        assertTrue(root.get("reason").asText().contains("differs from itself"), root.toString());
        assertTrue(root.get("stages").get(0).get("file").isNull());
        assertFalse(root.get("bit_equal").asBoolean());
        assertTrue(Files.notExists(out));
    }

    @Test
    void anOutputThatIsASequenceIsNotCalledTheSame() throws IOException {
        ValueInfoProto sequence = ValueInfoProto.newBuilder()
                .setName("r")
                .setType(TypeProto.newBuilder()
                        .setSequenceType(TypeProto.Sequence.newBuilder()
                                .setElemType(Tensors.floats("r", row()).getType())))
                .build();
        Path model = model("SplitToSequence", sequence);
        Said text = split(model, dir.resolve("stages"));
        assertEquals(0, text.code(), text.err());
        assertTrue(text.out().contains("numbers of the outputs that are tensors of numbers are the same"), text.out());
        assertTrue(text.out().contains("Not compared, because no tensors of numbers: the outputs 'r'"), text.out());
        JsonNode root = split(model, dir.resolve("stages"), "--json").json();
        assertEquals("r", root.get("not_compared").get(0).asText());
        assertTrue(root.get("reason").isNull());
    }

    @Test
    void aFileIsNoFolderForStages() throws IOException {
        Path file = Files.writeString(dir.resolve("taken"), "text");
        for (Path out : List.of(file, file.resolve("deeper"))) {
            Said said = split(model("RandomNormalLike"), out);
            assertEquals(1, said.code());
            assertTrue(said.err().contains(file + " is a file") && said.err().contains("--out stages"), said.err());
        }
        assertEquals("text", Files.readString(file));
    }
}
