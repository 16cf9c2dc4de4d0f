package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Price;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One kind of machine in one place, and the terms on which it is had there.
 *
 * @param name unique in the problem
 * @param machine the provider's name of the size
 * @param device its accelerator as profiles name it; empty for a processor alone
 * @param devices accelerators in one machine; 1 for a machine without
 * @param region where
 * @param domain machines that may be taken back go together with all others of this name: one provider's, of one device, in one region
 * @param site whose power limit it is under; empty when under none
 * @param pue watts of the building for each watt of machines
 * @param gramsPerKwh of CO2 equivalent of the electricity; empty when not known
 * @param perKwh what a kilowatt-hour of it costs us besides the machine, as for machines of our own; empty when the price of the machine has it
 * @param most machines of all terms together; empty for no limit
 */
public record Place(
        String name,
        String machine,
        Optional<String> device,
        int devices,
        String region,
        String domain,
        Optional<String> site,
        double pue,
        OptionalDouble gramsPerKwh,
        Optional<Price> perKwh,
        OptionalInt most,
        List<Supply> supplies) {
    /** Devices of a machine that is made to be linked with others. */
    private static final int NODE = 8;

    public Place {
        supplies = List.copyOf(supplies);
        if (devices < 1 || !(pue >= 1) || supplies.isEmpty()) {
            throw new IllegalArgumentException(
                    name + " has " + devices + " devices, a PUE of " + pue + " and " + supplies.size() + " terms.");
        }
    }

    /** A place whose machines fail by themselves. */
    public Place(
            String name,
            String machine,
            Optional<String> device,
            int devices,
            String region,
            Optional<String> site,
            double pue,
            OptionalDouble gramsPerKwh,
            Optional<Price> perKwh,
            OptionalInt most,
            List<Supply> supplies) {
        this(name, machine, device, devices, region, name, site, pue, gramsPerKwh, perKwh, most, supplies);
    }

    /** The same with other terms and another stock. */
    public Place with(List<Supply> others, OptionalInt stock) {
        return new Place(name, machine, device, devices, region, domain, site, pue, gramsPerKwh, perKwh, stock, others);
    }

    /** Devices of a machine that a unit of {@code wanted} blocks: the next size that divides the machine evenly, so that what fits by sum fits in fact. */
    public Optional<Integer> blocked(int wanted) {
        for (int size = wanted; size <= devices; size++) {
            if (devices % size == 0 && chained(size)) {
                return Optional.of(size);
            }
        }
        // Several machines work as one only if they are whole nodes, linked as those were that the figures come from.
        return devices >= NODE && wanted > devices && wanted % devices == 0 ? Optional.of(wanted) : Optional.empty();
    }

    /** Sizes of which each divides the next: the machine, half of it, a quarter, … as long as that is whole; then one. */
    private boolean chained(int size) {
        int chain = devices;
        while (chain > size && chain % 2 == 0) {
            chain /= 2;
        }
        return chain == size || size == 1;
    }
}
