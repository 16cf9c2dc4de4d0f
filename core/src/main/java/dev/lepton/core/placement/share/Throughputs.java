package dev.lepton.core.placement.share;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Measured speeds of jobs running alone, by type of GPU, model and gang. */
public final class Throughputs {
    private static final double SECONDS_PER_HOUR = 3600;

    private record Key(String type, String model, int gpus) {}

    private final Map<Key, Double> stepsPerSecond = new HashMap<>();
    private final Set<String> models = new LinkedHashSet<>();

    /** Adds a measurement; zero says that the job cannot run there. */
    public void put(String type, String model, int gpus, double steps) {
        if (!(steps >= 0) || Double.isInfinite(steps)) {
            throw new IllegalArgumentException("A throughput cannot be " + steps + " steps/s.");
        }
        stepsPerSecond.put(new Key(type, model, gpus), steps);
        models.add(model);
    }

    /** Steps per second; empty when the table has none. */
    public OptionalDouble stepsPerSecond(String type, String model, int gpus) {
        Double steps = stepsPerSecond.get(new Key(type, model, gpus));
        return steps == null ? OptionalDouble.empty() : OptionalDouble.of(steps);
    }

    /** Whether the table has {@code model} on any type. */
    public boolean knows(String model) {
        return models.contains(model);
    }

    /** The models, as they were added. */
    public Set<String> models() {
        return Set.copyOf(models);
    }

    /** Hours that {@code steps} take on a type; infinite where the job cannot run or was not measured. */
    public double hours(String type, String model, int gpus, double steps) {
        double speed = stepsPerSecond(type, model, gpus).orElse(0);
        return speed > 0 ? steps / (speed * SECONDS_PER_HOUR) : Double.POSITIVE_INFINITY;
    }
}
