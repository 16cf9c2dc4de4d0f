package dev.lepton.compress.split;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Race;
import dev.lepton.compress.measure.Runs;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inputs per second of the ways to use the threads of this machine, measured in turn: one session on one thread, one session on as many
 * threads as there are stages, the stages as a pipeline, and as many copies of the model. Wall time.
 *
 * @param batch inputs in each measured run; times are of whole batches
 */
public record Throughputs(int batch, Runs one, Runs threads, Runs pipeline, Runs copies) {
    private static final int LEAST_BATCH = 8;
    private static final int MOST_BATCH = 512;
    private static final double BATCH_MILLIS = 120;

    /** Measures {@code split} on {@code samples} for about {@code budget}. */
    public static Throughputs of(SplitModel split, Samples samples, Duration budget) {
        SessionSettings one = SessionSettings.threads(1).at(split.request().optimisation());
        int n = split.stages().size();
        List<Session> stages = SplitModel.open(split.stages());
        List<Session> copies = new ArrayList<>();
        OnnxModel model = split.original();
        try (Session single = Ort.open(model, one);
                Session wide = Ort.open(
                        model, SessionSettings.threads(n).at(split.request().optimisation()))) {
            for (int i = 0; i < n; i++) {
                copies.add(Ort.open(model, one));
            }
            List<Map<String, Tensor>> inputs = batch(single, samples);
            StagePipeline pipeline = new StagePipeline(stages, SplitModel.names(split.stages()));
            List<Runs> runs = Race.run(
                    List.of(
                            () -> inputs.forEach(single::run),
                            () -> inputs.forEach(wide::run),
                            () -> pipeline.stream(inputs, f -> split.outputs().forEach(f::tensor)),
                            () -> side(copies, inputs)),
                    false,
                    budget);
            return new Throughputs(inputs.size(), runs.get(0), runs.get(1), runs.get(2), runs.get(3));
        } finally {
            stages.forEach(Session::close);
            copies.forEach(Session::close);
        }
    }

    /** As many samples, over and over, as take a tenth of a second, so that filling a pipeline hardly counts. */
    private static List<Map<String, Tensor>> batch(Session session, Samples samples) {
        double millis = Race.run(List.of(() -> session.run(samples.first())), false, Duration.ofMillis(100))
                .get(0)
                .median();
        int count = (int) Math.clamp(BATCH_MILLIS / Math.max(millis, 1e-3), LEAST_BATCH, MOST_BATCH);
        List<Map<String, Tensor>> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(samples.all().get(i % samples.size()));
        }
        return batch;
    }

    private static void side(List<Session> copies, List<Map<String, Tensor>> inputs) {
        List<Thread> threads = new ArrayList<>();
        for (int c = 0; c < copies.size(); c++) {
            int copy = c;
            Thread thread = new Thread(() -> {
                for (int i = copy; i < inputs.size(); i += copies.size()) {
                    copies.get(copy).run(inputs.get(i));
                }
            });
            threads.add(thread);
            thread.start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Inputs per second for a median time of a batch. */
    public double perSecond(Runs runs) {
        return batch * 1000 / runs.median();
    }
}
