package dev.lepton.ledger.export;

import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.Tariffs;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What a FOCUS file is to hold.
 *
 * @param version of FOCUS
 * @param window only charges that begin in it; empty for all there is
 * @param split whether charges of machines are given as what each workload caused of them; otherwise as one row each
 * @param reconciled whether bill lines whose figures contradict one another are made to agree; what they said is kept
 * @param period how long a charge of a machine lasts
 * @param assets machines and pools with their prices, every one of them
 * @param tariffs prices of what is not bought by the machine
 * @param currency of those prices
 * @param account who pays for machines that no bill covers
 */
public record FocusRequest(
        FocusVersion version,
        Optional<Window> window,
        boolean split,
        boolean reconciled,
        Period period,
        List<Asset> assets,
        Tariffs tariffs,
        Currency currency,
        Account account) {
    /** How long one charge of a machine lasts; both are whole in UTC. */
    public enum Period {
        DAY("day"),
        MONTH("month");

        private final String word;

        Period(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * What stands in the columns of a bill where there is no bill.
     *
     * @param id BillingAccountId
     * @param name BillingAccountName
     * @param provider ProviderName, PublisherName and InvoiceIssuerName of machines whose provider the fleet does not name
     */
    public record Account(String id, String name, String provider) {
        /** Used where nothing else is said. */
        public static final Account OWN = new Account("lepton", "Lepton workspace", "Own fleet");
    }

    public FocusRequest {
        assets = List.copyOf(assets);
    }
}
