package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a shrunk model must keep.
 *
 * @param share of decisions that must stay as the original's, where there are no labels
 * @param points of accuracy that may be lost, in percent, where there are labels
 * @param decibels that the original's outputs must stand over the difference, where the model decides nothing
 */
public record Promise(double share, double points, double decibels) {
    /** 99 % of decisions, or half a point, or 20 dB. */
    public static final Promise USUAL = new Promise(0.99, 0.5, 20);

    public Promise {
        if (!(share >= 0 && share <= 1) || !(points >= 0 && points <= 100)) {
            throw new IllegalArgumentException(
                    "A promise is a share and points of accuracy: " + share + ", " + points + ".");
        }
    }

    /** Whether a model keeps it. */
    boolean kept(Agreement agreement, OptionalDouble accuracyBefore, OptionalDouble accuracyAfter) {
        if (accuracyBefore.isPresent() && accuracyAfter.isPresent()) {
            return accuracyAfter.getAsDouble() >= accuracyBefore.getAsDouble() - points / 100 - 1e-12;
        }
        return agreement.decisions() > 0 ? agreement.share() >= share : agreement.signalToNoise() >= decibels;
    }

    /** The share of samples whose first deciding output names the label; empty without labels or without such an output. */
    static OptionalDouble accuracy(List<Map<String, Tensor>> outputs, List<Integer> labels) {
        if (labels.isEmpty()) {
            return OptionalDouble.empty();
        }
        int right = 0;
        for (int i = 0; i < outputs.size(); i++) {
            Tensor deciding = outputs.get(i).values().stream()
                    .filter(t -> t.isFloat() && t.rank() > 0 && t.shape()[t.rank() - 1] >= 2)
                    .findFirst()
                    .orElse(null);
            if (deciding == null) {
                return OptionalDouble.empty();
            }
            int width = (int) deciding.shape()[deciding.rank() - 1];
            right += Agreement.largest(deciding.floats(), width)[0] == labels.get(i) ? 1 : 0;
        }
        return OptionalDouble.of((double) right / outputs.size());
    }
}
