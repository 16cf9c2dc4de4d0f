package dev.lepton.core.placement.spot;

import java.util.List;

/** The policies by name, as the command line and the scoreboards list them. */
public final class SpotPolicies {
    /** Every name that {@link #named} knows, simplest first. */
    public static final List<String> NAMES =
            List.of("on-demand", "greedy", "uniform-progress", "random-threshold", "lepton");

    private SpotPolicies() {}

    /**
     * The policy called {@code name}; {@code seed} is what a randomised one draws from.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SpotPolicy named(String name, long seed) {
        return switch (name) {
            case "on-demand" -> new OnDemandOnly();
            case "greedy" -> new Greedy();
            case "uniform-progress" -> new UniformProgress();
            case "random-threshold" -> new RandomThreshold(seed);
            case "lepton" -> new LeptonSpotPolicy();
            default -> throw new IllegalArgumentException("'" + name + "' is no policy");
        };
    }
}
