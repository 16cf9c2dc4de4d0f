package dev.lepton.core.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model as it came and what was made of it, measured on one device with one workload.
 *
 * @param original whose {@code precision} is {@link #AS_IT_CAME}
 * @param variants the others, in the order they were given
 */
public record ModelVariants(OperatingPoint original, List<OperatingPoint> variants) {
    /** What {@code lepton shrink} calls the model that it was given. */
    public static final String AS_IT_CAME = "as it came";

    /** The score of a model without labels: how many of the original's decisions stayed. */
    public static final String SAME_DECISIONS = "same_decisions_percent";

    /** Points of decisions that may change, and of accuracy that may be lost: what {@code lepton shrink} promises unasked. */
    private static final BigDecimal DECISIONS = BigDecimal.ONE;

    private static final BigDecimal ACCURACY = new BigDecimal("0.5");

    public ModelVariants {
        variants = List.copyOf(variants);
    }

    /** What points are to be compared in. */
    private record Same(String model, Hardware hardware, Optional<String> workload, Throughput.Work work) {
        static Same of(OperatingPoint point) {
            return new Same(
                    point.variant().model(),
                    point.hardware(),
                    point.workload(),
                    point.throughput().work());
        }
    }

    /** The models among {@code points} of which the original and at least one variant were measured alike; of one measured twice the last. */
    public static List<ModelVariants> of(List<OperatingPoint> points) {
        Map<Same, OperatingPoint> originals = new LinkedHashMap<>();
        Map<Same, Map<String, OperatingPoint>> variants = new LinkedHashMap<>();
        for (OperatingPoint point : points) {
            Optional<String> precision = point.variant().precision();
            if (precision.isPresent() && point.throughput().perSecond() > 0) {
                if (precision.get().equals(AS_IT_CAME)) {
                    originals.put(Same.of(point), point);
                } else {
                    variants.computeIfAbsent(Same.of(point), s -> new LinkedHashMap<>())
                            .put(precision.get(), point);
                }
            }
        }
        List<ModelVariants> all = new ArrayList<>();
        originals.forEach((same, original) -> Optional.ofNullable(variants.get(same))
                .ifPresent(v -> all.add(new ModelVariants(original, List.copyOf(v.values())))));
        return all;
    }

    public String model() {
        return original.variant().model();
    }

    /** How many times as much {@code variant} does in a second. */
    public double timesFaster(OperatingPoint variant) {
        return variant.throughput().perSecond() / original.throughput().perSecond();
    }

    /** Points of its score that {@code variant} lost, the most of all scores that both have; empty where they have none together. */
    public Optional<BigDecimal> lost(OperatingPoint variant) {
        return original.accuracy().entrySet().stream()
                .flatMap(e -> Optional.ofNullable(variant.accuracy().get(e.getKey())).stream()
                        .map(e.getValue()::subtract))
                .max(Comparator.naturalOrder());
    }

    /** Whether {@code variant} is known to lose no more than a point of decisions, or half a point of accuracy. */
    public boolean kept(OperatingPoint variant) {
        boolean known = lost(variant).isPresent();
        return known
                && original.accuracy().entrySet().stream()
                        .allMatch(e -> Optional.ofNullable(variant.accuracy().get(e.getKey()))
                                .map(v -> e.getValue().subtract(v).compareTo(most(e.getKey())) <= 0)
                                .orElse(true));
    }

    private static BigDecimal most(String score) {
        return score.equals(SAME_DECISIONS) ? DECISIONS : ACCURACY;
    }

    /** The fastest variant that is {@link #kept} and faster than the original; empty without one. */
    public Optional<OperatingPoint> best() {
        return variants.stream()
                .filter(v -> kept(v) && timesFaster(v) > 1)
                .max(Comparator.comparingDouble(this::timesFaster)
                        .thenComparing(v -> v.variant().precision().orElse("")));
    }
}
