package dev.lepton.core.billing;

import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cost in named parts, in order, and the share of each.
 *
 * @param parts at least one, all in one currency; a negative part is a credit
 */
public record CostStructure(List<Part> parts) {
    /** One part of the cost. */
    public record Part(String name, Money cost) {}

    public CostStructure {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A cost structure needs at least one part.");
        }
        Currency currency = parts.get(0).cost().currency();
        for (Part part : parts) {
            if (!part.cost().currency().equals(currency)) {
                throw new IllegalArgumentException("The parts of a cost structure are in one currency: " + part.name()
                        + " is " + part.cost() + ", the first part is in " + currency + ".");
            }
        }
    }

    /** The four-part view: CPU, memory and GPU are compute; then storage, network and other. */
    public static CostStructure ofResources(Map<Resource, Money> costs, Currency currency) {
        Map<String, Money> named = new LinkedHashMap<>();
        List.of("compute", "storage", "network", "other").forEach(n -> named.put(n, Money.zero(currency)));
        costs.forEach((resource, cost) -> named.merge(nameOf(resource), cost, Money::plus));
        List<Part> parts = new ArrayList<>();
        named.forEach((name, cost) -> parts.add(new Part(name, cost)));
        return new CostStructure(parts);
    }

    private static String nameOf(Resource resource) {
        return switch (resource) {
            case CPU, RAM, GPU -> "compute";
            case STORAGE -> "storage";
            case NETWORK -> "network";
            case OTHER -> "other";
        };
    }

    public Currency currency() {
        return parts.get(0).cost().currency();
    }

    public Money total() {
        return Money.sum(parts.stream().map(Part::cost).toList(), currency());
    }

    /** Each part in percent of the total to {@code decimals}, adding up to exactly 100 (largest remainder). */
    public List<BigDecimal> percentages(int decimals) {
        return Footing.percentages(parts.stream().map(p -> p.cost().amount()).toList(), decimals);
    }
}
