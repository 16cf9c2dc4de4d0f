package dev.lepton.core.energy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grids' factors to be looked up by provider and region. */
public final class GridFactors {
    private final Map<String, GridFactor> byPlace = new HashMap<>();

    /** Of two factors of a place the later holds. */
    public GridFactors(List<GridFactor> factors) {
        factors.forEach(f -> byPlace.put(f.provider() + " " + f.region(), f));
    }

    /** The factor of {@code region} of {@code provider}; empty when it is not known, which is not nothing. */
    public Optional<GridFactor> of(String provider, String region) {
        return Optional.ofNullable(byPlace.get(provider + " " + region));
    }
}
