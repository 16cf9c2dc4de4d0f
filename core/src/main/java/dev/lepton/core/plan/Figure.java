package dev.lepton.core.plan;

import dev.lepton.core.evidence.Confidence;

/** A figure read off measurements: known, and how surely, or not known, and why. */
public sealed interface Figure {
    /** Known; {@code how} says from what. */
    record Known(double value, Confidence confidence, String how) implements Figure {}

    /** Not known. */
    record Unknown(String why) implements Figure {}
}
