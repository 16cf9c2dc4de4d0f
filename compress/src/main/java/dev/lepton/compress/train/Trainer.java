package dev.lepton.compress.train;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Trains the weights of an ONNX graph where they stand, from labels, from a teacher, or from both. The same model, data and settings give
 * the same bytes, on any number of processors, with and without the JDK's vector module.
 */
public final class Trainer {
    private static final int HELD_BATCH = 256;

    private final Network network;
    private final TrainSettings settings;
    private final Zeros zeros;
    private final Loss loss;
    private final TrainingSet data;
    private final List<Floats> taught;

    private Trainer(
            OnnxModel model, TrainingSet data, Optional<OnnxModel> teacher, TrainSettings settings, Zeros zeros) {
        this.network = Network.of(model);
        this.settings = settings;
        this.zeros = zeros;
        this.data = data;
        List<Head> heads = Head.of(model);
        double share = teacher.isEmpty() ? 0 : data.labelled() ? settings.teacherShare() : 1;
        if (share == 0 && !data.labelled()) {
            throw new IllegalArgumentException("There is neither a label nor a teacher to learn from.");
        }
        this.loss = new Loss(heads, settings.temperature(), share);
        this.taught = share == 0 ? List.of() : taught(teacher.orElseThrow(), heads.size());
    }

    /**
     * The best that training makes of {@code model}.
     *
     * @param teacher a model with as many outputs of the same shapes, whose answers are learned; with labels, both count
     * @param masks weights that stay zero
     * @param progress told of each epoch
     * @throws Problem when a node cannot be trained (it names the node), a label is no class, or the loss stops being a number
     */
    public static Trained train(
            OnnxModel model,
            TrainingSet data,
            Optional<OnnxModel> teacher,
            TrainSettings settings,
            Masks masks,
            Consumer<Epoch> progress) {
        return new Trainer(model, data, teacher, settings, masks).run(progress);
    }

    /**
     * The best that training makes of {@code model} while fewer and fewer of its weights stay.
     *
     * @param thinning which go, and when; what comes before all are gone does not count as the best
     */
    public static Trained thin(
            OnnxModel model,
            TrainingSet data,
            Optional<OnnxModel> teacher,
            TrainSettings settings,
            Thinning thinning,
            Consumer<Epoch> progress) {
        return new Trainer(model, data, teacher, settings, new Thinned(thinning)).run(progress);
    }

    private List<Floats> taught(OnnxModel teacher, int outputs) {
        List<Head> heads = Head.of(teacher);
        if (heads.size() != outputs) {
            throw Problem.input(
                    "the teacher has " + heads.size() + " outputs, the student " + outputs + ".",
                    "Maybe give a student of the same inputs and outputs.");
        }
        return Answers.of(Network.of(teacher), heads, data);
    }

    private Trained run(Consumer<Epoch> progress) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        int[] order = data.shuffled(random);
        int held = (int) (data.size() * settings.held());
        int[] kept = Arrays.copyOf(order, held);
        int[] used = Arrays.copyOfRange(order, held, order.length);
        network.trained().forEach((name, weight) -> zeros.set(name, weight.values()));
        Map<String, float[]> best = network.copy();
        double bestLoss = held > 0 ? loss(kept) : Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        int epoch = 0;
        Descent descent = new Descent(settings.momentum());
        boolean settled = zeros.settled();
        double seen = Double.NaN;
        while (epoch < settings.epochs() && epoch - bestEpoch < settings.patience()) {
            epoch++;
            seen = epoch(used, random.split(), descent, epoch);
            double now = held > 0 ? loss(kept) : seen;
            boolean better = held == 0 || !settled || now < bestLoss;
            if (better) {
                settled = zeros.settled();
                bestLoss = now;
                bestEpoch = epoch;
                best = network.copy();
            }
            OptionalDouble heldLoss = held > 0 ? OptionalDouble.of(now) : OptionalDouble.empty();
            progress.accept(new Epoch(epoch, settings.epochs(), seen, heldLoss, better, network::model));
        }
        network.restore(best);
        return new Trained(network.model(), epoch, bestEpoch, bestLoss, Products.vectors());
    }

    private double epoch(int[] used, SplittableRandom random, Descent descent, int number) {
        int[] order = used.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int steps = (order.length + settings.batch() - 1) / settings.batch();
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            int from = step * settings.batch();
            int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + settings.batch()));
            Loss.Found found =
                    found(rows, b -> b.shifted(settings.shift(), random).blanked(settings.blanked(), random));
            if (!Double.isFinite(found.mean())) {
                throw Problem.input(
                        "training left the numbers: the loss of step " + (step + 1) + " of epoch " + number + " is "
                                + found.mean() + ".",
                        "Maybe a smaller --rate.");
            }
            sum += found.mean() * rows.length;
            network.backward(found.gradients());
            double before = (number - 1.0) * steps + step;
            double all = (double) settings.epochs() * steps;
            descent.step(network, settings.rate() * 0.5 * (1 + Math.cos(Math.PI * before / all)), zeros);
            zeros.stepped(network.trained(), (before + 1) / all);
        }
        return sum / order.length;
    }

    private Loss.Found found(int[] rows, UnaryOperator<TrainingSet> changed) {
        TrainingSet batch = changed.apply(data.chosen(rows));
        List<Floats> answers = new ArrayList<>();
        taught.forEach(all -> answers.add(Network.rows(all, rows)));
        return loss.of(network.forward(batch.feed()), answers, batch);
    }

    private double loss(int[] rows) {
        double sum = 0;
        for (int from = 0; from < rows.length; from += HELD_BATCH) {
            int[] part = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + HELD_BATCH));
            sum += found(part, UnaryOperator.identity()).mean() * part.length;
        }
        return sum / rows.length;
    }
}
