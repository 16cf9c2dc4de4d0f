package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.pass.Calibration;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where 8 bits everywhere cost too much: layers go back to floats, the most harmful first. How harmful one is, is what quantising it alone
 * does to the outputs.
 */
final class Fallback {
    private static final int SAMPLES = 8;

    private final Candidates candidates;
    private final Calibration by;
    private final Samples samples;

    Fallback(Candidates candidates, Calibration by, Samples samples) {
        this.candidates = candidates;
        this.by = by;
        this.samples = samples.head(SAMPLES);
    }

    /** One, two, four, … layers back in floats until {@code attempt} takes it; empty when not even half of them is enough. */
    <T> Optional<T> attempts(Function<Supplier<Candidate>, Optional<T>> attempt) {
        List<Integer> harmful = mostHarmfulFirst();
        for (int back = 1; back <= (harmful.size() + 1) / 2; back *= 2) {
            Set<Integer> chosen = new LinkedHashSet<>(harmful.subList(back, harmful.size()));
            if (chosen.isEmpty()) {
                return Optional.empty();
            }
            String also = ", " + back + " of " + harmful.size() + " layers in floats";
            Optional<T> taken = attempt.apply(() -> candidates.staticOf(by, chosen, also));
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }

    List<Integer> mostHarmfulFirst() {
        return measured().stream().map(Map.Entry::getKey).toList();
    }

    /** What each layer alone does, the most harmful first; nothing where no layer can be in 8 bits. */
    List<Harm> harm() {
        return candidates.statics().isEmpty()
                ? List.of()
                : measured().stream()
                        .map(e -> new Harm(candidates.layer(e.getKey()), e.getValue()))
                        .toList();
    }

    private List<Map.Entry<Integer, Double>> measured() {
        List<Map<String, Tensor>> expected = Outputs.of(candidates.base(), samples, Shrinker.ONE_THREAD);
        Map<Integer, Double> decibels = new HashMap<>();
        for (int layer : candidates.indices()) {
            Candidate alone = candidates.staticOf(by, Set.of(layer), "");
            List<Map<String, Tensor>> outputs = Outputs.of(alone.model(), samples, Shrinker.ONE_THREAD);
            decibels.put(layer, Agreement.of(expected, outputs).nearness());
        }
        List<Map.Entry<Integer, Double>> order = new ArrayList<>(decibels.entrySet());
        order.sort(Map.Entry.<Integer, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return order;
    }
}
