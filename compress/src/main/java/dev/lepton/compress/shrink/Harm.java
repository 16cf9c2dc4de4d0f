package dev.lepton.compress.shrink;

/**
 * What 8 bits in one layer alone do to the outputs.
 *
 * @param layer as errors name it
 * @param decibels by which the original's outputs stand over the difference; infinite where nothing differs
 */
public record Harm(String layer, double decibels) {}
