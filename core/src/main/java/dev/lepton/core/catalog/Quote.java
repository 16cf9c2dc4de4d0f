package dev.lepton.core.catalog;

import dev.lepton.core.evidence.Reason;

/** What a catalog answers when it is asked for a price. */
public sealed interface Quote {
    /** The price is known: the row that says so. */
    record Known(Offering offering) implements Quote {}

    /**
     * The price is not known.
     *
     * @param reason why, countable
     * @param detail what was asked for and what is known instead, a sentence
     */
    record Unknown(Reason reason, String detail) implements Quote {}
}
