package dev.lepton.compress.graph;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a changed model comes from, written into its metadata under {@code lepton.…}: the SHA-256 of the model it was made of, the
 * passes in order, the seed, the settings, the loss as measured, and the version of this program.
 *
 * @param measured figures as text, by name
 */
public record Origin(
        String inputSha256,
        List<String> passes,
        long seed,
        Map<String, String> settings,
        Map<String, String> measured,
        String version) {
    /** What begins every key. */
    public static final String PREFIX = "lepton.";

    public Origin {
        passes = List.copyOf(passes);
        settings = Map.copyOf(settings);
        measured = Map.copyOf(measured);
    }

    /** {@code model} with this written into it. */
    public OnnxModel in(OnnxModel model) {
        OnnxModel noted = model.noting(PREFIX + "input_sha256", inputSha256)
                .noting(PREFIX + "passes", String.join("; ", passes))
                .noting(PREFIX + "seed", String.valueOf(seed))
                .noting(PREFIX + "version", version);
        for (Map.Entry<String, String> entry : new TreeMap<>(settings).entrySet()) {
            noted = noted.noting(PREFIX + "setting." + entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, String> entry : new TreeMap<>(measured).entrySet()) {
            noted = noted.noting(PREFIX + "measured." + entry.getKey(), entry.getValue());
        }
        return noted;
    }
}
