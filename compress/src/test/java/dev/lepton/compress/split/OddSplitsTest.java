package dev.lepton.compress.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.run.SessionSettings.Optimisation;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are allowed and seldom seen, and what stages of any model state of the tensors between them. */
final class OddSplitsTest {
    private static final int SAMPLES = 6;

    @TempDir
    private Path dir;

    private static Samples samples(OnnxModel model, long batch) {
        return Samples.made(model, Map.of("batch", batch), SAMPLES, 11);
    }

    private static SplitModel split(OnnxModel model, Optimisation level, int stages) {
        SplitRequest plain = SplitRequest.threads(stages);
        return SplitModel.of(model, samples(model, 3), new SplitRequest(plain.places(), plain.objective(), 1e9, level));
    }

    /** A stage for every node, so that every tensor is handed on. */
    private static List<OnnxModel> apart(OnnxModel model) {
        dev.lepton.compress.run.Forms forms =
                dev.lepton.compress.run.Forms.of(model, samples(model, 3).first());
        List<List<Integer>> nodes = new ArrayList<>();
        for (int i = 0; i < model.proto().getGraph().getNodeCount(); i++) {
            nodes.add(List.of(i));
        }
        Boundaries boundaries = Boundaries.of(model, forms, samples(model, 3));
        return new StageCutter(model, boundaries, StageCutter.replaceable(model)).cut(nodes);
    }

    private static void assertSame(OnnxModel model, List<OnnxModel> stages, Samples samples) {
        List<SplitModel.Stage> all = stages.stream()
                .map(s -> new SplitModel.Stage(s, "here", 0, 0, 0))
                .toList();
        List<Session> sessions = SplitModel.open(all);
        try {
            SessionSettings plain = SessionSettings.threads(1).at(Optimisation.NONE);
            List<Map<String, Tensor>> whole = Outputs.of(model, samples, plain);
            List<Map<String, Tensor>> got = new StagePipeline(sessions, SplitModel.names(all))
                    .run(samples.all(), whole.get(0).keySet());
            for (int i = 0; i < whole.size(); i++) {
                for (String name : whole.get(i).keySet()) {
                    assertArrayEquals(
                            whole.get(i).get(name).shape(), got.get(i).get(name).shape());
                    assertEquals(
                            whole.get(i).get(name).bytes(), got.get(i).get(name).bytes());
                }
            }
        } finally {
            sessions.forEach(Session::close);
        }
    }

    @Test
    void aWeightThatIsAnOutputComesThrough() {
        OnnxModel model = OddModels.weightGiven();
        for (Optimisation level : List.of(Optimisation.NONE, Optimisation.ALL)) {
            for (int stages = 1; stages <= 3; stages++) {
                SplitModel split = split(model, level, stages);
                assertTrue(split.against().bitEqual());
                assertEquals(
                        SAMPLES * (OddModels.WIDTH + OddModels.WIDTH * OddModels.WIDTH),
                        split.against().floats());
            }
        }
        List<OnnxModel> apart = apart(model);
        assertSame(model, apart, samples(model, 1));
        assertEquals(
                1,
                apart.stream()
                        .flatMap(s -> s.proto().getGraph().getOutputList().stream())
                        .filter(o -> o.getName().equals("w"))
                        .count());
    }

    @Test
    void weightsThatACallerMayReplaceStaySoAndAreNotFed() throws IOException {
        OnnxModel model = OddModels.replaceable(Nets.convolutions(2, 13));
        SplitModel split = split(model, Optimisation.ALL, 3);
        assertTrue(split.against().bitEqual());
        int listed = 0;
        for (SplitModel.Stage stage : split.stages()) {
            GraphProto graph = stage.model().proto().getGraph();
            listed += graph.getInputCount() - stage.inputs().size();
            assertEquals(
                    graph.getInitializerList().stream()
                            .map(TensorProto::getName)
                            .filter(StageCutter.replaceable(model)::contains)
                            .count(),
                    graph.getInputCount() - stage.inputs().size());
        }
        assertEquals(model.proto().getGraph().getInitializerCount(), listed);
        SplitFiles.write(split, "net", dir, "0");
        for (String config : configs()) {
            assertFalse(config.contains("c1_w"), config);
        }
        OnnxModel old = Nets.old(Nets.convolutions(2, 9));
        assertEquals(Set.of(), StageCutter.replaceable(old), "in the old format all are listed, and fixed");
    }

    @Test
    void aSparseWeightStaysFixed() {
        OnnxModel model = OddModels.sparse();
        for (int stages = 1; stages <= 2; stages++) {
            SplitModel split = split(model, Optimisation.ALL, stages);
            assertTrue(split.against().bitEqual());
            GraphProto first = split.stages().get(0).model().proto().getGraph();
            assertEquals(1, first.getSparseInitializerCount());
            TensorProto places = first.getSparseInitializer(0).getIndices();
            assertEquals(TensorProto.DataType.INT64_VALUE, places.getDataType());
            assertEquals(
                    Tensors.of(model.proto().getGraph().getSparseInitializer(0).getIndices())
                            .bytes(),
                    Tensors.of(places).bytes());
            assertEquals(
                    List.of("x"),
                    first.getInputList().stream().map(ValueInfoProto::getName).toList());
        }
    }

    @Test
    void randomNumbersAreNamedAndNothingIsWritten() throws IOException {
        Path kept = Files.writeString(dir.resolve("stage-1.onnx"), "of before");
        assertFalse(split(OddModels.random(), Optimisation.ALL, 1).same(), "in one stage the same once, by chance");
        SplitModel split = split(OddModels.random(), Optimisation.ALL, 2);
        assertFalse(split.same());
        Unlike unlike = split.unlike().orElseThrow();
        assertTrue(unlike.itself());
        assertEquals(List.of("RandomNormalLike 'draw' (makes 'r')"), unlike.drawing());
        assertTrue(unlike.words().contains("draws random numbers"), unlike.words());
        assertEquals(List.of(), SplitFiles.write(split, "net", dir, "0"));
        assertEquals("of before", Files.readString(kept));
        try (Stream<Path> files = Files.list(dir)) {
            assertEquals(List.of(kept), files.toList());
        }
        SplitModel seeded = split(OddModels.random(Attributes.of("seed", 3f)), Optimisation.ALL, 2);
        assertTrue(seeded.same(), "a seed begins from the same number in stages");
    }

    @Test
    void whatDiffersIsCountedAndItsOutputNamed() {
        OnnxModel model = OddModels.weightGiven();
        Reference reference = Reference.of(
                model, samples(model, 1), SessionSettings.threads(1).at(Optimisation.NONE));
        List<Map<String, Tensor>> got = new ArrayList<>(reference.outputs());
        float[] other = got.get(2).get("w").floats();
        other[5] += 0.5f;
        other[6] += 0.25f;
        got.set(2, Map.of("y", got.get(2).get("y"), "w", Tensor.floats(other, OddModels.WIDTH, OddModels.WIDTH)));
        Unlike unlike = Unlike.of(reference, got);
        assertFalse(unlike.itself());
        assertEquals("w", unlike.output());
        assertEquals(2, unlike.differing());
        assertEquals(0.5, unlike.largest(), 1e-6);
        got.set(
                2,
                Map.of(
                        "y",
                        Tensor.floats(new float[1], 1),
                        "w",
                        reference.outputs().get(2).get("w")));
        assertFalse(reference.against(got).bitEqual());
        assertTrue(Unlike.of(reference, got).words().contains("of another shape"));
    }

    @Test
    void everyBoundaryStatesTypeAndShape() {
        for (OnnxModel model : List.of(
                Nets.mlp(1),
                Nets.convolutions(2, 13),
                Nets.choice(),
                Nets.old(Nets.constants()),
                OddModels.replaceable(Nets.mlp(1)),
                OddModels.single())) {
            for (OnnxModel stage : apart(model)) {
                GraphProto graph = stage.proto().getGraph();
                Stream.concat(graph.getInputList().stream(), graph.getOutputList().stream())
                        .forEach(t -> {
                            assertTrue(t.getType().getTensorType().getElemType() > 0, t.toString());
                            assertTrue(t.getType().getTensorType().hasShape(), t.toString());
                        });
            }
            assertSame(model, apart(model), samples(model, 3));
        }
    }

    @Test
    void aFreeBatchStaysFreeWhateverTheModelClaims() {
        OnnxModel model = Nets.mlp(1);
        GraphProto.Builder lying = model.proto().getGraph().toBuilder();
        lying.addValueInfo(Tensors.floats(
                "ra",
                TensorShapeProto.newBuilder()
                        .addDim(Dimension.newBuilder().setDimValue(3))
                        .addDim(Dimension.newBuilder().setDimValue(64))));
        OnnxModel claims =
                new OnnxModel(model.proto().toBuilder().setGraph(lying).build());
        for (OnnxModel one : List.of(model, claims)) {
            List<OnnxModel> stages = apart(one);
            TensorShapeProto handed = stages.get(1)
                    .proto()
                    .getGraph()
                    .getOutput(0)
                    .getType()
                    .getTensorType()
                    .getShape();
            assertEquals("batch", handed.getDim(0).getDimParam());
            assertEquals(64, handed.getDim(1).getDimValue());
            assertSame(model, stages, samples(model, 3));
            assertSame(model, stages, samples(model, 5));
        }
    }

    @Test
    void outputsThatAreNoNumbersAreSaid() {
        OnnxModel only = OddModels.sequence(false);
        Problem none = assertThrows(Problem.class, () -> split(only, Optimisation.ALL, 2));
        assertTrue(none.getMessage().contains("no output of the model is a tensor of numbers: 's'"), none.getMessage());
        assertEquals(1, none.kind().exitCode());
        SplitModel both = split(OddModels.sequence(true), Optimisation.ALL, 2);
        assertEquals(Set.of("s"), both.notCompared());
        assertEquals(Set.of("y"), both.outputs());
        assertEquals(SAMPLES * OddModels.WIDTH, both.against().floats());
        OnnxModel empty = OddModels.nothing();
        Problem nothing = assertThrows(Problem.class, () -> split(empty, Optimisation.ALL, 2));
        assertTrue(nothing.getMessage().contains("'y' are empty on all 6 inputs"), nothing.getMessage());
    }

    @Test
    void serversAreToldEveryTensorOfAStage() throws IOException {
        SplitModel split = split(Nets.mlp(1), Optimisation.NONE, 3);
        SplitFiles.write(split, "net", dir, "0");
        for (int i = 0; i < split.stages().size(); i++) {
            String config = Files.readString(dir.resolve("triton/net-stage-" + (i + 1) + "/config.pbtxt"));
            for (ValueInfoProto input : split.stages().get(i).inputs()) {
                assertTrue(config.contains(
                        "input [ { name: \"" + input.getName() + "\" data_type: TYPE_FP32 dims: [ -1, "));
            }
            for (ValueInfoProto output : split.stages().get(i).outputs()) {
                assertTrue(config.contains(
                        "output [ { name: \"" + output.getName() + "\" data_type: TYPE_FP32 dims: [ -1, "));
            }
        }
        SplitFiles.write(split(OddModels.single(), Optimisation.NONE, 1), "one", dir, "0");
        assertEquals(
                2,
                configs().stream()
                        .filter(c -> c.contains("output [ { name: \"y\" data_type: TYPE_FP32 dims: [ 1 ] } ]"))
                        .count(),
                "of the stage and of the whole");
    }

    private List<String> configs() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(dir.resolve("triton"))) {
            for (Path file : files.filter(f -> f.endsWith("config.pbtxt")).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}
