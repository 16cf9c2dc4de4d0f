package dev.lepton.ledger.query;

import dev.lepton.core.billing.Filter;
import dev.lepton.core.billing.Sharing;
import dev.lepton.core.time.Window;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A question about cost.
 *
 * @param window only cost that arose in it; empty for all there is
 * @param keys what to group by, in order; none for one total
 * @param filter only lines it matches; idle cost is computed before, over everybody
 * @param idle what becomes of unallocated cost
 * @param shared lines whose cost is spread over the others; empty for none
 * @param sharedRule how they are spread
 * @param basis which of a bill's four costs is meant
 * @param offset the clock by which the keys hour, day, week and month cut time
 */
public record CostQuestion(
        Optional<Window> window,
        List<String> keys,
        Filter filter,
        Sharing.Rule idle,
        Optional<Filter> shared,
        Sharing.Rule sharedRule,
        Basis basis,
        ZoneOffset offset) {
    /** The four costs of FOCUS; they are never added to one another. */
    public enum Basis {
        /** Amortised: what was used, whenever it is paid. */
        EFFECTIVE("EffectiveCost"),
        /** What invoices ask for in the period. */
        BILLED("BilledCost"),
        /** List price × quantity. */
        LIST("ListCost"),
        /** Negotiated price × quantity, before commitments. */
        CONTRACTED("ContractedCost");

        private final String column;

        Basis(String column) {
            this.column = column;
        }

        /** The column of FOCUS. */
        public String column() {
            return column;
        }
    }

    public CostQuestion {
        keys = List.copyOf(keys);
    }

    /** The same with days cut in UTC. */
    public CostQuestion(
            Optional<Window> window,
            List<String> keys,
            Filter filter,
            Sharing.Rule idle,
            Optional<Filter> shared,
            Sharing.Rule sharedRule,
            Basis basis) {
        this(window, keys, filter, idle, shared, sharedRule, basis, ZoneOffset.UTC);
    }

    /** Everything, grouped by {@code keys}, idle cost on its own line. */
    public static CostQuestion by(List<String> keys) {
        return new CostQuestion(
                Optional.empty(),
                keys,
                new Filter.Everything(),
                Sharing.Rule.NONE,
                Optional.empty(),
                Sharing.Rule.NONE,
                Basis.EFFECTIVE);
    }

    public CostQuestion in(Optional<Window> other) {
        return new CostQuestion(other, keys, filter, idle, shared, sharedRule, basis, offset);
    }

    public CostQuestion where(Filter other) {
        return new CostQuestion(window, keys, other, idle, shared, sharedRule, basis, offset);
    }

    /** The same with time cut by the clock of {@code other}. */
    public CostQuestion at(ZoneOffset other) {
        return new CostQuestion(window, keys, filter, idle, shared, sharedRule, basis, other);
    }

    public CostQuestion groupedBy(List<String> other) {
        return new CostQuestion(window, other, filter, idle, shared, sharedRule, basis, offset);
    }
}
