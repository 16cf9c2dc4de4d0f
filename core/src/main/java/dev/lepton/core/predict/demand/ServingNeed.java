package dev.lepton.core.predict.demand;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * A model that answers requests.
 *
 * <p>A GPU's rate of tokens written is taken as measured; without a measurement it is guessed from memory bandwidth: each step
 * reads the weights once for sixteen requests at a time, and reaches half the bandwidth.
 *
 * @param parameters of the model
 * @param weightBytes bytes of each parameter: 2 for 16 bits, 1 for 8
 * @param requestsPerSecond in the mean
 * @param peakFactor the peak over the mean
 * @param outputTokens written for a request
 * @param contextTokens kept in memory for a request, read and written
 * @param cacheBytes bytes of cache for each of them
 * @param cacheStated whether those were stated, not assumed
 * @param tokensPerSecond tokens written each second by one GPU, as measured
 * @param limit share of that rate that is planned with
 */
public record ServingNeed(
        BigDecimal parameters,
        BigDecimal weightBytes,
        BigDecimal requestsPerSecond,
        BigDecimal peakFactor,
        BigDecimal outputTokens,
        BigDecimal contextTokens,
        BigDecimal cacheBytes,
        boolean cacheStated,
        Optional<BigDecimal> tokensPerSecond,
        BigDecimal limit) {
    private static final BigDecimal TOGETHER = BigDecimal.valueOf(16);
    private static final BigDecimal REACHED = new BigDecimal("0.5");
    private static final BigDecimal USABLE = new BigDecimal("0.9");
    private static final BigDecimal GIGA = BigDecimal.TEN.pow(9);
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    public ServingNeed {
        for (BigDecimal above : List.of(parameters, weightBytes, requestsPerSecond, outputTokens, limit)) {
            if (above.signum() <= 0) {
                throw new IllegalArgumentException("Parameters, bytes, requests, tokens and the limit are above 0, not "
                        + above.toPlainString() + ".");
            }
        }
        if (limit.compareTo(BigDecimal.ONE) > 0 || peakFactor.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("A limit is at most all of it and a peak at least the mean.");
        }
    }

    /** GPUs that are enough for the peak and for memory. */
    public int gpus(Device device) {
        int least = forMemory(device);
        int copies = TrainingNeed.up(peakTokens()
                .divide(rate(device).multiply(limit).multiply(BigDecimal.valueOf(least)), MathContext.DECIMAL64));
        return least * copies;
    }

    /** GPUs that one copy of the model needs, which have to be in one machine. */
    public int forMemory(Device device) {
        return TrainingNeed.up(memoryGib().divide(TrainingNeed.memory(device).multiply(USABLE), MathContext.DECIMAL64));
    }

    /** What is needed with {@code gpus} GPUs of {@code device}. */
    public List<Need> needs(Device device, int gpus) {
        Confidence rated = tokensPerSecond.isPresent() ? Confidence.MEASURED : Confidence.GUESS;
        return List.of(
                new Need(
                        "tokens written at the peak",
                        peakTokens(),
                        "tokens/s",
                        TrainingNeed.plain(requestsPerSecond) + " requests/s × " + TrainingNeed.plain(peakFactor)
                                + " × " + TrainingNeed.plain(outputTokens) + " tokens",
                        Confidence.ESTIMATE),
                new Need(
                        "tokens written by one GPU",
                        rate(device),
                        "tokens/s",
                        tokensPerSecond.isPresent()
                                ? "as measured"
                                : "16 requests at a time × half the memory bandwidth / bytes of weights",
                        rated),
                new Need(
                        "serving GPUs",
                        BigDecimal.valueOf(gpus),
                        device.name(),
                        "peak / (rate × " + TrainingNeed.percent(limit) + " %), in copies of " + forMemory(device)
                                + " for memory",
                        rated.and(Confidence.ESTIMATE)),
                new Need(
                        "serving GPU memory a copy",
                        memoryGib(),
                        "GiB",
                        TrainingNeed.plain(weightBytes) + " bytes a parameter and the cache of 16 requests of "
                                + TrainingNeed.plain(contextTokens) + " tokens",
                        cacheStated ? Confidence.ESTIMATE : Confidence.GUESS));
    }

    private BigDecimal peakTokens() {
        return requestsPerSecond.multiply(peakFactor).multiply(outputTokens);
    }

    private BigDecimal rate(Device device) {
        return tokensPerSecond.orElseGet(() -> device.memoryBandwidthGbps()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The memory bandwidth of " + device.name() + " is not known; state tokens_per_second_per_gpu."))
                .multiply(GIGA)
                .multiply(REACHED)
                .multiply(TOGETHER)
                .divide(parameters.multiply(weightBytes), MathContext.DECIMAL64));
    }

    private BigDecimal memoryGib() {
        return parameters
                .multiply(weightBytes)
                .add(TOGETHER.multiply(contextTokens).multiply(cacheBytes))
                .divide(GIB, MathContext.DECIMAL64);
    }
}
