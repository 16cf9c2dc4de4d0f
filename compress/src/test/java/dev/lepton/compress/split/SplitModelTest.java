package dev.lepton.compress.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.pass.Layer;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.run.SessionSettings.Optimisation;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SplitModelTest {
    @TempDir
    private Path dir;

    private static Samples samples(OnnxModel model) {
        return Samples.made(model, Map.of("batch", 3L), 8, 11);
    }

    @Test
    void stagesGiveTheSameBits() {
        for (OnnxModel model : List.of(
                Nets.mlp(1),
                Nets.convolutions(2, 13),
                Nets.choice(),
                Nets.old(Nets.convolutions(2, 9)),
                Nets.old(Nets.constants()))) {
            for (Optimisation level : Optimisation.values()) {
                for (int stages = 1; stages <= 4; stages++) {
                    SplitRequest plain = SplitRequest.threads(stages);
                    SplitRequest request = new SplitRequest(plain.places(), plain.objective(), 1e9, level);
                    SplitModel split = SplitModel.of(model, samples(model), request);
                    assertEquals(0, split.against().differing(), level + " " + stages);
                    assertTrue(split.against().floats() > 0);
                    assertTrue(split.stages().size() <= stages);
                }
            }
        }
    }

    @Test
    void everyWeightIsInOneStageAndSharesAddUp() {
        OnnxModel model = Nets.convolutions(2, 13);
        SplitRequest plain = SplitRequest.threads(3);
        SplitRequest asWritten = new SplitRequest(plain.places(), plain.objective(), 1e9, Optimisation.NONE);
        List<SplitModel.Stage> stages =
                SplitModel.of(model, samples(model), asWritten).stages();
        // Where one node takes nearly all of the time, as on a busy machine it may, two stages do what three can.
        assertTrue(stages.size() > 1 && stages.size() <= 3, stages.size() + " stages");
        assertEquals(
                1, stages.stream().mapToDouble(SplitModel.Stage::secondsShare).sum(), 1e-9);
        long weights = stages.stream().mapToLong(SplitModel.Stage::parameters).sum();
        assertEquals(model.parameters(), weights);
    }

    @Test
    void layersCutByChannelGiveTheSameBits() {
        for (OnnxModel model : List.of(Nets.mlp(1), Nets.convolutions(2, 13))) {
            Wires wires = Wires.of(model.proto().getGraph());
            Set<Integer> layers = Layer.of(wires).stream().map(Layer::index).collect(Collectors.toSet());
            assertTrue(layers.size() >= 2);
            OnnxModel cut = ChannelSplit.in(model, layers, 2);
            assertEquals(model.parameters(), cut.parameters());
            assertTrue(cut.proto().getGraph().getNodeCount()
                    > model.proto().getGraph().getNodeCount());
            SessionSettings one = SessionSettings.threads(1);
            assertEquals(
                    0,
                    Agreement.of(Outputs.of(model, samples(model), one), Outputs.of(cut, samples(model), one))
                            .differing());
        }
    }

    @Test
    void aLayerOverItsShareIsWide() {
        OnnxModel model = Nets.mlp(1);
        Map<String, Double> times = Map.of("Gemm_a", 6.0, "Gemm_b", 1.0, "Gemm_c", 1.0);
        assertEquals(Set.of(0), ChannelSplit.wide(model, times, 2));
        assertEquals(Set.of(), ChannelSplit.wide(model, times, 1));
    }

    @Test
    void memoryThatIsTooSmallIsRefused() {
        OnnxModel model = Nets.mlp(1);
        SplitRequest.Place small = new SplitRequest.Place("small", 1, 100);
        SplitRequest request =
                new SplitRequest(List.of(small, small), Partition.Objective.THROUGHPUT, 1e9, Optimisation.ALL);
        Problem problem = assertThrows(Problem.class, () -> SplitModel.of(model, samples(model), request));
        assertTrue(problem.getMessage().contains("does not fit"), problem.getMessage());
    }

    @Test
    void aDyingStageIsNamedAndNothingHangs() {
        OnnxModel model = Nets.mlp(1);
        SplitModel split = SplitModel.of(model, samples(model), SplitRequest.threads(2));
        List<Session> sessions = SplitModel.open(split.stages());
        sessions.get(1).close();
        StagePipeline pipeline = new StagePipeline(sessions, SplitModel.names(split.stages()));
        Problem problem =
                assertThrows(Problem.class, () -> pipeline.run(samples(model).all(), List.of("y")));
        assertTrue(problem.getMessage().startsWith("stage 2 of 2 (stage-2.onnx) stopped"), problem.getMessage());
        sessions.get(0).close();
    }

    @Test
    void filesManifestAndEnsembleAreWritten() throws IOException {
        OnnxModel model = Nets.mlp(1);
        SplitModel split = SplitModel.of(model, samples(model), SplitRequest.threads(2));
        List<Path> files = SplitFiles.write(split, "mlp", dir, "0");
        JsonNode manifest =
                new ObjectMapper().readTree(dir.resolve("manifest.json").toFile());
        assertEquals(2, files.size());
        assertTrue(manifest.path("bit_equal").asBoolean());
        for (int i = 0; i < 2; i++) {
            OnnxModel stage = OnnxModel.read(files.get(i));
            assertEquals(
                    stage.sha256(),
                    manifest.path("stages").get(i).path("sha256").asText());
            assertEquals(model.sha256(), stage.noted("lepton.input_sha256").orElseThrow());
        }
        String handed = manifest.path("stages").get(0).path("outputs").get(0).asText();
        String ensemble = Files.readString(dir.resolve("triton/mlp/config.pbtxt"));
        assertTrue(ensemble.contains("output_map { key: \"" + handed + "\" value: \"" + handed + "\" }"), ensemble);
        assertTrue(ensemble.contains("input [ { name: \"x\" data_type: TYPE_FP32 dims: [ -1, 32 ] } ]"), ensemble);
    }

    @Test
    void waysToUseThreadsAreMeasuredInTurn() {
        OnnxModel model = Nets.mlp(1);
        SplitModel split = SplitModel.of(model, samples(model), SplitRequest.threads(2));
        Throughputs measured = Throughputs.of(split, samples(model), Duration.ofMillis(200));
        assertEquals(measured.one().count(), measured.pipeline().count());
        assertTrue(measured.perSecond(measured.copies()) > 0);
    }
}
