package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.prune.Importance;
import dev.lepton.compress.prune.Widths;
import dev.lepton.compress.train.Epoch;
import dev.lepton.compress.train.TrainSettings;
import dev.lepton.compress.train.TrainingSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is tried besides other number formats: fewer channels, zeros, a student; each recovers by training against the model as it came, and
 * from labels where there are some.
 *
 * @param data to recover with, none of which is compared on afterwards
 * @param shares of channels that go, a variant for each
 * @param search whether more shares are tried, between the largest that kept the promise and the next that did not
 * @param everywhere whether channels go where they matter least, instead of the same share of every group
 * @param multiple of which widths are
 * @param rounds of cutting and recovering
 * @param zeros share of single weights that become zero; 0 for no such variant. It makes no runtime faster and no ONNX file smaller
 * @param student a network of the same inputs and outputs that is taught
 * @param progress told of each epoch
 */
public record Retraining(
        TrainingSet data,
        TrainSettings settings,
        List<Double> shares,
        boolean search,
        boolean everywhere,
        Importance importance,
        int multiple,
        int rounds,
        double zeros,
        Optional<OnnxModel> student,
        Consumer<Epoch> progress) {
    public Retraining {
        shares = shares.stream().sorted().toList();
        if (shares.stream().anyMatch(s -> !(s > 0 && s < 1)) || !(zeros >= 0 && zeros < 1) || multiple < 1) {
            throw new IllegalArgumentException("Shares are between 0 and 1: " + shares + ", " + zeros + ".");
        }
    }

    Widths widths(double share) {
        return everywhere ? Widths.everywhere(share, multiple) : Widths.even(share, multiple);
    }
}
