package dev.lepton.compress.measure;

import dev.lepton.compress.graph.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Which output of a model decides, and what: {@link Agreement} says how it is found. */
public record Deciding(String output, boolean whole) {
    private static final int MOST_AXES = 3;

    /** Of a model that gives {@code outputs} for some input; empty when none decides. */
    public static Optional<Deciding> of(Map<String, Tensor> outputs) {
        Optional<Deciding> real = outputs.entrySet().stream()
                .filter(o -> o.getValue().real() && width(o.getValue()) > 1)
                .findFirst()
                .map(o -> new Deciding(o.getKey(), false));
        return real.or(() -> outputs.entrySet().stream()
                .filter(o -> !o.getValue().real())
                .findFirst()
                .map(o -> new Deciding(o.getKey(), true)));
    }

    /** How many there are to choose from in each row; 1 when rows decide nothing. */
    private static int width(Tensor tensor) {
        long[] shape = tensor.shape();
        int axes = shape.length;
        while (axes > 1 && shape[axes - 1] == 1) {
            axes--;
        }
        return axes == 0 || axes > MOST_AXES || tensor.size() == 0 ? 1 : (int) shape[axes - 1];
    }

    /** Decisions of {@code tensor}, what this output was for one input, in order. */
    public long[] decisions(Tensor tensor) {
        double[] numbers = tensor.numbers();
        if (whole) {
            return Arrays.stream(numbers).mapToLong(n -> (long) n).toArray();
        }
        return Arrays.stream(Agreement.largest(numbers, width(tensor)))
                .asLongStream()
                .toArray();
    }

    /** How many classes {@code tensor} tells apart; empty for whole numbers, which do not say. */
    public Optional<Integer> classes(Tensor tensor) {
        return whole ? Optional.empty() : Optional.of(width(tensor));
    }
}
