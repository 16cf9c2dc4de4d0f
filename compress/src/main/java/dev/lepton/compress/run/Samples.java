package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs of a model, one map from input to tensor for each sample.
 *
 * @param all the samples, at least one
 * @param said what the user should know of them, for instance that they were made up; empty for inputs that were given
 */
public record Samples(List<Map<String, Tensor>> all, String said) {
    public Samples {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("There are no samples.");
        }
    }

    /** Inputs that were given. */
    public static Samples given(List<Map<String, Tensor>> all) {
        return new Samples(all, "");
    }

    /** {@code count} samples of the model's shapes with values drawn by {@code seed}; says that they are made up. */
    public static Samples made(OnnxModel model, Map<String, Long> dimensions, int count, long seed) {
        List<ValueInfoProto> fed = Wires.of(model.proto().getGraph()).fed();
        MadeInputs made = new MadeInputs(model, dimensions, seed);
        java.util.ArrayList<Map<String, Tensor>> all = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Tensor> sample = new LinkedHashMap<>();
            fed.forEach(input -> sample.put(input.getName(), made.next(input)));
            all.add(sample);
        }
        return new Samples(
                all,
                "Inputs are made up: random values by seed " + seed + ", so agreement says little about your traffic."
                        + " Maybe give real ones with --inputs.");
    }

    public int size() {
        return all.size();
    }

    public Map<String, Tensor> first() {
        return all.get(0);
    }

    /** The first {@code count} samples, or all when there are fewer. */
    public Samples head(int count) {
        return count >= all.size() ? this : new Samples(all.subList(0, count), said);
    }

    /** Every second sample, beginning with the first or the second: two halves that have the same mixture. */
    public Samples half(boolean first) {
        List<Map<String, Tensor>> half = new java.util.ArrayList<>();
        for (int i = first ? 0 : 1; i < all.size(); i += 2) {
            half.add(all.get(i));
        }
        return half.isEmpty() ? this : new Samples(half, said);
    }
}
