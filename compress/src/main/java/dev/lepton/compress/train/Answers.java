package dev.lepton.compress.train;

import dev.lepton.compress.graph.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a network says to many samples. */
public final class Answers {
    private static final int BATCH = 256;

    private Answers() {}

    /** Head by head, each as one block whose first axis counts the samples. */
    static List<Floats> of(Network network, List<Head> heads, TrainingSet data) {
        List<float[]> all = new ArrayList<>();
        List<int[]> shapes = new ArrayList<>();
        for (int from = 0; from < data.size(); from += BATCH) {
            int[] rows =
                    IntStream.range(from, Math.min(data.size(), from + BATCH)).toArray();
            Map<String, Floats> made = network.forward(data.chosen(rows).feed());
            for (int h = 0; h < heads.size(); h++) {
                Floats answer = made.get(heads.get(h).tensor());
                if (answer == null) {
                    throw new IllegalStateException(
                            "Nothing made '" + heads.get(h).tensor() + "'.");
                }
                int width = answer.size() / rows.length;
                if (all.size() == h) {
                    all.add(new float[width * data.size()]);
                    shapes.add(answer.shape().clone());
                }
                System.arraycopy(answer.values(), 0, all.get(h), from * width, answer.size());
            }
        }
        List<Floats> answers = new ArrayList<>();
        for (int h = 0; h < heads.size(); h++) {
            int[] shape = shapes.get(h);
            shape[0] = shape[0] / Math.min(BATCH, data.size()) * data.size();
            answers.add(new Floats(all.get(h), shape));
        }
        return answers;
    }

    /** The class that {@code model} gives each sample. */
    static int[] classes(OnnxModel model, TrainingSet data) {
        Floats answers = of(Network.of(model), Head.of(model), data).get(0);
        int width = answers.extent(answers.rank() - 1);
        int[] places =
                dev.lepton.compress.measure.Agreement.largest(answers.tensor().numbers(), width);
        int each = places.length / data.size();
        return IntStream.range(0, data.size()).map(i -> places[i * each]).toArray();
    }

    /** The share of samples that {@code model} gives another class than their label, from 0 to 1. */
    public static double error(OnnxModel model, TrainingSet data) {
        int[] classes = classes(model, data);
        int wrong = 0;
        for (int i = 0; i < classes.length; i++) {
            wrong += classes[i] == data.label(i) ? 0 : 1;
        }
        return (double) wrong / classes.length;
    }
}
