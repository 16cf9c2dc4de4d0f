package dev.lepton.ledger.focus.rules;

import java.util.Arrays;

/** How strongly a rule binds, in the words of RFC 2119 as the rule model writes them. */
enum Keyword {
    MUST("MUST"),
    MUST_NOT("MUST NOT"),
    SHOULD("SHOULD"),
    SHOULD_NOT("SHOULD NOT"),
    RECOMMENDED("RECOMMENDED"),
    MAY("MAY");

    private final String words;

    Keyword(String words) {
        this.words = words;
    }

    static Keyword of(String words) {
        return Arrays.stream(values())
                .filter(keyword -> keyword.words.equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a keyword of the rule model: " + words));
    }

    /** Whether a file that breaks such a rule does not conform. */
    boolean binds() {
        return this == MUST || this == MUST_NOT;
    }

    @Override
    public String toString() {
        return words;
    }
}
