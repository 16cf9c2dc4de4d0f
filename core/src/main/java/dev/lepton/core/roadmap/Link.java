package dev.lepton.core.roadmap;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a task waits for.
 *
 * @param from the task waited for
 * @param type which of its ends, and which end waits
 * @param lag slots between the two, counted in the waiting task's working time; negative for an overlap
 */
public record Link(String from, Type type, int lag) {
    /** Which ends a link ties, the one waited for first. */
    public enum Type {
        /** The task starts once the other has finished. */
        FS(true, false),
        /** It starts once the other has started. */
        SS(false, false),
        /** It finishes once the other has finished. */
        FF(true, true),
        /** It finishes once the other has started. */
        SF(false, true);

        private final boolean fromFinish;
        private final boolean toFinish;

        Type(boolean fromFinish, boolean toFinish) {
            this.fromFinish = fromFinish;
            this.toFinish = toFinish;
        }

        /** Whether the other's finish is waited for, rather than its start. */
        public boolean fromFinish() {
            return fromFinish;
        }

        /** Whether the finish of the task waits, rather than its start. */
        public boolean toFinish() {
            return toFinish;
        }
    }

    private static final int MOST = 100_000;
    private static final Pattern FORM =
            Pattern.compile("(.+?)(?:\\s+(FS|SS|FF|SF))?(?:\\s*([+-])\\s*(\\d{1,6})\\s*[dh]?)?");

    public Link {
        if (Math.abs((long) lag) > MOST) {
            throw new IllegalArgumentException("A lag of " + lag + " is more than a roadmap has.");
        }
    }

    /** Finish to start, without a lag. */
    public static Link after(String from) {
        return new Link(from, Type.FS, 0);
    }

    /**
     * Reads {@code data}, {@code data FS}, {@code data SS+2}, {@code data FF-1}; a lag needs its type before it, since a
     * name may hold a dash.
     */
    public static Link parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || matcher.group(2) == null) {
            return after(text.strip());
        }
        int lag = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(3) + matcher.group(4));
        return new Link(matcher.group(1), Type.valueOf(matcher.group(2)), lag);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return type == Type.FS && lag == 0
                ? from
                : from + " " + type + (lag == 0 ? "" : String.format(Locale.ROOT, "%+d", lag));
    }
}
