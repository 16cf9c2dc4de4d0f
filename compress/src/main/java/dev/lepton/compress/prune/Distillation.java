package dev.lepton.compress.prune;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.train.Epoch;
import dev.lepton.compress.train.Masks;
import dev.lepton.compress.train.TrainSettings;
import dev.lepton.compress.train.Trainer;
import dev.lepton.compress.train.TrainingSet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Training against what the model said before anything was taken from it; no labels are needed, and where there are some they count, too.
 *
 * @param teacher the model before
 * @param progress told of each epoch
 */
public record Distillation(OnnxModel teacher, TrainingSet data, TrainSettings settings, Consumer<Epoch> progress)
        implements Recovery {
    @Override
    public OnnxModel recovered(OnnxModel pruned, Masks masks, int round, int rounds) {
        return Trainer.train(pruned, data, Optional.of(teacher), settings, masks, progress)
                .model();
    }
}
