package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Deciding;
import dev.lepton.core.evidence.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a shrunk model must keep.
 *
 * @param share of decisions that must stay as the original's, where there are no labels
 * @param points of accuracy that may be lost, in percent, where there are labels
 * @param decibels that the original's outputs must stand over the difference, where the model decides nothing or always the same
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

    /**
     * Whether a model keeps it. Where the original nearly always decides the same, its decisions prove little, and so do they for outputs beside
     * the one that decides: the original's numbers must stand over the difference, too.
     */
    boolean kept(Agreement agreement, OptionalDouble accuracyBefore, OptionalDouble accuracyAfter) {
        if (agreement.rest().signalToNoise() < decibels || agreement.rest().share() < share) {
            return false;
        }
        if (accuracyBefore.isPresent() && accuracyAfter.isPresent()) {
            return accuracyAfter.getAsDouble() >= accuracyBefore.getAsDouble() - points / 100 - 1e-12;
        }
        return agreement.decisions() > 0
                ? agreement.share() >= share && tells(agreement)
                : agreement.signalToNoise() >= decibels;
    }

    /** Whether how many decisions stayed says how near a model is. */
    public boolean tells(Agreement agreement) {
        return agreement.telling() || (agreement.decisions() > 0 && agreement.signalToNoise() >= decibels);
    }

    /**
     * The share of samples whose deciding output names the label; empty without labels.
     *
     * @throws Problem when no output decides once for each sample, or a label is no class
     */
    static OptionalDouble accuracy(List<Map<String, Tensor>> outputs, List<Integer> labels) {
        if (labels.isEmpty()) {
            return OptionalDouble.empty();
        }
        Deciding deciding = Deciding.of(outputs.get(0))
                .orElseThrow(() -> Problem.input(
                        "there are labels, but no output of the model tells classes apart: " + outputs.get(0) + ".",
                        "Maybe leave --labels out: how near outputs stay is measured then."));
        int right = 0;
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output =
                    Optional.ofNullable(outputs.get(i).get(deciding.output())).orElseThrow();
            long[] decisions = deciding.decisions(output);
            int label = labels.get(i);
            if (decisions.length != 1) {
                throw Problem.input(
                        "there is a label for each input, but the output '" + deciding.output() + "' decides "
                                + decisions.length + " times.",
                        "Maybe leave --labels out: how many decisions stay is measured then.");
            }
            if (deciding.classes(output).filter(c -> label >= c).isPresent()) {
                throw Problem.input(
                        "a label is " + label + ", but the output '" + deciding.output() + "' tells "
                                + deciding.classes(output).orElseThrow() + " classes apart.",
                        "Maybe count classes from 0.");
            }
            right += decisions[0] == label ? 1 : 0;
        }
        return OptionalDouble.of((double) right / outputs.size());
    }
}
