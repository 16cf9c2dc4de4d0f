package dev.lepton.ledger.query;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.money.Price;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Prices of what is not bought by the machine; each unknown unless stated.
 *
 * @param storage a GiB for an hour
 * @param zone a GiB sent to another zone
 * @param region a GiB sent to another region
 * @param internet a GiB sent to the internet
 * @param loadBalancer a load balancer for an hour
 */
public record Tariffs(
        Optional<Price> storage,
        Optional<Price> zone,
        Optional<Price> region,
        Optional<Price> internet,
        Optional<Price> loadBalancer) {
    public static final Tariffs UNKNOWN =
            new Tariffs(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The rate for counted units of {@code resource} at {@code price} per whole unit and hour. */
    static UnitRate rate(Resource resource, Price price) {
        return new UnitRate(price.perUnit(), price.currency(), BigInteger.valueOf(Units.perWhole(resource)));
    }
}
