package dev.lepton.core.predict.demand;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A training run that has to be over by a day.
 *
 * <p>Six floating-point operations for each parameter and token (Kaplan et al., 2020); 16 bytes for each parameter while Adam trains
 * in mixed precision (Rajbhandari et al., 2020), a quarter more for activations, 90 % of a GPU's memory usable. Between machines each
 * step's gradients, two bytes a parameter, go twice over the wire of each.
 *
 * @param parameters of the model
 * @param tokens of the data, each seen once
 * @param epochs how often the data is seen
 * @param utilisation share of the peak throughput that is reached
 * @param utilisationStated whether that was stated, not assumed
 * @param extra share of GPU-hours on top, for restarts and trials
 * @param hours from start to end
 * @param batchTokens tokens in a step
 * @param checkpoints of the model that are kept
 */
public record TrainingNeed(
        BigDecimal parameters,
        BigDecimal tokens,
        BigDecimal epochs,
        BigDecimal utilisation,
        boolean utilisationStated,
        BigDecimal extra,
        BigDecimal hours,
        BigDecimal batchTokens,
        int checkpoints) {
    private static final BigDecimal OPERATIONS = BigDecimal.valueOf(6);
    private static final BigDecimal TERA = BigDecimal.TEN.pow(12);
    private static final BigDecimal SECONDS = BigDecimal.valueOf(3600);
    private static final BigDecimal TRAINING_BYTES = BigDecimal.valueOf(16);
    private static final BigDecimal ACTIVATIONS = new BigDecimal("1.25");
    private static final BigDecimal USABLE = new BigDecimal("0.9");
    private static final BigDecimal CHECKPOINT_BYTES = BigDecimal.valueOf(14);
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal GRADIENT_BYTES = BigDecimal.valueOf(4);
    private static final BigDecimal BITS = BigDecimal.valueOf(8);

    public TrainingNeed {
        for (BigDecimal above : List.of(parameters, tokens, epochs, utilisation, hours, batchTokens)) {
            if (above.signum() <= 0) {
                throw new IllegalArgumentException(
                        "Parameters, tokens, epochs, utilisation, time and tokens in a step are" + " above 0, not "
                                + above.toPlainString() + ".");
            }
        }
        if (utilisation.compareTo(BigDecimal.ONE) > 0 || extra.signum() < 0 || checkpoints < 0) {
            throw new IllegalArgumentException("A utilisation is at most 100 %, and nothing extra is below 0.");
        }
    }

    /** GPU-hours on {@code device}. @throws IllegalArgumentException if its throughput or memory is not known */
    public BigDecimal gpuHours(Device device) {
        return operations()
                .divide(peak(device).multiply(TERA).multiply(utilisation), MathContext.DECIMAL64)
                .divide(SECONDS, MathContext.DECIMAL64)
                .multiply(BigDecimal.ONE.add(extra));
    }

    /** GPUs that are enough for time and for memory. */
    public int gpus(Device device) {
        return Math.max(forTime(device), forMemory(device));
    }

    private int forTime(Device device) {
        return up(gpuHours(device).divide(hours, MathContext.DECIMAL64));
    }

    private int forMemory(Device device) {
        return up(memoryGib().divide(memory(device).multiply(USABLE), MathContext.DECIMAL64));
    }

    /** What is needed with {@code gpus} GPUs of {@code device} in machines of {@code inMachine}. */
    public List<Need> needs(Device device, int gpus, int inMachine) {
        Confidence sure = utilisationStated ? Confidence.ESTIMATE : Confidence.GUESS;
        BigDecimal gpuHours = gpuHours(device);
        List<Need> needs = new ArrayList<>();
        needs.add(new Need(
                "training operations",
                operations().round(new MathContext(4)),
                "FLOP",
                "6 × " + plain(parameters) + " parameters × " + plain(tokens) + " tokens × " + plain(epochs)
                        + " epochs",
                Confidence.ESTIMATE));
        needs.add(new Need(
                "training GPU-hours",
                gpuHours,
                "GPU-hours",
                "operations / (" + plain(peak(device)) + " TFLOP/s × " + percent(utilisation) + " % × 3,600 s) + "
                        + percent(extra) + " % for restarts and trials",
                sure));
        needs.add(new Need(
                "training GPUs",
                BigDecimal.valueOf(gpus),
                device.name(),
                "the larger of " + forTime(device) + " for time (GPU-hours / " + plain(hours) + " h) and "
                        + forMemory(device) + " for memory, in whole machines of " + inMachine,
                sure));
        needs.add(new Need(
                "training GPU memory",
                memoryGib(),
                "GiB",
                "16 bytes a parameter (weights, gradients, Adam) and a quarter more for activations",
                Confidence.GUESS));
        needs.add(new Need(
                "checkpoints", checkpointsGib(), "GiB", checkpoints + " × 14 bytes a parameter", Confidence.ESTIMATE));
        between(device, gpus, inMachine, needs);
        return needs;
    }

    private void between(Device device, int gpus, int inMachine, List<Need> needs) {
        if (gpus > inMachine) {
            needs.add(new Need(
                    "network between machines",
                    network(device, gpus),
                    "Gbit/s a machine",
                    "gradients of 2 bytes a parameter, twice, each step of " + plain(batchTokens)
                            + " tokens, over half the step's time",
                    Confidence.GUESS));
        }
    }

    /** Hours from start to end with {@code gpus} GPUs. */
    public BigDecimal hoursWith(Device device, int gpus) {
        return gpuHours(device).divide(BigDecimal.valueOf(gpus), MathContext.DECIMAL64);
    }

    /** GiB of checkpoints that are kept. */
    public BigDecimal checkpointsGib() {
        return parameters
                .multiply(CHECKPOINT_BYTES)
                .multiply(BigDecimal.valueOf(checkpoints))
                .divide(GIB, MathContext.DECIMAL64);
    }

    private BigDecimal network(Device device, int gpus) {
        BigDecimal stepSeconds = OPERATIONS
                .multiply(parameters)
                .multiply(batchTokens)
                .divide(
                        peak(device).multiply(TERA).multiply(utilisation).multiply(BigDecimal.valueOf(gpus)),
                        MathContext.DECIMAL64);
        return parameters
                .multiply(GRADIENT_BYTES)
                .multiply(BITS)
                .multiply(BigDecimal.TWO)
                .divide(stepSeconds.multiply(BigDecimal.TEN.pow(9)), MathContext.DECIMAL64);
    }

    private BigDecimal memoryGib() {
        return parameters.multiply(TRAINING_BYTES).multiply(ACTIVATIONS).divide(GIB, MathContext.DECIMAL64);
    }

    private BigDecimal operations() {
        return OPERATIONS.multiply(parameters).multiply(tokens).multiply(epochs);
    }

    private static BigDecimal peak(Device device) {
        BigDecimal peak = device.peakTflops().get(Precision.BF16);
        BigDecimal known = peak == null ? device.peakTflops().get(Precision.FP16) : peak;
        if (known == null) {
            throw new IllegalArgumentException("The throughput of " + device.name() + " in BF16 or FP16 is not known.");
        }
        return known;
    }

    static BigDecimal memory(Device device) {
        return device.memoryGib()
                .orElseThrow(() -> new IllegalArgumentException("The memory of " + device.name() + " is not known."));
    }

    static int up(BigDecimal value) {
        return Math.max(1, value.setScale(0, RoundingMode.CEILING).intValueExact());
    }

    static String plain(BigDecimal value) {
        BigDecimal rounded = value.round(new MathContext(6)).stripTrailingZeros();
        return rounded.precision() - rounded.scale() > 7 ? rounded.toString() : rounded.toPlainString();
    }

    static String percent(BigDecimal share) {
        return plain(share.movePointRight(2));
    }
}
