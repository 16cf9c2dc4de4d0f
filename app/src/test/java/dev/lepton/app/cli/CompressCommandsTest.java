package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.OperatorSetIdProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Npy;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.profiles.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton shrink} and {@code lepton split}, as a user types them. */
final class CompressCommandsTest {
    private static final int WIDTH = 256;

    @TempDir
    private Path dir;

    private Path model;
    private Path inputs;

    @BeforeEach
    void aNetworkAndInputs() throws IOException {
        Random random = new Random(5);
        GraphProto.Builder graph = GraphProto.newBuilder().setName("net").addInput(info("x"));
        String at = "x";
        for (int layer = 1; layer <= 3; layer++) {
            float[] weights = new float[WIDTH * WIDTH];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (random.nextGaussian() / 16);
            }
            graph.addInitializer(Tensors.proto("w" + layer, Tensor.floats(weights, WIDTH, WIDTH)));
            graph.addNode(Rewrite.node("MatMul", "m" + layer, List.of(at, "w" + layer), List.of("h" + layer)));
            graph.addNode(Rewrite.node("Relu", "r" + layer, List.of("h" + layer), List.of("a" + layer)));
            at = "a" + layer;
        }
        graph.addNode(Rewrite.node("Softmax", "s", List.of(at), List.of("y"), Attributes.of("axis", -1)));
        graph.addOutput(info("y"));
        model = dir.resolve("net.onnx");
        new OnnxModel(ModelProto.newBuilder()
                        .setIrVersion(7)
                        .addOpsetImport(
                                OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                        .setGraph(graph)
                        .build())
                .write(model);
        float[] values = new float[20 * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        inputs = dir.resolve("in.npy");
        Npy.write(inputs, Tensor.floats(values, 20, WIDTH));
    }

    private static ValueInfoProto info(String name) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT_VALUE)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(Dimension.newBuilder().setDimValue(1))
                                        .addDim(Dimension.newBuilder().setDimValue(WIDTH)))))
                .build();
    }

    @Test
    void splitWritesStagesAndComparesBits() throws IOException {
        Path out = dir.resolve("stages");
        Said said = Said.of(
                "split",
                model.toString(),
                "--stages",
                "3",
                "--inputs",
                inputs.toString(),
                "--seconds",
                "1",
                "--out",
                out.toString(),
                "--emit-points",
                dir.resolve("points.yaml").toString(),
                "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode json = said.json();
        int stages = json.get("stages").size();
        assertTrue(stages > 1 && stages <= 3, stages + " stages");
        double share = 0;
        for (JsonNode stage : json.get("stages")) {
            assertTrue(Files.exists(Path.of(stage.get("file").asText())));
            assertTrue(stage.get("nodes").asInt() > 0 && stage.get("bytes_out").asLong() > 0);
            share += stage.get("seconds_share").asDouble();
        }
        assertEquals(1, share, 1e-4);
        assertTrue(json.get("bit_equal").asBoolean());
        assertEquals(0, json.get("max_abs_difference").asDouble());
        assertTrue(json.get("throughput_ratio").asDouble() > 0);
        assertEquals(20 * WIDTH, json.get("compared_floats").asInt());
        assertTrue(Files.exists(out.resolve("manifest.json")));
        List<OperatingPoint> points = Profiles.read(dir.resolve("points.yaml")).points();
        assertEquals(
                List.of(1, stages, stages),
                points.stream().map(p -> p.hardware().count()).toList());
        assertEquals(
                stages, points.get(1).hardware().parallelism().orElseThrow().pipeline());
        assertEquals(
                json.get("throughput").get(2).get("per_second").asDouble(),
                points.get(1).throughput().perSecond(),
                1e-3);
    }

    @Test
    void shrinkWritesAModelWithItsFigures() throws IOException {
        Path out = dir.resolve("small.onnx");
        Said said = Said.of(
                "shrink",
                model.toString(),
                "--inputs",
                inputs.toString(),
                "--goal",
                "size",
                "--keep",
                "0.5",
                "--seconds",
                "1",
                "--out",
                out.toString(),
                "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode json = said.json();
        for (String side : List.of("before", "after")) {
            for (String field : List.of("bytes", "parameters", "nonzero", "latency_ms_p50", "accuracy")) {
                assertTrue(json.get(side).has(field), side + "." + field);
            }
        }
        assertEquals(Files.size(model), json.get("before").get("bytes").asLong());
        assertEquals(Files.size(out), json.get("after").get("bytes").asLong());
        assertTrue(json.get("after").get("bytes").asLong() * 3
                < json.get("before").get("bytes").asLong());
        assertEquals(3 * WIDTH * WIDTH, json.get("before").get("parameters").asLong());
        assertTrue(
                json.get("passes").size() >= 1 && json.get("verdict").asText().length() > 10);
        assertTrue(json.get("before").get("accuracy").isNull());
        assertEquals(
                json.get("verdict").asText().contains("slow"),
                json.get("times_faster").asDouble() < 1);
    }

    @Test
    void labelsGiveAccuracy() throws IOException {
        Path labels = Files.writeString(dir.resolve("labels.txt"), "0\n".repeat(20));
        Path out = dir.resolve("small.onnx");
        Said said = Said.of(
                "shrink",
                model.toString(),
                "--inputs",
                inputs.toString(),
                "--labels",
                labels.toString(),
                "--seconds",
                "1",
                "--out",
                out.toString(),
                "--json");
        assertEquals(0, said.code(), said.err());
        double before = said.json().get("before").get("accuracy").asDouble();
        assertTrue(said.json().get("after").get("accuracy").asDouble() >= before - 0.005);
        Files.writeString(labels, "0\n1\n");
        Said few = Said.of("shrink", model.toString(), "--inputs", inputs.toString(), "--labels", labels.toString());
        assertEquals(1, few.code());
        assertTrue(few.err().contains("has 2 labels, but there are 20 inputs"), few.err());
        Files.writeString(labels, "0\ncat\n");
        assertTrue(Said.of("shrink", model.toString(), "--inputs", inputs.toString(), "--labels", labels.toString())
                .err()
                .contains("line 2 is 'cat'"));
    }

    @Test
    void wrongInputIsSaidAndNothingIsWritten() throws IOException {
        Path text = Files.writeString(dir.resolve("text.onnx"), "no model");
        Said none = Said.of("split", text.toString());
        assertEquals(1, none.code());
        assertTrue(none.err().contains("text.onnx is no ONNX model"), none.err());
        Npy.write(inputs, Tensor.floats(new float[7], 1, 7));
        Path out = dir.resolve("small.onnx");
        Said shape = Said.of("shrink", model.toString(), "--inputs", inputs.toString(), "--out", out.toString());
        assertEquals(1, shape.code());
        assertTrue(shape.err().contains("in.npy has the shape [1, 7]"), shape.err());
        assertTrue(Files.notExists(out));
        for (String[] wrong : List.of(
                new String[] {"--stages", "0"},
                new String[] {"--stages", "65"},
                new String[] {"--device", "a:fast"},
                new String[] {"--link", "-1"})) {
            Said said = Said.of("split", model.toString(), wrong[0], wrong[1]);
            assertEquals(1, said.code());
            assertTrue(said.err().contains(wrong[0]) || said.err().contains(wrong[1]), said.err());
        }
    }

    @Test
    void devicesThatAreTooSmallAreRefused() {
        Said said = Said.of(
                "split",
                model.toString(),
                "--inputs",
                inputs.toString(),
                "--device",
                "tiny:1:0.000001",
                "--device",
                "tiny:1:0.000001");
        assertEquals(1, said.code());
        assertTrue(said.err().contains("does not fit on the devices"), said.err());
    }

    @Test
    void aReaderSeesTheVerdictFirst() throws IOException {
        byte[] before = Files.readAllBytes(model);
        Said said = Said.of(
                "shrink",
                model.toString(),
                "--inputs",
                inputs.toString(),
                "--keep",
                "1",
                "--seconds",
                "1",
                "--out",
                dir.resolve("o.onnx").toString());
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().contains("Before and after") && said.out().contains("What was tried"), said.out());
        assertTrue(said.out().contains("Note: Measured on"), said.out());
        assertArrayEquals(before, Files.readAllBytes(model));
    }
}
