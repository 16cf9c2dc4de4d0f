package dev.lepton.core.predict;

/** What a table says in one place. */
public sealed interface Cell {
    /** A finite number. */
    record Figure(double value) implements Cell {
        public Figure {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(value + " is no finite number.");
            }
        }
    }

    /** A word: one of a few kinds. */
    record Word(String value) implements Cell {}

    /** Nothing. */
    record Missing() implements Cell {}

    /** The one that says nothing. */
    Cell MISSING = new Missing();
}
