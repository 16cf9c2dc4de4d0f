package dev.lepton.compress.train;

import dev.lepton.compress.graph.OnnxModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** How the loss of a model leans on its weights. Without labels the model's own decisions stand for them. */
public final class Sensitivity {
    private static final int BATCH = 64;

    private Sensitivity() {}

    /** One batch's look at one weight: its values and the gradient of the cross entropy for them. */
    public interface Lean extends BiConsumer<String, float[]> {}

    /** Tells {@code each} of the gradient of every trained weight, batch after batch of {@code data}. */
    public static void each(OnnxModel model, TrainingSet data, Lean each) {
        Network network = Network.of(model);
        Loss loss = new Loss(Head.of(model), 1, 0);
        TrainingSet judged = data.labelled() ? data : data.labelled(Answers.classes(model, data));
        int[] all = IntStream.range(0, data.size()).toArray();
        for (int from = 0; from < all.length; from += BATCH) {
            TrainingSet batch = judged.chosen(Arrays.copyOfRange(all, from, Math.min(all.length, from + BATCH)));
            network.backward(loss.of(network.forward(batch.feed()), List.of(), batch).gradients());
            network.trained().keySet().forEach(name -> each.accept(name, network.gradient(name).values()));
        }
    }
}
