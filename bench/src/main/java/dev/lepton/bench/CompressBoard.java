package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.measure.Estimate;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.ShrinkRequest;
import dev.lepton.compress.shrink.Shrinker;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.compress.shrink.Tried;
import dev.lepton.compress.split.SplitModel;
import dev.lepton.compress.split.SplitRequest;
import dev.lepton.compress.split.Throughputs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Public networks read and written, divided, split and shrunk: whether bytes and bits are the same, and what each variant gains, with 95 %
 * intervals, on the processor named.
 */
final class CompressBoard {
    private static final long SEED = 42;

    private final Path data;
    private final PrintStream out;
    private final Duration budget;
    private final List<String> rows = new ArrayList<>();

    CompressBoard(Path data, PrintStream out, int seconds) {
        this.data = data.resolve("neural");
        this.out = out;
        this.budget = Duration.ofSeconds(seconds);
    }

    List<String> run(Path root) throws IOException {
        say("processor," + Processor.here().toString().replace(',', ';') + ",seed " + SEED);
        rows.addAll(new PartitionRows(data.resolve("partitioning"), out).run());
        NetworkInputs inputs = new NetworkInputs(data, root, SEED);
        List<Path> models = inputs.models();
        for (Path model : models) {
            roundTrip(model);
        }
        for (Path model : models) {
            expected(model, inputs);
            split(model, inputs);
        }
        for (Path model : models) {
            shrink(model, inputs);
        }
        return rows;
    }

    private void say(String row) {
        rows.add(row);
        out.println(row);
    }

    private static String name(Path model) {
        String own = model.getFileName().toString().replace(".onnx", "");
        return own.equals("model") ? "magika" : own;
    }

    private void roundTrip(Path model) throws IOException {
        boolean same = Arrays.equals(
                Files.readAllBytes(model), OnnxModel.asWritten(model).bytes());
        say("round-trip," + name(model) + "," + (same ? "same bytes" : "DIFFERS"));
    }

    /** Outputs of the light networks, whose weights are all the same, beside those shipped with them. */
    private void expected(Path model, NetworkInputs inputs) throws IOException {
        Path shipped = model.resolveSibling(name(model) + "_output_0.pb");
        if (!Files.exists(shipped)) {
            return;
        }
        OnnxModel read = OnnxModel.read(model);
        Tensor wanted = Tensors.of(TensorProto.parseFrom(Files.readAllBytes(shipped)));
        Map<String, Tensor> got = Outputs.of(read, inputs.of(model, read).head(1), SessionSettings.threads(1))
                .get(0);
        float[] a = wanted.floats();
        float[] b = got.values().iterator().next().floats();
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]) / Math.max(1e-3, Math.abs(a[i])));
        }
        say(String.format(
                Locale.ROOT, "expected,%s,%d numbers,largest relative difference %.2g", name(model), a.length, most));
    }

    private void split(Path model, NetworkInputs inputs) throws IOException {
        OnnxModel read = OnnxModel.read(model);
        Samples samples = inputs.of(model, read).head(4);
        for (int stages = 2; stages <= 4; stages++) {
            SplitModel split = SplitModel.of(read, samples, SplitRequest.threads(stages));
            StringBuilder shares = new StringBuilder();
            split.stages().forEach(s -> shares.append(String.format(Locale.ROOT, " %.1f", 100 * s.secondsShare())));
            String ways = stages > 2 ? ",," : ways(split, samples);
            say("split," + name(model) + "," + stages + "," + split.against().floats() + ","
                    + split.against().differing() + "," + shares.toString().strip() + "," + split.cutByChannel() + ","
                    + ways);
        }
    }

    private String ways(SplitModel split, Samples samples) {
        Throughputs measured = Throughputs.of(split, samples, budget);
        return List.of(measured.threads(), measured.pipeline(), measured.copies()).stream()
                .map(runs -> runs.faster(measured.one()).toString().replace(", ", " to "))
                .collect(java.util.stream.Collectors.joining(","));
    }

    private void shrink(Path model, NetworkInputs inputs) throws IOException {
        OnnxModel read = OnnxModel.read(model);
        Samples samples = inputs.of(model, read);
        ShrinkRequest request =
                new ShrinkRequest(samples, List.of(), ShrinkRequest.Goal.SPEED, Promise.USUAL, budget, SEED, "bench");
        long start = System.nanoTime();
        Shrunk shrunk = Shrinker.shrink(read, request);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (Tried one : shrunk.tried()) {
            say(String.format(
                    Locale.ROOT,
                    "tried,%s,%s,%d,%s,%s,%s",
                    name(model),
                    one.name().replace(',', ';'),
                    one.bytes(),
                    one.agreement().map(a -> a.same() + " of " + a.decisions()).orElse(""),
                    one.agreement()
                            .map(a -> String.format(Locale.ROOT, "%.1f dB", a.signalToNoise()))
                            .orElse(""),
                    one.faster().map(Estimate::toString).orElse(one.said()).replace(", ", " to ")));
        }
        say(String.format(
                Locale.ROOT,
                "written,%s,%s,%d,%d,%s,%s,%d of %d,%.0f s",
                name(model),
                String.join("; ", shrunk.passes()).replace(',', ';'),
                shrunk.before().bytes(),
                shrunk.after().bytes(),
                shrunk.before().latencyMillis().toString().replace(", ", " to "),
                shrunk.faster().toString().replace(", ", " to "),
                shrunk.agreement().same(),
                shrunk.agreement().decisions(),
                seconds));
    }
}
