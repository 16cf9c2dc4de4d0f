package dev.lepton.compress.run;

import dev.lepton.compress.graph.Named;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
                return Named.in(OnnxModel.read(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Problem.outside(
                    "the optimised model cannot be written: " + e.getMessage() + ".", "Maybe check the disk.", e);
        }
    }
}
