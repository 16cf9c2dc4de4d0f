package dev.lepton.compress.shrink;

import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import java.util.Locale;

/** What came of it, in a sentence. */
final class Verdict {
    /** Differences in speed below this are not seen in two decimals. */
    private static final double SEEN = 0.005;

    private Verdict() {}

    static String of(String name, Estimate faster, long before, long after, Agreement agreement, boolean size) {
        String near = String.format(Locale.ROOT, "outputs %.1f dB over the difference", agreement.signalToNoise());
        String decisions =
                String.format(Locale.ROOT, "%d of %d decisions as before", agreement.same(), agreement.decisions());
        String kept = agreement.bitEqual()
                ? "outputs the same bits"
                : agreement.decisions() == 0
                        ? near
                        : agreement.telling()
                                ? decisions
                                : decisions + " (nearly all of them one, which proves little: " + near + ")";
        double times = faster.mid();
        String speed = Math.abs(times - 1) < SEEN
                ? "as fast"
                : times > 1
                        ? String.format(Locale.ROOT, "%.2f times faster", times)
                        : String.format(Locale.ROOT, "%.2f times as slow", 1 / times);
        String slow = size && times <= 1 - SEEN ? " (slower, because size was asked for)" : "";
        String bytes = after <= before
                ? String.format(Locale.ROOT, "%.2f times smaller", (double) before / after)
                : String.format(Locale.ROOT, "%.2f times LARGER", (double) after / before);
        return String.format(Locale.ROOT, "%s: %s%s, %s, %s.", capital(name), speed, slow, bytes, kept);
    }

    /** The same where nothing of {@code variants} was taken. */
    static String unchanged(int variants, double atLeast) {
        return variants == 0
                ? "The input, unchanged: it has no product or convolution with weights of 32-bit floats that could be made cheaper."
                : "The input, unchanged: of " + variants + " variants none was "
                        + (atLeast > 1 ? atLeast + " times faster" : "cheaper") + " and kept what was promised.";
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
