package dev.lepton.compress.split;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why the outputs of stages are not the bits of the model's.
 *
 * @param itself whether the model differs from itself, when it is run twice: then no stages can be the same
 * @param drawing its nodes that draw random numbers and have no seed, as errors name them; looked for only when {@code itself}
 * @param output the output with the largest difference
 * @param differing how many of its numbers differ
 * @param numbers how many it has
 * @param largest the largest difference; infinite where one of the two is no number, or shapes differ
 */
public record Unlike(
        boolean itself, List<String> drawing, String output, long differing, long numbers, double largest) {
    public Unlike {
        drawing = List.copyOf(drawing);
    }

    /** Looks for the reason that {@code got} is not what {@code reference} gave; runs it once more. */
    static Unlike of(Reference reference, List<Map<String, Tensor>> got) {
        boolean itself = reference.wavers();
        List<String> drawing = RandomNodes.in(reference.model().proto().getGraph()).stream()
                .filter(n -> itself && !RandomNodes.seeded(n))
                .map(Wires::describe)
                .toList();
        Unlike worst = null;
        for (String name : reference.names()) {
            Unlike one = new Unlike(itself, drawing, name, 0, 0, 0);
            for (int i = 0; i < got.size(); i++) {
                Tensor expected = reference.outputs().get(i).get(name);
                Tensor other = got.get(i).get(name);
                if (expected != null && other != null) {
                    one = one.with(expected, other);
                }
            }
            worst = worst == null || one.worse(worst) ? one : worst;
        }
        if (worst == null) {
            throw new IllegalStateException("Outputs differ, but there are none.");
        }
        return worst;
    }

    private boolean worse(Unlike other) {
        return largest != other.largest ? largest > other.largest : differing > other.differing;
    }

    private Unlike with(Tensor expected, Tensor other) {
        if (!Arrays.equals(expected.shape(), other.shape())) {
            long all = Math.max(1, expected.size());
            return new Unlike(itself, drawing, output, differing + all, numbers + all, Double.POSITIVE_INFINITY);
        }
        double[] before = expected.numbers();
        double[] after = other.numbers();
        long changed = differing;
        double most = largest;
        for (int i = 0; i < before.length; i++) {
            if (!expected.sameBits(i, other)) {
                changed++;
                double difference = Math.abs(before[i] - after[i]);
                most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, difference);
            }
        }
        return new Unlike(itself, drawing, output, changed, numbers + before.length, most);
    }

    /** The reason in words, without a full stop. */
    public String words() {
        if (!itself) {
            String most = Double.isInfinite(largest)
                    ? "and some are of another shape or no numbers"
                    : "by at most " + largest;
            return String.format(
                    Locale.ROOT, "%d of %d numbers of the output '%s' differ, %s", differing, numbers, output, most);
        }
        String cause = drawing.isEmpty()
                ? "though none of its operators is known to draw random numbers"
                : String.join(", ", drawing) + (drawing.size() == 1 ? " draws" : " draw") + " random numbers";
        return "the model differs from itself when it is run twice, so no stages can be the same: " + cause;
    }
}
