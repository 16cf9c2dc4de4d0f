package dev.lepton.compress.train;

import dev.lepton.compress.graph.OnnxModel;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * One look at every sample, done.
 *
 * @param number from 1
 * @param loss mean over its steps
 * @param heldLoss on the samples held back; empty with none
 * @param best whether it is the best so far
 * @param checkpoint the model as it is now, made when asked for while the epoch is reported
 */
public record Epoch(
        int number, int epochs, double loss, OptionalDouble heldLoss, boolean best, Supplier<OnnxModel> checkpoint) {}
