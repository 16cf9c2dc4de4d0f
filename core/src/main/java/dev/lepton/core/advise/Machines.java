package dev.lepton.core.advise;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Machines that are alike and cost the same.
 *
 * @param machine the provider's name of the size, or the device, as known
 * @param device canonical name of the accelerator; empty for none or unknown
 * @param region where; empty when not known
 * @param terms on which they are had, as a word
 * @param hourly price of one of them
 * @param paidAnyway whether they are paid for whether they are there or not: owned, or committed to
 * @param priced how sure the price is
 * @param counted whether each machine is known by name, so that an empty one was seen and not worked out
 * @param load what they cost in each hour of the window, by what became of it; hours without them at zero
 * @param alternatives other prices for the same work
 */
public record Machines(
        String machine,
        Optional<String> device,
        Optional<String> region,
        String terms,
        Price hourly,
        boolean paidAnyway,
        Confidence priced,
        boolean counted,
        List<HourLoad> load,
        List<Alternative> alternatives) {
    /**
     * Cost in one hour, in the price's currency.
     *
     * @param empty of machines that could be given back
     * @param packable of machines that packing would empty
     * @param spare the rest that nobody holds
     * @param held what workloads hold
     * @param atWork whether it is a working hour of those at a keyboard
     */
    public record HourLoad(BigDecimal empty, BigDecimal packable, BigDecimal spare, BigDecimal held, boolean atWork) {}

    public Machines {
        load = List.copyOf(load);
        alternatives = List.copyOf(alternatives);
        if (hourly.amount().signum() == 0) {
            throw new IllegalArgumentException(machine + " costs nothing.");
        }
    }

    /** The alternatives that {@code strategy} brings. */
    public List<Alternative> alternatives(Strategy strategy) {
        return alternatives.stream().filter(a -> a.strategy() == strategy).toList();
    }
}
