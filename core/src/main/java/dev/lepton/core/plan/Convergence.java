package dev.lepton.core.plan;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How long one training run took to learn, whatever it ran on: the first epoch at which it reached a score. With points that say how
 * fast epochs are it tells how long the run takes ({@link #runs}).
 *
 * @param variant what was trained, named as in the points
 * @param batch sequences or samples of a step, over all devices
 * @param learningRate as its source writes it
 * @param run which of several with the same setting
 * @param target the score, as its source scales it
 * @param epochs until the score was reached; empty when this run never did
 */
public record Convergence(
        Variant variant,
        int batch,
        String learningRate,
        int run,
        BigDecimal target,
        OptionalInt epochs,
        Provenance provenance) {
    public Convergence {
        if (batch < 1 || run < 0 || epochs.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "A run of batch " + batch + ", number " + run + ", epochs " + epochs + " is none.");
        }
    }

    /**
     * The whole run on the hardware of each of {@code points} that trains the same with the same batch: throughput in runs a second, the
     * target as its accuracy. An estimate, because epochs and time were measured apart.
     */
    public List<OperatingPoint> runs(Collection<OperatingPoint> points) {
        List<OperatingPoint> runs = new ArrayList<>();
        for (OperatingPoint point : points) {
            if (epochs.isPresent()
                    && point.throughput().work() == Throughput.Work.EPOCHS
                    && point.variant().equals(variant)
                    && point.concurrency().equals(OptionalInt.of(batch))) {
                runs.add(run(point, epochs.getAsInt()));
            }
        }
        return runs;
    }

    /** Of each run the highest score that it reached; runs that reached none are left out. */
    public static List<Convergence> furthest(Collection<Convergence> all) {
        Map<List<Object>, Convergence> furthest = new LinkedHashMap<>();
        for (Convergence c : all) {
            if (c.epochs.isPresent()) {
                furthest.merge(
                        List.of(c.variant, c.batch, c.learningRate, c.run),
                        c,
                        (a, b) -> a.target.compareTo(b.target) >= 0 ? a : b);
            }
        }
        return List.copyOf(furthest.values());
    }

    private OperatingPoint run(OperatingPoint point, int count) {
        return new OperatingPoint(
                variant,
                point.hardware(),
                point.concurrency(),
                point.powerCapWatts(),
                Optional.empty(),
                Optional.of("learning rate " + learningRate + ", run " + run),
                new Throughput(point.throughput().perSecond() / count, Throughput.Work.RUNS),
                Map.of(),
                point.watts(),
                Map.of("target", target),
                new Provenance(
                        point.provenance().source(),
                        point.provenance().confidence().and(Confidence.ESTIMATE)));
    }
}
