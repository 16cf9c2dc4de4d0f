package dev.lepton.core.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Something that stops a command, said to its user: what was wrong with its value, then what to try.
 *
 * <p>The kind decides the exit code: 1 for the user's input, 3 for the outside world, 4 for a check that failed. A bug
 * of ours is any other exception, exit 2.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose turn it is. */
    public enum Kind {
        INPUT(1),
        OUTSIDE(3),
        CHECK(4);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final String advice;

    private Problem(Kind kind, String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.advice = advice;
    }

    /** The user's input is wrong: {@code message} names file, line and value; {@code advice} begins "Maybe …". */
    public static Problem input(String message, String advice) {
        return new Problem(Kind.INPUT, message, advice, null);
    }

    /** The disk, the network or another program let us down. */
    public static Problem outside(String message, String advice, @Nullable Throwable cause) {
        return new Problem(Kind.OUTSIDE, message, advice, cause);
    }

    /** The same, said of {@code where}, which comes before it. */
    public Problem of(String where) {
        return new Problem(kind, where + ": " + getMessage(), advice, this);
    }

    public Kind kind() {
        return kind;
    }

    /** What to try, a sentence that begins "Maybe". */
    public String advice() {
        return advice;
    }
}
