package dev.lepton.compress.train;

import dev.lepton.core.evidence.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How wrong a network is on some samples. With labels the cross entropy of the first head that chooses; with a teacher
 * {@code T^2 KL(softmax(t/T) || softmax(s/T))} of each head that chooses (Hinton, Vinyals, Dean 2015) and the squared distance over the
 * teacher's mean square of each other; with both a mixture.
 */
final class Loss {
    private final List<Head> heads;
    private final double temperature;
    private final double teacherShare;

    /** @param teacherShare what the teacher counts, from 0 to 1; labels count the rest */
    Loss(List<Head> heads, double temperature, double teacherShare) {
        this.heads = heads;
        this.temperature = temperature;
        this.teacherShare = teacherShare;
    }

    /** A loss and where it leads. */
    record Found(double mean, Map<String, Floats> gradients) {}

    /**
     * The loss of {@code outputs}, a mean over samples.
     *
     * @param teacher what it gave for the same samples, head by head; none without a teacher
     */
    Found of(Map<String, Floats> outputs, List<Floats> teacher, TrainingSet batch) {
        Map<String, Floats> gradients = new HashMap<>();
        double loss = 0;
        boolean labelled = false;
        for (int h = 0; h < heads.size(); h++) {
            Head head = heads.get(h);
            Floats made = Optional.ofNullable(outputs.get(head.tensor())).orElseThrow();
            boolean choice = head.choice() && made.extent(made.rank() - 1) > 1;
            Floats into = gradients.computeIfAbsent(head.tensor(), n -> Floats.zeros(made.shape()));
            if (!teacher.isEmpty() && teacherShare > 0) {
                same(head, made, teacher.get(h));
                loss += choice ? soft(made, teacher.get(h), into, batch.size()) : squares(made, teacher.get(h), into);
            }
            if (choice && !labelled && batch.labelled() && teacherShare < 1) {
                loss += hard(made, batch, into);
                labelled = true;
            }
        }
        return new Found(loss, gradients);
    }

    private static void same(Head head, Floats student, Floats teacher) {
        if (student.size() != teacher.size()) {
            int rows = student.extent(0);
            throw Problem.input(
                    "for a sample '" + head.tensor() + "' gives " + student.size() / rows + " numbers, the teacher "
                            + teacher.size() / rows + ".",
                    "Maybe give a student of the same outputs.");
        }
    }

    private double soft(Floats student, Floats teacher, Floats into, int samples) {
        int width = student.extent(student.rank() - 1);
        int rows = student.size() / width;
        double[] p = new double[width];
        double[] q = new double[width];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double logP = softmax(teacher.values(), row * width, temperature, p);
            double logQ = softmax(student.values(), row * width, temperature, q);
            for (int i = 0; i < width; i++) {
                double t = teacher.values()[row * width + i] / temperature - logP;
                double s = student.values()[row * width + i] / temperature - logQ;
                sum += p[i] * (t - s);
                into.values()[row * width + i] += (float) (teacherShare * temperature * (q[i] - p[i]) / rows);
            }
        }
        return samples == 0 ? 0 : teacherShare * temperature * temperature * sum / rows;
    }

    private double squares(Floats student, Floats teacher, Floats into) {
        double square = 0;
        for (float value : teacher.values()) {
            square += (double) value * value;
        }
        double scale = 1 / Math.max(square, 1e-12);
        double sum = 0;
        for (int i = 0; i < student.size(); i++) {
            double off = student.values()[i] - teacher.values()[i];
            sum += off * off;
            into.values()[i] += (float) (teacherShare * 2 * off * scale);
        }
        return teacherShare * sum * scale;
    }

    private double hard(Floats student, TrainingSet batch, Floats into) {
        int width = student.extent(student.rank() - 1);
        int rows = student.size() / width;
        int each = rows / batch.size();
        double[] q = new double[width];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double log = softmax(student.values(), row * width, 1, q);
            int label = batch.label(row / each);
            if (label < 0 || label >= width) {
                throw Problem.input(
                        "a label is " + label + ", but the network tells " + width + " classes apart.",
                        "Maybe count classes from 0.");
            }
            sum += log - student.values()[row * width + label];
            for (int i = 0; i < width; i++) {
                into.values()[row * width + i] += (float) ((1 - teacherShare) * (q[i] - (i == label ? 1 : 0)) / rows);
            }
        }
        return (1 - teacherShare) * sum / rows;
    }

    /** Fills {@code into} with the softmax of a row over {@code t}; the logarithm of its sum of powers. */
    private static double softmax(float[] values, int from, double t, double[] into) {
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < into.length; i++) {
            top = Math.max(top, values[from + i] / t);
        }
        double sum = 0;
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.exp(values[from + i] / t - top);
            sum += into[i];
        }
        for (int i = 0; i < into.length; i++) {
            into[i] /= sum;
        }
        return top + Math.log(sum);
    }
}
