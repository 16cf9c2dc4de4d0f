package dev.lepton.compress.prune;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.train.Masks;
import dev.lepton.compress.train.TrainingSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole channels removed, so that every runtime has less to do: importance, sort, cut, recover, as often as wanted.
 *
 * @param inputs one sample, for shapes
 * @param data for {@link Importance#TAYLOR}
 * @param rounds in how many cuts; 1 is one shot
 */
public record ChannelPruning(
        Widths widths, Importance importance, Map<String, Tensor> inputs, Optional<TrainingSet> data, int rounds) {
    public ChannelPruning {
        inputs = Map.copyOf(inputs);
        if (rounds < 1) {
            throw new IllegalArgumentException("At least one round, not " + rounds + ".");
        }
    }

    /** {@code model} with fewer channels; the same object when no group may be cut or none has too many. */
    public OnnxModel in(OnnxModel model, Recovery recovery) {
        ChannelGroups groups = ChannelGroups.of(model, inputs);
        List<Group> first = groups.groups();
        OnnxModel now = model;
        for (int round = 1; round <= rounds; round++) {
            List<double[]> scores = groups.scores(importance, data);
            int[] wanted = widths.of(first, groups.groups(), scores, (double) round / rounds);
            OnnxModel cut = groups.cut(scores, wanted);
            if (!cut.proto().equals(now.proto())) {
                now = recovery.recovered(cut, Masks.none(), round, rounds);
                groups = ChannelGroups.of(now, inputs);
            }
        }
        return now;
    }
}
