package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.Npy;
import dev.lepton.compress.train.Blueprint;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.profiles.LeptonProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lepton shrink} with what needs training. */
final class PruneCommandTest {
    private static final int WIDTH = 32;
    private static final int SAMPLES = 60;

    @TempDir
    private Path dir;

    private Path model;
    private Path inputs;

    @BeforeEach
    void aNetworkAndInputs() throws IOException {
        model = dir.resolve("net.onnx");
        Blueprint.input(1, WIDTH)
                .full(64)
                .rectified()
                .full(48)
                .rectified()
                .full(4)
                .model()
                .write(model);
        Random random = new Random(5);
        float[] values = new float[SAMPLES * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        inputs = dir.resolve("in.npy");
        Npy.write(inputs, Tensor.floats(values, SAMPLES, WIDTH));
    }

    private Said shrink(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "shrink",
                model.toString(),
                "--inputs",
                inputs.toString(),
                "--seconds",
                "1",
                "--epochs",
                "3",
                "--out",
                dir.resolve("small.onnx").toString()));
        words.addAll(List.of(more));
        return Said.of(words.get(0), words.subList(1, words.size()).toArray(String[]::new));
    }

    @Test
    void channelsAreCutAndTheFrontIsWritten() throws IOException {
        Path front = dir.resolve("front");
        Path points = dir.resolve("points.yaml");
        Path page = dir.resolve("page.html");
        Said said = shrink(
                "--prune",
                "0.5",
                "--zeros",
                "0.9",
                "--goal",
                "size",
                "--keep",
                "0",
                "--device-price",
                "0.036",
                "--front",
                front.toString(),
                "--emit-points",
                points.toString(),
                "--html",
                page.toString(),
                "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode json = said.json();
        assertTrue(said.err().contains("epoch 3 of 3"), said.err());
        assertTrue(json.get("after").get("parameters").asLong()
                < json.get("before").get("parameters").asLong());
        assertTrue(json.get("passes").toString().contains("50 % of channels cut, recovered over 3 epochs"));
        JsonNode first = json.get("front").get(0);
        double ms = first.get("latency_ms_p50").asDouble();
        assertEquals(0.036 * ms / 3.6, first.get("usd_per_million").asDouble(), 2e-8);
        for (JsonNode point : json.get("front")) {
            OnnxModel written = OnnxModel.read(Path.of(point.get("file").asText()));
            assertEquals(point.get("bytes").asLong(), written.bytes().length);
        }
        String notes = json.get("notes").toString();
        assertTrue(notes.contains("stay: they are the model's output"), notes);
        assertTrue(Files.readString(page).contains("What each pass bought"));
        List<OperatingPoint> emitted = LeptonProfile.read(points).rows();
        assertEquals("as it came", emitted.get(0).variant().precision().orElseThrow());
        assertTrue(emitted.size() - json.get("front").size() <= 1);
        assertEquals(0, Said.of("init", dir.resolve("workspace").toString()).code());
        Said taken = Said.of(
                "import",
                "profiles",
                points.toString(),
                "--workspace",
                dir.resolve("workspace").toString());
        assertEquals(0, taken.code(), taken.err());
    }

    @Test
    void aStudentIsTaughtAndSearchTriesMoreShares() throws IOException {
        Path student = dir.resolve("student.onnx");
        Blueprint.input(2, WIDTH).full(8).rectified().full(4).model().write(student);
        Said said = shrink("--student", student.toString(), "--search", "--keep", "0", "--json");
        assertEquals(0, said.code(), said.err());
        String tried = said.json().get("tried").toString();
        assertTrue(tried.contains("\"student\"") && tried.contains("channels cut by 87.5 %"), tried);
    }

    @Test
    void labelsAndOtherInputsToLearnFromAreTaken() throws IOException {
        Path labels = Files.writeString(dir.resolve("labels.txt"), "1\n".repeat(SAMPLES));
        Path kept = dir.resolve("kept");
        Said said = shrink(
                "--train",
                inputs.toString(),
                "--train-labels",
                labels.toString(),
                "--prune",
                "0.5",
                "--importance",
                "TAYLOR",
                "--everywhere",
                "--rounds",
                "2",
                "--keep",
                "0",
                "--checkpoints",
                kept.toString(),
                "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(OnnxModel.read(kept.resolve("checkpoint.onnx")).parameters() > 0);
        assertTrue(said.json().get("tried").toString().contains("channels cut by 50 %"), said.out());
        Files.writeString(labels, "9\n".repeat(SAMPLES));
        Said wrong =
                shrink("--train", inputs.toString(), "--train-labels", labels.toString(), "--prune", "0.5", "--json");
        assertEquals(0, wrong.code(), wrong.err());
        assertTrue(wrong.json().get("notes").toString().contains("a label is 9"), wrong.out());
    }

    @Test
    void wrongWishesAreSaid() throws IOException {
        for (String[] wrong : List.of(
                new String[] {"--prune", "1.5"},
                new String[] {"--zeros", "1"},
                new String[] {"--prune", "0.5", "--shift", "-1"},
                new String[] {"--dimension", "nothere=4"},
                new String[] {"--train", "none.npy"},
                new String[] {"--epochs", "-3"},
                new String[] {"--at-least", "0"},
                new String[] {"--prune", "0.5", "--rate", "7"},
                new String[] {"--device-price", "-1"})) {
            Said said = shrink(wrong);
            assertEquals(1, said.code());
            assertTrue(said.err().contains(wrong[wrong.length - 2]), said.err());
        }
        Said flat = shrink("--prune", "0.5", "--shift", "1");
        assertEquals(1, flat.code());
        assertTrue(flat.err().contains("no input has the four axes"), flat.err());
        Npy.write(inputs, Tensor.floats(new float[4 * WIDTH], 4, WIDTH));
        Said few = shrink("--prune", "0.5");
        assertEquals(1, few.code());
        assertTrue(few.err().contains("there are 4 inputs"), few.err());
        assertFalse(Files.exists(dir.resolve("small.onnx")));
    }

    @Test
    void whereItGoesIsNeverTheModelNorAFolder() throws IOException {
        for (Path place : List.of(model, dir, dir.resolve("net.onnx/small.onnx"))) {
            Said said = Said.of("shrink", model.toString(), "--seconds", "1", "--out", place.toString());
            assertEquals(1, said.code(), said.err());
            assertTrue(Files.size(model) > 1000, "the model stays");
        }
    }

    @Test
    void aStudentOfAnotherShapeIsRefusedAndTheRestGoesOn() throws IOException {
        Path student = dir.resolve("student.onnx");
        Blueprint.input(2, WIDTH).full(5).model().write(student);
        Said said = shrink("--student", student.toString(), "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.json().get("notes").toString().contains("gives 5 numbers"), said.out());
    }

    @Test
    void aPromiseOfSpeedThatNothingKeepsLeavesTheModelAsItCame() throws IOException {
        Said said = shrink("--at-least", "900", "--json");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.json().get("unchanged").asBoolean());
        assertEquals(-1, Files.mismatch(model, dir.resolve("small.onnx")));
    }
}
