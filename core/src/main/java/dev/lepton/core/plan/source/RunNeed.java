package dev.lepton.core.plan.source;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.joint.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Work with an end, and what is known of how long it takes.
 *
 * @param stated how long it takes on what, as measured by whoever asks
 * @param measured the same by the profiles of a model; empty when only what is stated counts
 * @param spot whether it survives that its machines are taken back
 * @param trials training runs to find the best of, each as long as stated; 1 for one run
 * @param halving of how many trials one goes on after each round, if trials may be ended early; empty if not
 */
public record RunNeed(
        Work.Run work,
        List<Stated> stated,
        Optional<Measured> measured,
        boolean spot,
        List<String> regions,
        int trials,
        OptionalInt halving,
        Today today) {
    /** It takes {@code hours} on {@code devices} of {@code device}, which draw {@code watts} together. */
    public record Stated(
            String device,
            int devices,
            Optional<String> precision,
            OptionalInt powerCapWatts,
            double hours,
            OptionalDouble watts,
            Optional<String> accuracy,
            Confidence confidence) {}

    /** {@code quantity} of {@code unit} with the model of that name. */
    public record Measured(String model, double quantity, Throughput.Work unit) {}

    public RunNeed {
        stated = List.copyOf(stated);
        regions = List.copyOf(regions);
        if (trials < 1 || halving.orElse(2) < 2) {
            throw new IllegalArgumentException(
                    work.name() + " has " + trials + " trials, of " + halving + " one goes on.");
        }
    }
}
