package dev.lepton.core.advise;

import dev.lepton.core.finance.commitment.UnitRates;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What a finding does to the cells of one pool. */
public sealed interface Action {
    /** The pool it acts on. */
    String pool();

    /** {@code share} of each of {@code cells} is no longer there. */
    record Cut(String pool, Set<String> cells, BigDecimal share) implements Action {
        public Cut {
            cells = Collections.unmodifiableSet(new TreeSet<>(cells));
            inUnit(share);
        }

        /** All of each. */
        public Cut(String pool, Set<String> cells) {
            this(pool, cells, BigDecimal.ONE);
        }
    }

    /** What is left of each of {@code cells} costs {@code ratio} of what it did. */
    record Reprice(String pool, Set<String> cells, BigDecimal ratio) implements Action {
        public Reprice {
            cells = Collections.unmodifiableSet(new TreeSet<>(cells));
            inUnit(ratio);
        }
    }

    /** As many machines as pays are committed to, of what is left, at {@code rates}. */
    record Commit(String pool, UnitRates rates) implements Action {}

    private static void inUnit(BigDecimal share) {
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("A share is from 0 to 1, not " + share.toPlainString() + ".");
        }
    }
}
