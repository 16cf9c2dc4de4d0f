package dev.lepton.core.workload;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Key/value pairs that say whose a thing is, sorted by key. Keys are kept as written. */
public record Labels(Map<String, String> pairs) {
    public static final Labels NONE = new Labels(Map.of());

    public Labels {
        pairs = Collections.unmodifiableMap(new TreeMap<>(pairs));
    }

    /**
     * The labels that {@code text} writes as {@code key=value;key=value}. A backslash takes the meaning from the
     * {@code ;}, {@code =} or backslash after it; spaces around keys and values do not count; empty parts are passed
     * over.
     *
     * @throws IllegalArgumentException if a part has no {@code =} or no key, or a key stands twice
     */
    public static Labels parse(String text) {
        Map<String, String> pairs = new TreeMap<>();
        StringBuilder key = null;
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == '=' && key == null) {
                key = part;
                part = new StringBuilder();
            } else if (c == ';') {
                put(pairs, key, part);
                key = null;
                part = new StringBuilder();
            } else {
                part.append(c);
            }
        }
        put(pairs, key, part);
        return new Labels(pairs);
    }

    private static void put(Map<String, String> pairs, @Nullable StringBuilder key, StringBuilder part) {
        if (key == null && part.toString().isBlank()) {
            return;
        }
        if (key == null || key.toString().isBlank()) {
            throw new IllegalArgumentException("'" + part.toString().strip() + "' is not key=value.");
        }
        if (pairs.put(key.toString().strip(), part.toString().strip()) != null) {
            throw new IllegalArgumentException("The label '" + key.toString().strip() + "' stands twice.");
        }
    }

    /** The value of {@code key} as written, or of the same key as Prometheus sanitises it ({@code . / -} become {@code _}). */
    public Optional<String> get(String key) {
        String value = pairs.get(key);
        return Optional.ofNullable(value != null ? value : pairs.get(key.replaceAll("[^A-Za-z0-9_]", "_")));
    }

    /** These labels and {@code key}, whose value here is replaced. */
    public Labels with(String key, String value) {
        Map<String, String> more = new TreeMap<>(pairs);
        more.put(key, value);
        return new Labels(more);
    }

    /** The form that {@link #parse} reads: {@code key=value;key=value}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        pairs.forEach((key, value) -> text.append(text.isEmpty() ? "" : ";")
                .append(escaped(key))
                .append('=')
                .append(escaped(value)));
        return text.toString();
    }

    private static String escaped(String word) {
        return word.replaceAll("([\\\\;=])", "\\\\$1");
    }
}
