package dev.lepton.core.economics;

import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;

/**
 * What a machine costs each year beside its capital and its energy.
 *
 * @param space rent of the floor it stands on, per kW of power and month
 * @param spaceKw power that the rent is counted by, kW
 * @param maintenanceShare of the purchase price, per year
 * @param people cost per year of the people who run the fleet
 * @param nodesServed machines that those people run, at least 1
 * @param licences software, per year and machine
 * @param data data bought or prepared, per year and machine
 * @param cloudServices services rented beside it, per year and machine
 */
public record RunningCost(
        Price space,
        BigDecimal spaceKw,
        BigDecimal maintenanceShare,
        Money people,
        int nodesServed,
        Money licences,
        Money data,
        Money cloudServices) {
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    public RunningCost {
        if (spaceKw.signum() < 0 || maintenanceShare.signum() < 0 || nodesServed < 1) {
            throw new IllegalArgumentException("Space power and maintenance cannot be negative, and at least one node"
                    + " is served: " + spaceKw.toPlainString() + " kW, " + maintenanceShare.toPlainString() + ", "
                    + nodesServed + ".");
        }
        if (people.isNegative() || licences.isNegative() || data.isNegative() || cloudServices.isNegative()) {
            throw new IllegalArgumentException("A running cost cannot be negative.");
        }
    }

    Explanation spacePerYear() {
        return Explanation.leaf(
                "space",
                space.times(spaceKw.multiply(MONTHS)),
                space + " per kW-month × " + spaceKw.toPlainString() + " kW × 12");
    }

    Explanation maintenancePerYear(Money purchase) {
        return Explanation.leaf(
                "maintenance",
                purchase.times(maintenanceShare),
                maintenanceShare.movePointRight(2).stripTrailingZeros().toPlainString() + " % of " + purchase);
    }

    Explanation peoplePerYear() {
        Money share = Price.of(people.amount(), people.currency())
                .spreadOver(BigDecimal.valueOf(nodesServed))
                .times(BigDecimal.ONE);
        return Explanation.leaf("people", share, people + " ÷ " + nodesServed + " nodes");
    }
}
