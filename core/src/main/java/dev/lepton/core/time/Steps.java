package dev.lepton.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A window cut in steps of one length, as OpenCost's {@code step} cuts it: from its start, the last one as long as is left. */
public final class Steps {
    /** More steps than this are more likely a slip. */
    public static final int MOST = 1_000;

    private static final Pattern LENGTH = Pattern.compile("([1-9]\\d{0,4})([mhdw])");

    private Steps() {}

    /**
     * The steps of {@code window}, which they cover without a gap.
     *
     * @param length such as {@code 1h}, {@code 1d}, {@code 7d}, {@code 2w}; a day is 24 hours
     * @throws IllegalArgumentException if it is no length, or gives more than {@link #MOST} steps
     */
    public static List<Window> of(Window window, String length) {
        Matcher matcher = LENGTH.matcher(length);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + length + "' is no length of a step. Maybe 1h, 1d or 7d.");
        }
        long n = Long.parseLong(matcher.group(1));
        Duration step = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            case "d" -> Duration.ofDays(n);
            default -> Duration.ofDays(n * 7);
        };
        if (window.length().dividedBy(step) >= MOST) {
            throw new IllegalArgumentException("Steps of " + length + " are more than " + MOST + " in " + window
                    + ". Maybe a longer step, or a shorter window.");
        }
        List<Window> steps = new ArrayList<>();
        for (Instant from = window.from(); from.isBefore(window.to()); from = from.plus(step)) {
            Instant end = from.plus(step);
            steps.add(new Window(from, end.isBefore(window.to()) ? end : window.to()));
        }
        return steps;
    }
}
