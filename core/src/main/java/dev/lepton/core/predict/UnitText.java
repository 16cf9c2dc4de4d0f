package dev.lepton.core.predict;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit of their own in a column whose name ends in one: {@code 1.5 TB} under {@code training_data_gb} is 1500. */
final class UnitText {
    private static final Map<String, Double> BYTES = Map.ofEntries(
            Map.entry("kb", 1e3),
            Map.entry("mb", 1e6),
            Map.entry("gb", 1e9),
            Map.entry("tb", 1e12),
            Map.entry("pb", 1e15),
            Map.entry("kib", 0x1p10),
            Map.entry("mib", 0x1p20),
            Map.entry("gib", 0x1p30),
            Map.entry("tib", 0x1p40),
            Map.entry("pib", 0x1p50));
    private static final Map<String, Double> SECONDS = Map.ofEntries(
            Map.entry("s", 1.0),
            Map.entry("sec", 1.0),
            Map.entry("seconds", 1.0),
            Map.entry("min", 60.0),
            Map.entry("minutes", 60.0),
            Map.entry("h", 3600.0),
            Map.entry("hr", 3600.0),
            Map.entry("hours", 3600.0),
            Map.entry("d", 86_400.0),
            Map.entry("days", 86_400.0));
    private static final Pattern CELL = Pattern.compile("(.*\\d)\\s*([A-Za-z]{1,7})");
    private static final Pattern COLUMN = Pattern.compile("(?:.*[^A-Za-z])?([A-Za-z]+)[^A-Za-z0-9]*");

    private UnitText() {}

    /** The value of {@code text} in the unit of {@code column}; empty where either has none, or they are of different kinds. */
    static Optional<NumberText.Read> read(String text, boolean commas, String column) {
        Matcher cell = CELL.matcher(text);
        Matcher name = COLUMN.matcher(column);
        if (!cell.matches() || !name.matches()) {
            return Optional.empty();
        }
        String from = cell.group(2).toLowerCase(Locale.ROOT);
        String to = name.group(1).toLowerCase(Locale.ROOT);
        for (Map<String, Double> kind : java.util.List.of(BYTES, SECONDS)) {
            Double factor = kind.get(from);
            Double unit = kind.get(to);
            if (factor != null && unit != null) {
                double times = factor / unit;
                String note = from.equals(to) ? "unit left out" : "from " + from + " to " + to;
                return NumberText.read(cell.group(1), commas).map(r -> new NumberText.Read(r.value() * times, note));
            }
        }
        return Optional.empty();
    }
}
