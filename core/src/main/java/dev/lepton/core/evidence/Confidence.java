package dev.lepton.core.evidence;

/** How sure a figure is, weakest first. Combining figures takes the weaker ({@link #and}). */
public enum Confidence {
    /** Assumed or drawn: nobody measured it here. */
    GUESS("guess"),
    /** Computed by a model from measured inputs. */
    ESTIMATE("estimate"),
    /** Metered. */
    MEASURED("measured"),
    /** On a bill. */
    BILLED("billed");

    private final String word;

    Confidence(String word) {
        this.word = word;
    }

    /** The word that is printed beside a figure. */
    public String word() {
        return word;
    }

    /** The weaker of the two. */
    public Confidence and(Confidence other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
