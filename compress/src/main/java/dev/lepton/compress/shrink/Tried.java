package dev.lepton.compress.shrink;

import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A variant that was tried, and what came of it.
 *
 * @param bytes of its file
 * @param agreement with the original on inputs that it was not calibrated with; empty when it could not be run
 * @param accuracy with labels; empty without
 * @param faster times the original; empty when it was not timed
 * @param said why it is out, or that it was taken
 */
public record Tried(
        String name,
        long bytes,
        Optional<Agreement> agreement,
        OptionalDouble accuracy,
        Optional<Estimate> faster,
        String said) {}
