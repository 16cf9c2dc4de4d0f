package dev.lepton.compress.train;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.Samples;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Inputs to learn from, and the right class of each where it is known. */
public final class TrainingSet {
    /** Axes of a picture: samples, channels, rows and columns. */
    private static final int PICTURE = 4;

    private final Map<String, Floats> inputs;
    private final int[] labels;
    private final int size;

    private TrainingSet(Map<String, Floats> inputs, int[] labels) {
        this.inputs = inputs;
        this.labels = labels;
        this.size = inputs.values().iterator().next().extent(0);
    }

    /**
     * Of {@code samples}, put together along their first axis.
     *
     * @param labels one for each sample, or none
     * @throws Problem when the samples are not all of one shape whose first extent is 1, or hold what is no finite number
     */
    public static TrainingSet of(Samples samples, List<Integer> labels) {
        Map<String, Floats> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> first : samples.first().entrySet()) {
            inputs.put(first.getKey(), together(first.getKey(), first.getValue(), samples));
        }
        return new TrainingSet(
                inputs, labels.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Of one input, whose rows count samples. Keeps {@code values}. */
    public static TrainingSet of(String input, float[] values, int[] labels, int... shape) {
        int[] whole = new int[shape.length + 1];
        whole[0] = values.length / Floats.size(shape);
        System.arraycopy(shape, 0, whole, 1, shape.length);
        return new TrainingSet(Map.of(input, new Floats(values, whole)), labels.clone());
    }

    private static Floats together(String name, Tensor first, Samples samples) {
        int[] shape = Arrays.stream(first.shape()).mapToInt(Math::toIntExact).toArray();
        if (shape.length == 0 || shape[0] != 1) {
            throw Problem.input(
                    "the input '" + name + "' has the shape " + Arrays.toString(shape)
                            + ", but to learn from several samples at once their first extent must be 1.",
                    "Maybe export the model with a first axis that counts samples.");
        }
        float[] values = new float[Math.multiplyExact(first.size(), samples.size())];
        int at = 0;
        for (Map<String, Tensor> sample : samples.all()) {
            Tensor one = sample.get(name);
            if (one == null || !Arrays.equals(one.shape(), first.shape())) {
                throw Problem.input(
                        "sample " + (at / first.size() + 1) + " gives '" + name + "' as " + one + ", the first as "
                                + first + ".",
                        "Maybe cut or pad the samples to one shape.");
            }
            Floats floats = Floats.of(one);
            if (!Network.finite(floats)) {
                throw Problem.input(
                        "sample " + (at / first.size() + 1) + " has a number in '" + name + "' that is not finite.",
                        "Maybe look at how the inputs were saved.");
            }
            System.arraycopy(floats.values(), 0, values, at, first.size());
            at += first.size();
        }
        shape[0] = samples.size();
        return new Floats(values, shape);
    }

    /** How many samples there are. */
    public int size() {
        return size;
    }

    /** Whether the right classes are known. */
    public boolean labelled() {
        return labels.length > 0;
    }

    /** Whether some input has the four axes of a picture. */
    public boolean pictures() {
        return inputs.values().stream().anyMatch(i -> i.rank() == PICTURE);
    }

    /** The first {@code count} samples, or all when there are fewer. */
    public TrainingSet head(int count) {
        return count >= size ? this : chosen(IntStream.range(0, count).toArray());
    }

    /** {@code count} samples from number {@code from} on. */
    public TrainingSet part(int from, int count) {
        return chosen(IntStream.range(from, from + count).toArray());
    }

    /** The samples in order, {@code rows} to a batch; the last may be smaller. */
    public Samples batches(int rows) {
        List<Map<String, Tensor>> all = new ArrayList<>();
        for (int from = 0; from < size; from += rows) {
            Map<String, Tensor> batch = new LinkedHashMap<>();
            chosen(IntStream.range(from, Math.min(size, from + rows)).toArray())
                    .inputs
                    .forEach((name, floats) -> batch.put(name, floats.tensor()));
            all.add(batch);
        }
        return Samples.given(all);
    }

    /** The right classes, in order; none where they are not known. */
    public List<Integer> labels() {
        return Arrays.stream(labels).boxed().toList();
    }

    /** The same inputs without labels. */
    public TrainingSet unlabelled() {
        return new TrainingSet(inputs, new int[0]);
    }

    TrainingSet labelled(int[] classes) {
        return new TrainingSet(inputs, classes.clone());
    }

    TrainingSet chosen(int[] rows) {
        Map<String, Floats> part = new LinkedHashMap<>();
        inputs.forEach((name, all) -> part.put(name, Network.rows(all, rows)));
        return new TrainingSet(
                part, labelled() ? Arrays.stream(rows).map(r -> labels[r]).toArray() : labels);
    }

    /** With {@code share} of all numbers zero, drawn by {@code random}, and the others larger by as much; itself for none. */
    TrainingSet blanked(double share, SplittableRandom random) {
        if (share == 0) {
            return this;
        }
        float scale = (float) (1 / (1 - share));
        Map<String, Floats> part = new LinkedHashMap<>();
        inputs.forEach((name, all) -> {
            float[] values = all.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextDouble() < share ? 0 : values[i] * scale;
            }
            part.put(name, new Floats(values, all.shape().clone()));
        });
        return new TrainingSet(part, labels);
    }

    /**
     * With every picture among the inputs moved by at most {@code reach} places up or down and left or right, drawn by {@code random} for each
     * sample; what comes in from outside is like the edge. Itself for none. Pictures have four axes, channels first unless the last has 1 or 3.
     */
    TrainingSet shifted(int reach, SplittableRandom random) {
        if (reach == 0) {
            return this;
        }
        Map<String, Floats> part = new LinkedHashMap<>();
        inputs.forEach((name, all) -> part.put(name, all.rank() == PICTURE ? shifted(all, reach, random) : all));
        return new TrainingSet(part, labels);
    }

    private static Floats shifted(Floats all, int reach, SplittableRandom random) {
        boolean last = all.extent(PICTURE - 1) == 1 || all.extent(PICTURE - 1) == 3;
        int rows = all.extent(last ? 1 : 2);
        int columns = all.extent(last ? 2 : 3);
        int inner = last ? all.extent(PICTURE - 1) : 1;
        int planes = last ? 1 : all.extent(1);
        float[] values = new float[all.size()];
        for (int sample = 0; sample < all.extent(0); sample++) {
            int down = random.nextInt(-reach, reach + 1);
            int right = random.nextInt(-reach, reach + 1);
            for (int line = sample * planes * rows; line < (sample + 1) * planes * rows; line++) {
                int from = line - line % rows + Math.clamp(line % rows - down, 0, rows - 1);
                for (int column = 0; column < columns; column++) {
                    int source = from * columns + Math.clamp(column - right, 0, columns - 1);
                    System.arraycopy(all.values(), source * inner, values, (line * columns + column) * inner, inner);
                }
            }
        }
        return new Floats(values, all.shape().clone());
    }

    Map<String, Floats> feed() {
        return inputs;
    }

    int label(int row) {
        return labels[row];
    }

    /** The numbers of the samples in an order drawn by {@code random}. */
    int[] shuffled(SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
