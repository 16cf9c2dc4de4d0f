package dev.lepton.compress.prune;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.pass.Layer;
import dev.lepton.compress.train.Epoch;
import dev.lepton.compress.train.Masks;
import dev.lepton.compress.train.Thinning;
import dev.lepton.compress.train.TrainSettings;
import dev.lepton.compress.train.Trainer;
import dev.lepton.compress.train.TrainingSet;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Single weights set to zero, the smallest first (Han and others, 2015). Only a packed file gets smaller by it: an ONNX file holds zeros as it
 * holds other numbers, and runtimes multiply by them.
 */
public final class Magnitude {
    private Magnitude() {}

    /**
     * {@code model} with zeros in place of the smallest weights, in {@code rounds} between which {@code recovery} trains the others. Of the
     * weights to go, {@code 1 - (1 - t)^3} are gone after the part {@code t} of the rounds (Zhu, Gupta 2017).
     *
     * @param kept share of each weight's elements that stay, by its name
     */
    public static OnnxModel pruned(OnnxModel model, Map<String, Double> kept, int rounds, Recovery recovery) {
        OnnxModel now = model;
        for (int round = 1; round <= rounds; round++) {
            double left = 1 - (double) round / rounds;
            double done = 1 - left * left * left;
            Map<String, BitSet> gone = new HashMap<>();
            now = zeroed(now, kept, done, gone);
            now = recovery.recovered(now, new Masks(gone), round, rounds);
        }
        return now;
    }

    /**
     * {@code model} with so few weights that all of them are {@code times} as many as those that are not zero: they go while it is trained
     * against itself as it was, from labels too where there are some, wherever in the network they matter least.
     *
     * @throws Problem when biases and other weights that stay are already more than that
     */
    public static OnnxModel thinned(
            OnnxModel model, double times, TrainingSet data, TrainSettings settings, Consumer<Epoch> progress) {
        return thinned(model, kept(model, times), data, settings, progress);
    }

    /**
     * {@code model} with zeros that come while it is trained against itself as it was, wherever in the network they matter least.
     *
     * @param kept share of each weight's elements that stay, by its name; one purse for all
     */
    public static OnnxModel thinned(
            OnnxModel model,
            Map<String, Double> kept,
            TrainingSet data,
            TrainSettings settings,
            Consumer<Epoch> progress) {
        return Trainer.thin(model, data, Optional.of(model), settings, Thinning.everywhere(kept), progress)
                .model();
    }

    /** The same share of every layer's weights, so that the model has {@code times} as many as are not zero. */
    static Map<String, Double> kept(OnnxModel model, double times) {
        Map<String, Long> weights = new LinkedHashMap<>();
        Wires wires = Wires.of(model.proto().getGraph());
        Layer.of(wires)
                .forEach(l -> wires.weight(l.weight()).ifPresent(w -> weights.put(l.weight(), Tensors.elements(w))));
        long layers = weights.values().stream().mapToLong(n -> n).sum();
        double stay = Math.floor(model.parameters() / times) - (model.parameters() - layers);
        if (stay < 1 || stay > layers) {
            throw Problem.input(
                    "of " + model.parameters() + " weights " + layers + " are of layers, which cannot make it " + times
                            + " times fewer.",
                    "Maybe a smaller number.");
        }
        Map<String, Double> kept = new LinkedHashMap<>();
        weights.keySet().forEach(name -> kept.put(name, stay / layers));
        return kept;
    }

    private static OnnxModel zeroed(OnnxModel model, Map<String, Double> kept, double done, Map<String, BitSet> gone) {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto weight = graph.getInitializer(i);
            Double share = kept.get(weight.getName());
            if (share != null) {
                Tensor tensor = Tensors.of(weight);
                float[] values = tensor.floats();
                BitSet out = smallest(values, (int) Math.round(values.length * (1 - share) * done));
                out.stream().forEach(e -> values[e] = 0);
                gone.put(weight.getName(), out);
                graph.setInitializer(i, Tensors.proto(weight.getName(), Tensor.floats(values, tensor.shape())));
            }
        }
        return new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
    }

    private static BitSet smallest(float[] values, int count) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Float.compare(Math.abs(values[a]), Math.abs(values[b])));
        BitSet out = new BitSet(values.length);
        order.subList(0, count).forEach(out::set);
        return out;
    }
}
