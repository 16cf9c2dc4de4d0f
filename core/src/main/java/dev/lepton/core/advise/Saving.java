package dev.lepton.core.advise;

import dev.lepton.core.money.Money;

/** What a change saves a month by itself, as far as it can be said. */
public sealed interface Saving {
    /** So much, by the working. */
    record Exact(Money amount) implements Saving {}

    /** From {@code least}, which is counted, to {@code most}, which is not. */
    record Between(Money least, Money most) implements Saving {
        public Between {
            if (most.compareTo(least) < 0) {
                throw new IllegalArgumentException("A saving from " + least + " to " + most + ".");
            }
        }
    }

    /** Not known; {@code at} is the spend that it would act on. */
    record Unknown(Lack lack, Money at) implements Saving {}

    /** What is counted of it: nothing of what is not known. */
    default Money counted() {
        return switch (this) {
            case Exact e -> e.amount();
            case Between b -> b.least();
            case Unknown u -> u.at().minus(u.at());
        };
    }
}
