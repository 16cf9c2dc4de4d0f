package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.pass.FoldConstants;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.split.SplitModel;
import dev.lepton.compress.split.SplitRequest;
import dev.lepton.compress.split.Throughputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Networks read and written, run beside what was shipped with them, and split. */
final class SplitRows {
    /** Inputs that a split is compared on. */
    private static final int COMPARED = 4;
    /** A network with more bytes of weights than this is compared on two, and its throughput is not timed, which takes minutes. */
    private static final long HEAVY = 100_000_000;

    private final NetworkInputs inputs;
    private final Rows rows;
    private final Duration budget;

    SplitRows(NetworkInputs inputs, Rows rows, Duration budget) {
        this.inputs = inputs;
        this.rows = rows;
        this.budget = budget;
    }

    void roundTrip(Path model) throws IOException {
        boolean same = Arrays.equals(
                Files.readAllBytes(model), OnnxModel.asWritten(model).bytes());
        rows.say("round-trip", NetworkInputs.name(model), same ? "same bytes" : "DIFFERS");
    }

    /** Outputs of the light networks, whose weights are all the same, beside those shipped with them. */
    void expected(Path model) throws IOException {
        String name = NetworkInputs.name(model);
        Path shipped = model.resolveSibling(name + "_output_0.pb");
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
        rows.say("expected", name, a.length + " numbers", String.format(Locale.ROOT, "relative difference %.2g", most));
    }

    void split(Path model) throws IOException {
        OnnxModel read = OnnxModel.read(model);
        Samples samples = inputs.of(model, read);
        boolean heavy = 4 * FoldConstants.in(read).parameters() > HEAVY;
        split(NetworkInputs.name(model), read, samples.head(heavy ? 2 : COMPARED), heavy);
    }

    /** In two to four stages; throughput is timed at two. */
    private void split(String name, OnnxModel read, Samples samples, boolean heavy) {
        for (int stages = 2; stages <= 4; stages++) {
            rows.progress("splitting " + name + " into " + stages);
            SplitModel split = SplitModel.of(read, samples, SplitRequest.threads(stages));
            StringBuilder shares = new StringBuilder();
            split.stages().forEach(s -> shares.append(String.format(Locale.ROOT, " %.1f", 100 * s.secondsShare())));
            rows.line("split," + name + "," + stages + "," + split.against().floats() + ","
                    + split.against().differing() + "," + shares.toString().strip() + "," + split.cutByChannel() + ","
                    + (stages > 2 || heavy ? ",," : ways(split, samples)));
        }
    }

    private String ways(SplitModel split, Samples samples) {
        Throughputs measured = Throughputs.of(split, samples, budget);
        return String.join(
                ",",
                Rows.times(measured.threads().faster(measured.one())),
                Rows.times(measured.pipeline().faster(measured.one())),
                Rows.times(measured.copies().faster(measured.one())));
    }
}
