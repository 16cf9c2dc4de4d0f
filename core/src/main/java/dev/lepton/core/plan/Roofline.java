package dev.lepton.core.plan;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
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

    public Roofline {
        if (!(parameters > 0 && activeParameters > 0 && activeParameters <= parameters)
                || !(bytesPerParameter > 0)
                || !(cacheBytesPerSequence >= 0)) {
            throw new IllegalArgumentException("A model of " + parameters + " parameters, " + activeParameters
                    + " of them active, " + bytesPerParameter + " bytes each and " + cacheBytesPerSequence
                    + " bytes of cache is none.");
        }
    }

    /** Output tokens a second of {@code batch} sequences on {@code count} devices that share the model. */
    public Figure tokensPerSecond(Device device, int count, Precision precision, int batch) {
        Optional<BigDecimal> flops = Optional.ofNullable(device.peakTflops().get(precision));
        if (flops.isEmpty()
                || device.memoryGib().isEmpty()
                || device.memoryBandwidthGbps().isEmpty()) {
            return new Figure.Unknown("the " + precision + " throughput, memory or memory bandwidth of " + device.name()
                    + " is not known");
        }
        double memory = count * USABLE_MEMORY * device.memoryGib().get().doubleValue() * (1L << 30);
        double held = parameters * bytesPerParameter + batch * cacheBytesPerSequence;
        if (held > memory) {
            return new Figure.Unknown(String.format(
                    java.util.Locale.ROOT,
                    "it needs %.1f GB, and %d × %s have %.1f to fill",
                    held / 1e9,
                    count,
                    device.name(),
                    memory / 1e9));
        }
        // A batch of a few sequences reads few experts; a large one reads all.
        double read =
                Math.min(parameters, activeParameters * batch) * bytesPerParameter + batch * cacheBytesPerSequence;
        double reading = read / (count * device.memoryBandwidthGbps().get().doubleValue() * 1e9);
        double computing = 2 * activeParameters * batch / (count * flops.get().doubleValue() * 1e12);
        return new Figure.Known(
                batch / Math.max(reading, computing),
                Confidence.GUESS,
                "roofline, bound by " + (reading > computing ? "memory bandwidth" : "arithmetic"));
    }
}
