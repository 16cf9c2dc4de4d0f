package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of a number: {@code total}, or {@code key=value} pairs joined by commas, {@code team=research,month=2026-01}.
 *
 * @param keys the keys
 * @param values their values, one each
 */
record WhyId(List<String> keys, List<String> values) {
    WhyId {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /** The name of the line with {@code values} under {@code keys}. */
    static String of(List<String> keys, List<String> values) {
        if (keys.isEmpty()) {
            return "total";
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < keys.size() && i < values.size(); i++) {
            name.append(i == 0 ? "" : ",").append(keys.get(i)).append('=').append(values.get(i));
        }
        return name.toString();
    }

    /** Reads {@link #of}. */
    static WhyId parse(String text) {
        if (text.equals("total")) {
            return new WhyId(List.of(), List.of());
        }
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String pair : text.split(",(?=[A-Za-z]+(?::[^=,]+)?=)", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw Problem.input(
                        "'" + text + "' names no number.",
                        "Maybe total, team=research or team=research,month=2026-01: lepton cost prints them.");
            }
            keys.add(pair.substring(0, equals));
            values.add(pair.substring(equals + 1));
        }
        return new WhyId(keys, values);
    }
}
