package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.AbstractList;
import java.util.Collections;
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
        // not a copy, which would read all samples at once where they are read when they are needed
        all = Collections.unmodifiableList(all);
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
        return part((size() + 1) / 2, !first);
    }

    /** {@code count} samples spread evenly over all, the first among them; or the others. */
    public Samples part(int count, boolean others) {
        List<Integer> places = places(size(), count, others);
        return places.isEmpty() ? this : new Samples(at(places), said);
    }

    /** The places of {@code count} of {@code size} things spread evenly, or those of the others. */
    public static List<Integer> places(int size, int count, boolean others) {
        List<Integer> places = new java.util.ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean one = count > 0 && (i == 0 || (long) i * count / size != (i - 1L) * count / size);
            if (one != others) {
                places.add(i);
            }
        }
        return places;
    }

    private List<Map<String, Tensor>> at(List<Integer> places) {
        List<Map<String, Tensor>> from = all;
        return new AbstractList<>() {
            @Override
            public Map<String, Tensor> get(int index) {
                return from.get(places.get(index));
            }

            @Override
            public int size() {
                return places.size();
            }
        };
    }
}
