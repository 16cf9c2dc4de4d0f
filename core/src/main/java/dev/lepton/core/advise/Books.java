package dev.lepton.core.advise;

import dev.lepton.core.energy.PowerCaps;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Hours;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What advice is given on: a window's spend as the cost of a month of 730 hours, in pools whose cells are told apart by what became of
 * them.
 *
 * @param window what the facts are of
 * @param pools machines and storage; sorted by name here
 * @param outside what a month costs beside the pools: services, network, and bills of machines nobody described
 * @param billWithoutTeam how much of {@code outside} names no team
 * @param knows what the facts cover
 * @param wasters of each pool and trait a few of the workloads behind it, the largest first: {@code pool|trait}
 * @param power what is known of power, by device
 * @param assumed what is taken for granted
 */
public record Books(
        Window window,
        List<CostPool> pools,
        Money outside,
        Money billWithoutTeam,
        Knows knows,
        Map<String, List<String>> wasters,
        Power power,
        Assumptions assumed) {
    /**
     * What the facts cover.
     *
     * @param work whether usage or jobs are known
     * @param states whether it is known how runs ended
     * @param checkpoints whether any workload says whether it goes on from a checkpoint
     * @param keyboards whether any workload is named like one that somebody types at
     * @param use how sure the use of what was held is; empty where none was measured
     * @param everyHour whether workloads and machines were looked at hour by hour
     */
    public record Knows(
            boolean work,
            boolean states,
            boolean checkpoints,
            boolean keyboards,
            Optional<Confidence> use,
            boolean everyHour) {}

    /**
     * What is known of power.
     *
     * @param perKwh what electricity costs, of machines whose power is paid apart; empty for others
     * @param wattsByPool what one machine of a pool draws at full load
     * @param caps measured under several limits, by device: the work's name and its points
     */
    public record Power(
            Optional<Price> perKwh, Map<String, BigDecimal> wattsByPool, Map<String, Map<String, PowerCaps>> caps) {
        public static final Power UNKNOWN = new Power(Optional.empty(), Map.of(), Map.of());

        public Power {
            wattsByPool = new TreeMap<>(wattsByPool);
            caps = new TreeMap<>(caps);
        }
    }

    public Books {
        pools = pools.stream().sorted(Comparator.comparing(CostPool::id)).toList();
        wasters = Collections.unmodifiableMap(new TreeMap<>(wasters));
    }

    /** What the window's cost is multiplied by for a month of 730 hours. */
    public static BigDecimal perMonth(Window window) {
        BigDecimal hours = BigDecimal.valueOf(window.length().toSeconds())
                .divide(BigDecimal.valueOf(3_600), MathContext.DECIMAL128);
        return Hours.PER_BILLING_MONTH.divide(hours, MathContext.DECIMAL128);
    }

    /** Nothing, in the currency of the spend. */
    public Money zero() {
        return Money.zero(outside.currency());
    }

    /** A month as it is. */
    public Money today() {
        return pools.stream().map(p -> p.cost(zero())).reduce(outside, Money::plus);
    }

    /** The pools of machines. */
    public List<CostPool> machines() {
        return pools.stream().filter(p -> p.machines().isPresent()).toList();
    }

    /** What {@code cells} cost together. */
    public Money cost(List<CostCell> cells) {
        return cells.stream().map(CostCell::cost).reduce(zero(), Money::plus);
    }

    /** A few of the workloads behind {@code trait} in {@code pool}. */
    public List<String> wasters(String pool, Trait trait) {
        return wasters.getOrDefault(pool + "|" + trait.word(), List.of());
    }

    /** The line of a working that brings the window to a month. */
    public String scale() {
        return "the window's "
                + Figures.number(BigDecimal.valueOf(window.length().toHours()), 0)
                + " hours are brought to a month of 730: × " + Figures.number(perMonth(window), 4);
    }
}
