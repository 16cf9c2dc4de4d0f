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

    /** The factor of the one region of that name, whoever's it is; empty when no provider has one, or several do. */
    public Optional<GridFactor> of(String region) {
        List<GridFactor> named =
                byPlace.values().stream().filter(f -> f.region().equals(region)).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** The factor of {@code region} of {@code provider}; empty when it is not known, which is not nothing. */
    public Optional<GridFactor> of(String provider, String region) {
        return Optional.ofNullable(byPlace.get(provider + " " + region));
    }
}
