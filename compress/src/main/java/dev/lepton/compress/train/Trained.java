package dev.lepton.compress.train;

import dev.lepton.compress.graph.OnnxModel;

/**
 * What training gave.
 *
 * @param model with the weights of the best epoch
 * @param epochs how many were run
 * @param best which of them it is from; 0 when none was better than the model as it came
 * @param vectors whether the JDK's vector module did the products; the weights are the same without
 */
public record Trained(OnnxModel model, int epochs, int best, double loss, boolean vectors) {}
