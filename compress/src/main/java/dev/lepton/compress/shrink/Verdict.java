package dev.lepton.compress.shrink;

import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import java.util.Locale;

/** What came of it, in a sentence. */
final class Verdict {
    private Verdict() {}

    static String of(String name, Estimate faster, long before, long after, Agreement agreement, boolean size) {
        String kept = agreement.bitEqual()
                ? "outputs the same bits"
                : agreement.decisions() > 0
                        ? String.format(
                                Locale.ROOT, "%d of %d decisions as before", agreement.same(), agreement.decisions())
                        : String.format(Locale.ROOT, "outputs %.1f dB over the difference", agreement.signalToNoise());
        String speed = faster.mid() >= 1
                ? String.format(Locale.ROOT, "%.2f times faster", faster.mid())
                : String.format(Locale.ROOT, "%.2f times as slow", 1 / faster.mid());
        String slow = size && faster.mid() < 1 ? " (slower, because size was asked for)" : "";
        String bytes = after <= before
                ? String.format(Locale.ROOT, "%.2f times smaller", (double) before / after)
                : String.format(Locale.ROOT, "%.2f times LARGER", (double) after / before);
        return String.format(Locale.ROOT, "%s: %s%s, %s, %s.", capital(name), speed, slow, bytes, kept);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
