package dev.lepton.compress.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.prune.Magnitude;
import dev.lepton.core.evidence.Problem;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Training on a small task: which of four quarters of a picture is the brightest. */
final class TrainerTest {
    private static final int EDGE = 8;
    private static final int SAMPLES = 400;

    static TrainingSet task(long seed, int samples) {
        Random random = new Random(seed);
        float[] values = new float[samples * EDGE * EDGE];
        int[] labels = new int[samples];
        for (int s = 0; s < samples; s++) {
            labels[s] = random.nextInt(4);
            for (int i = 0; i < EDGE * EDGE; i++) {
                int quarter = i / EDGE / (EDGE / 2) * 2 + i % EDGE / (EDGE / 2);
                values[s * EDGE * EDGE + i] = (float) (random.nextGaussian() + (quarter == labels[s] ? 1 : 0));
            }
        }
        return TrainingSet.of("input", values, labels, 1, EDGE, EDGE);
    }

    static OnnxModel network(long seed) {
        return Blueprint.input(seed, 1, EDGE, EDGE)
                .convolution(6, 3)
                .rectified()
                .pool(2)
                .full(17)
                .rectified()
                .full(4)
                .model();
    }

    private static TrainSettings usual(int epochs) {
        return TrainSettings.usual(epochs, 1).batch(16).rate(0.005);
    }

    private static Trained train(OnnxModel model, TrainingSet data, TrainSettings settings) {
        return Trainer.train(model, data, Optional.empty(), settings, Masks.none(), e -> {});
    }

    @Test
    void itLearnsAndCanBeWatched() {
        List<Epoch> seen = new ArrayList<>();
        OnnxModel start = network(1);
        Trained trained = Trainer.train(start, task(1, SAMPLES), Optional.empty(), usual(8), Masks.none(), seen::add);
        double before = Answers.error(start, task(2, SAMPLES));
        double after = Answers.error(trained.model(), task(2, SAMPLES));
        assertTrue(before > 0.5 && after < 0.25, before + " to " + after);
        assertEquals(trained.epochs(), seen.size());
        assertTrue(seen.get(seen.size() - 1).loss() < seen.get(0).loss());
        assertTrue(seen.get(0).heldLoss().isPresent() && trained.best() >= 1);
    }

    @Test
    void plainDescentLearnsToo() {
        TrainSettings settings = usual(8).momentum(0.9).rate(0.01);
        Trained trained = train(network(1), task(1, SAMPLES), settings);
        assertTrue(Answers.error(trained.model(), task(2, SAMPLES)) < 0.25);
    }

    @Test
    void itEndsEarlyWhenItGetsWorse() {
        Trained trained =
                train(network(1), task(1, 60), TrainSettings.usual(200, 1).rate(0.02));
        assertTrue(trained.epochs() < 200, "epochs " + trained.epochs());
        assertTrue(trained.best() < trained.epochs());
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        TrainSettings settings = TrainSettings.usual(2, 7);
        byte[] first = train(network(7), task(3, 100), settings).model().bytes();
        assertArrayEquals(
                first, train(network(7), task(3, 100), settings).model().bytes());
        byte[] other = train(network(7), task(3, 100), TrainSettings.usual(2, 8))
                .model()
                .bytes();
        assertNotEquals(java.util.Arrays.hashCode(first), java.util.Arrays.hashCode(other));
    }

    /** Run in a process of its own, with the vector module. */
    static final class Child {
        public static void main(String[] arguments) {
            Trained trained = train(network(7), task(3, 100), TrainSettings.usual(2, 7));
            new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true)
                    .println(trained.vectors() + " " + trained.model().sha256());
        }
    }

    @Test
    void theVectorModuleGivesTheSameBytes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        Stream.of(TrainerTest.class, Trainer.class, Problem.class, Message.class)
                                .map(c -> Path.of(URI.create(c.getProtectionDomain()
                                                .getCodeSource()
                                                .getLocation()
                                                .toString()))
                                        .toString())
                                .collect(Collectors.joining(File.pathSeparator)),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        Trained here = train(network(7), task(3, 100), TrainSettings.usual(2, 7));
        assertTrue(!here.vectors(), "This process has the module, too.");
        assertEquals("true " + here.model().sha256(), said.strip());
    }

    @Test
    void aStudentLearnsFromATeacherWithoutLabels() {
        OnnxModel teacher = train(network(1), task(1, SAMPLES), usual(8)).model();
        OnnxModel student =
                Blueprint.input(5, 1, EDGE, EDGE).full(8).rectified().full(4).model();
        Trained trained = Trainer.train(
                student, task(4, SAMPLES).unlabelled(), Optional.of(teacher), usual(12), Masks.none(), e -> {});
        int[] wanted = Answers.classes(teacher, task(5, SAMPLES));
        int[] got = Answers.classes(trained.model(), task(5, SAMPLES));
        int same = 0;
        for (int i = 0; i < wanted.length; i++) {
            same += wanted[i] == got[i] ? 1 : 0;
        }
        assertTrue(same > 0.75 * SAMPLES, "same " + same);
        assertThrows(
                IllegalArgumentException.class,
                () -> train(student, task(4, SAMPLES).unlabelled(), TrainSettings.usual(1, 1)));
    }

    @Test
    void zerosStayZerosInTraining() {
        OnnxModel sparse = Magnitude.pruned(
                network(1),
                Map.of("full2.weight", 0.2),
                3,
                (pruned, masks, round, rounds) -> Trainer.train(
                                pruned, task(1, 100), Optional.empty(), TrainSettings.usual(1, 1), masks, e -> {})
                        .model());
        assertTrue(sparse.nonzero() <= sparse.parameters() - Math.round(0.8 * 17 * 54));
    }

    @Test
    void aLossThatIsNoNumberIsSaid() {
        Problem problem = assertThrows(
                Problem.class,
                () -> train(
                        network(1),
                        task(1, 100),
                        TrainSettings.usual(20, 1).momentum(0).rate(1e9)));
        assertTrue(problem.getMessage().contains("left the numbers"), problem.getMessage());
    }
}
