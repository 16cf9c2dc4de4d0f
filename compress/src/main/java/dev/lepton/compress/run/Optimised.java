package dev.lepton.compress.run;

import dev.lepton.compress.graph.Named;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A model as the runtime rewrites it at loading. */
public final class Optimised {
    private Optimised() {}

    /** {@code model} after {@code level}, its nodes named. Run without optimisation it gives the same bits as {@code model} at that level. */
    public static OnnxModel of(OnnxModel model, SessionSettings.Optimisation level) {
        if (level == SessionSettings.Optimisation.NONE) {
            return Named.in(model);
        }
        try {
            Path file = Files.createTempFile("lepton-optimised", ".onnx");
            try {
                Ort.open(model, SessionSettings.threads(1).at(level).dumping(file))
                        .close();
                return Named.in(fedAsBefore(OnnxModel.read(file), model));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Problem.outside(
                    "the optimised model cannot be written: " + e.getMessage() + ".", "Maybe check the disk.", e);
        }
    }

    /** Without inputs that were weights of {@code original} and are folded away: old formats list every weight as an input. */
    private static OnnxModel fedAsBefore(OnnxModel optimised, OnnxModel original) {
        Set<String> kept = new HashSet<>();
        Wires.of(original.proto().getGraph()).fed().forEach(i -> kept.add(i.getName()));
        GraphProto graph = optimised.proto().getGraph();
        graph.getInitializerList().forEach(t -> kept.add(t.getName()));
        GraphProto.Builder tidy = graph.toBuilder().clearInput();
        graph.getInputList().stream().filter(i -> kept.contains(i.getName())).forEach(tidy::addInput);
        return new OnnxModel(optimised.proto().toBuilder().setGraph(tidy).build());
    }
}
