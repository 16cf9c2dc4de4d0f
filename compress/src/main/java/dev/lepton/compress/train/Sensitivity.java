package dev.lepton.compress.train;

import dev.lepton.compress.graph.OnnxModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** How the loss of a model leans on its weights. Without labels the model's own decisions stand for them. */
public final class Sensitivity {
    private static final int BATCH = 64;

    private Sensitivity() {}

    /** Tells {@code each} of the gradients of the cross entropy for every trained weight, by name, batch after batch of {@code data}. */
    public static void each(OnnxModel model, TrainingSet data, Consumer<Map<String, float[]>> each) {
        Network network = Network.of(model);
        Loss loss = new Loss(Head.of(model), 1, 0);
        TrainingSet judged = data.labelled() ? data : data.labelled(Answers.classes(model, data));
        int[] all = IntStream.range(0, data.size()).toArray();
        for (int from = 0; from < all.length; from += BATCH) {
            TrainingSet batch = judged.chosen(Arrays.copyOfRange(all, from, Math.min(all.length, from + BATCH)));
            network.backward(
                    loss.of(network.forward(batch.feed()), List.of(), batch).gradients());
            Map<String, float[]> gradients = new HashMap<>();
            network.trained()
                    .keySet()
                    .forEach(name -> gradients.put(name, network.gradient(name).values()));
            each.accept(gradients);
        }
    }
}
