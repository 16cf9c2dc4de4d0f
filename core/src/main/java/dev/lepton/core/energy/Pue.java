package dev.lepton.core.energy;

import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * Power usage effectiveness as ISO/IEC 30134-2 has it: a site's energy over that of its IT equipment, over a period, metered
 * at a stated place. Two figures compare only with the same category and kind.
 *
 * @param value at least 1
 * @param category where the IT energy is metered
 * @param kind what the figure is of
 * @param period the time it was metered over; empty where it was not metered, or nobody said
 */
public record Pue(BigDecimal value, Category category, Kind kind, Optional<Window> period) {
    private static final Duration NEARLY_A_YEAR = Duration.ofDays(364);

    /** Where the energy of the IT equipment is metered. */
    public enum Category {
        /** PUE1: at the output of the uninterruptible supply. */
        BASIC("metered at the UPS"),
        /** PUE2: at the output of the distribution units. */
        INTERMEDIATE("metered at the PDU"),
        /** PUE3: at the input of the equipment. */
        ADVANCED("metered at the equipment"),
        UNSTATED("metered where nobody said");

        private final String words;

        Category(String words) {
            this.words = words;
        }
    }

    /** What a figure is of. */
    public enum Kind {
        /** Twelve months of a whole site: the only one that is called PUE without a word beside it. */
        ANNUAL("annual"),
        /** A shorter time: the season is in it. */
        INTERIM("interim"),
        /** What a design promises. */
        DESIGNED("designed"),
        /** A part of a site. */
        PARTIAL("partial"),
        UNSTATED("of a kind that nobody said");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public Pue {
        if (value.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("A PUE is at least 1, not " + value.toPlainString() + ".");
        }
        if (kind == Kind.ANNUAL && period.isPresent() && period.get().length().compareTo(NEARLY_A_YEAR) < 0) {
            throw new IllegalArgumentException("An annual PUE covers twelve months, not " + period.get()
                    + ": over a shorter time it is an interim one.");
        }
    }

    /** A figure of which nothing is known but itself. */
    public static Pue of(BigDecimal value) {
        return new Pue(value, Category.UNSTATED, Kind.UNSTATED, Optional.empty());
    }

    /** Whether it may be set against {@code other}: both are of one stated category and kind. */
    public boolean comparesWith(Pue other) {
        return category == other.category
                && kind == other.kind
                && category != Category.UNSTATED
                && kind != Kind.UNSTATED;
    }

    /** The figure with what it is of, for a person. */
    public String words() {
        return value.toPlainString() + " (" + kind.words + ", " + category.words
                + period.map(p -> ", " + p).orElse("") + ")";
    }
}
