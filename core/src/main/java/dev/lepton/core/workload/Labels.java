package dev.lepton.core.workload;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Key/value pairs that say whose a thing is, sorted by key. Keys are kept as written. */
public record Labels(Map<String, String> pairs) {
    public static final Labels NONE = new Labels(Map.of());

    public Labels {
        pairs = java.util.Collections.unmodifiableMap(new TreeMap<>(pairs));
    }

    /** The value of {@code key} as written, or of the same key as Prometheus sanitises it ({@code . / -} become {@code _}). */
    public Optional<String> get(String key) {
        String value = pairs.get(key);
        return Optional.ofNullable(value != null ? value : pairs.get(key.replaceAll("[^A-Za-z0-9_]", "_")));
    }
}
