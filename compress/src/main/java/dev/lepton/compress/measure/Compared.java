package dev.lepton.compress.measure;

import dev.lepton.compress.graph.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Outputs compared so far. */
final class Compared {
    private final Optional<Deciding> deciding;
    private final Map<String, Sums> sums = new LinkedHashMap<>();
    private final Map<Long, Long> counts = new HashMap<>();
    private double max;
    private long decisions;
    private long same;

    /** What is known of one output. */
    private static final class Sums {
        private boolean real = true;
        private long numbers;
        private long differing;
        private double signal;
        private double noise;
    }

    /** @param first what the original gives for some input */
    Compared(Map<String, Tensor> first) {
        this.deciding = Deciding.of(first);
    }

    void add(Map<String, Tensor> original, Map<String, Tensor> changed) {
        original.forEach((name, a) -> {
            Tensor b = changed.get(name);
            if (b == null || b.type() != a.type()) {
                throw new IllegalStateException("The output '" + name + "' was " + a + " and is " + b + ".");
            }
            compare(sums.computeIfAbsent(name, n -> new Sums()), a, b);
            deciding.filter(d -> d.output().equals(name)).ifPresent(d -> decide(d, a, b));
        });
    }

    private void compare(Sums sums, Tensor a, Tensor b) {
        double[] before = a.numbers();
        boolean alike = Arrays.equals(a.shape(), b.shape());
        double[] after = alike ? b.numbers() : new double[0];
        sums.real = a.real();
        sums.numbers += before.length;
        if (!alike) {
            sums.differing += Math.max(1, before.length);
        }
        for (int i = 0; i < before.length; i++) {
            double was = before[i];
            sums.signal += Double.isFinite(was) ? was * was : 0;
            double is = i < after.length ? after[i] : 0;
            if (i >= after.length || !a.sameBits(i, b)) {
                sums.differing += i < after.length ? 1 : 0;
                double off = Math.abs(was - is);
                double difference = Double.isNaN(off) ? Double.POSITIVE_INFINITY : off;
                max = a.real() ? Math.max(max, difference) : max;
                sums.noise += difference * difference;
            }
        }
    }

    private void decide(Deciding by, Tensor a, Tensor b) {
        long[] before = by.decisions(a);
        long[] after = by.decisions(b);
        boolean alike = Arrays.equals(a.shape(), b.shape());
        decisions += before.length;
        for (int i = 0; i < before.length; i++) {
            counts.merge(before[i], 1L, Long::sum);
            same += i < after.length && alike && before[i] == after[i] ? 1 : 0;
        }
    }

    Agreement agreement() {
        long numbers = 0;
        long differing = 0;
        double signal = 0;
        double noise = 0;
        double restNoise = Double.POSITIVE_INFINITY;
        double restShare = 1;
        for (Map.Entry<String, Sums> output : sums.entrySet()) {
            Sums s = output.getValue();
            numbers += s.numbers;
            differing += s.differing;
            signal += s.real ? s.signal : 0;
            noise += s.real ? s.noise : 0;
            if (deciding.filter(d -> d.output().equals(output.getKey())).isEmpty()) {
                restNoise = s.real ? Math.min(restNoise, decibels(s.signal, s.noise)) : restNoise;
                restShare = s.real || s.numbers == 0
                        ? restShare
                        : Math.min(restShare, 1 - (double) Math.min(s.differing, s.numbers) / s.numbers);
            }
        }
        return new Agreement(
                numbers,
                differing,
                max,
                decibels(signal, noise),
                decisions,
                same,
                counts.values().stream().mapToLong(n -> n).max().orElse(0),
                new Agreement.Rest(restNoise, restShare));
    }

    private static double decibels(double signal, double noise) {
        return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
    }
}
