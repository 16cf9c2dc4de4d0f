package dev.lepton.core.plan;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * A guess, where nothing was measured, of the output tokens a second that a transformer makes: each step of a batch reads all weights and
 * the batch's cache, and computes two operations per active parameter and sequence, whichever takes longer (Williams et al., Roofline, CACM
 * 2009). Attention's own operations, communication between devices and the host are left out, so real machines are slower.
 *
 * @param parameters of the model
 * @param activeParameters used for one token; fewer than {@code parameters} in a mixture of experts
 * @param bytesPerParameter 2 for bfloat16, 1 for fp8
 * @param cacheBytesPerSequence key-value cache of one sequence of the length in question
 */
public record Roofline(
        double parameters, double activeParameters, double bytesPerParameter, double cacheBytesPerSequence) {
    /** Share of memory that a serving engine fills, as vLLM's default. */
    private static final double USABLE_MEMORY = 0.9;

    /** Share of the memory bandwidth that real machines reach, as a guess: see {@link #requestsPerSecond}. */
    public static final double BANDWIDTH_SHARE = 0.6;

    /** Share of the peak arithmetic that they reach. */
    public static final double ARITHMETIC_SHARE = 0.3;

    private static final int MOST_AT_ONCE = 4096;

    public Roofline {
        if (!(parameters > 0 && activeParameters > 0 && activeParameters <= parameters)
                || !(bytesPerParameter > 0)
                || !(cacheBytesPerSequence >= 0)) {
            throw new IllegalArgumentException("A model of " + parameters + " parameters, " + activeParameters
                    + " of them active, " + bytesPerParameter + " bytes each and " + cacheBytesPerSequence
                    + " bytes of cache is none.");
        }
    }

    /**
     * Requests of {@code size} a second on {@code count} devices that share the model: each is read at the rate of arithmetic, then written
     * together with as many others as fit in memory and keep a step within {@code stepMillis}. A step takes the time of reading at
     * {@link #BANDWIDTH_SHARE} of the bandwidth and that of computing at {@link #ARITHMETIC_SHARE} of the peak, one after the other: the shares
     * that fit 135 points of eight dense models in ML.ENERGY's chat task best (docs/scoreboards/precision.md says how well). Waiting is not modelled, so a
     * limit on the time to the first token cannot be checked.
     */
    public Figure requestsPerSecond(
            Device device, int count, Precision precision, RequestSize size, double stepMillis) {
        if (size.outputTokens() == 0) {
            return new Figure.Unknown("a request without output tokens is no generation");
        }
        Figure best = new Figure.Unknown("even one request at once takes longer than the limit of a token");
        for (int batch = 1; batch <= MOST_AT_ONCE; batch *= 2) {
            Optional<String> why = why(device, count, precision, batch);
            if (why.isPresent()) {
                return batch == 1 ? new Figure.Unknown(why.get()) : best;
            }
            double step = stepSeconds(device, count, precision, batch);
            if (1000 * step > stepMillis) {
                return best;
            }
            double reading = size.inputTokens() * computing(device, count, precision, 1) / ARITHMETIC_SHARE;
            best = new Figure.Known(
                    1 / (reading + size.outputTokens() * step / batch),
                    Confidence.GUESS,
                    "a step reads at " + BANDWIDTH_SHARE + " of the bandwidth and computes at " + ARITHMETIC_SHARE
                            + " of the peak, with " + batch + " at once");
        }
        return best;
    }

    /** How long a step of {@code batch} sequences is guessed to take; the device's peaks must be known. */
    public double stepSeconds(Device device, int count, Precision precision, int batch) {
        return reading(device, count, batch) / BANDWIDTH_SHARE
                + computing(device, count, precision, batch) / ARITHMETIC_SHARE;
    }

    /** The most output tokens a second of {@code batch} sequences on {@code count} devices that share the model, were they perfect. */
    public Figure tokensPerSecond(Device device, int count, Precision precision, int batch) {
        Optional<String> why = why(device, count, precision, batch);
        if (why.isPresent()) {
            return new Figure.Unknown(why.get());
        }
        double reading = reading(device, count, batch);
        double computing = computing(device, count, precision, batch);
        return new Figure.Known(
                batch / Math.max(reading, computing),
                Confidence.GUESS,
                "roofline, bound by " + (reading > computing ? "memory bandwidth" : "arithmetic"));
    }

    /** Why nothing can be said; empty when it can. */
    private Optional<String> why(Device device, int count, Precision precision, int batch) {
        if (!device.peakTflops().containsKey(precision)
                || device.memoryGib().isEmpty()
                || device.memoryBandwidthGbps().isEmpty()) {
            return Optional.of("the " + precision + " throughput, memory or memory bandwidth of " + device.name()
                    + " is not known");
        }
        double memory = count * USABLE_MEMORY * device.memoryGib().get().doubleValue() * (1L << 30);
        double held = parameters * bytesPerParameter + batch * cacheBytesPerSequence;
        return held <= memory
                ? Optional.empty()
                : Optional.of(String.format(
                        java.util.Locale.ROOT,
                        "it needs %.1f GB, and %d × %s have %.1f to fill",
                        held / 1e9,
                        count,
                        device.name(),
                        memory / 1e9));
    }

    private double reading(Device device, int count, int batch) {
        // A batch of a few sequences reads few experts; a large one reads all.
        double read =
                Math.min(parameters, activeParameters * batch) * bytesPerParameter + batch * cacheBytesPerSequence;
        return read / (count * device.memoryBandwidthGbps().orElseThrow().doubleValue() * 1e9);
    }

    private double computing(Device device, int count, Precision precision, int batch) {
        BigDecimal tflops = Objects.requireNonNull(device.peakTflops().get(precision));
        return 2 * activeParameters * batch / (count * tflops.doubleValue() * 1e12);
    }
}
