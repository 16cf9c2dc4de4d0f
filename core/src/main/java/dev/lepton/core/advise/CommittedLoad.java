package dev.lepton.core.advise;

import dev.lepton.core.finance.commitment.CommitmentPlan;
import dev.lepton.core.finance.commitment.CommitmentPlanner;
import dev.lepton.core.finance.commitment.LoadDuration;
import dev.lepton.core.finance.commitment.LoadDuration.Spell;
import dev.lepton.core.finance.commitment.Scenario;
import dev.lepton.core.finance.commitment.UnitRates;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What commitments save on a pool's load after other changes.
 *
 * <p>What is left of the load costs different shares r₀ > r₁ > … of the pool's price: 1 on demand, less on spot or elsewhere. A committed
 * machine takes the dearest of what runs, so with C_j the load that costs at least r_j, the l-th machine is paid Σ (r_j − r_{j+1}) ·
 * P(C_j ≥ l) of the time on demand. That is the load-duration curve of a mixture of the C_j, so {@link CommitmentPlanner} decides each
 * level exactly as it does without other changes.
 */
public final class CommittedLoad {
    private static final int DECIMALS = 9;

    private final CostPool pool;
    private final Machines machines;
    private final Map<String, BigDecimal> kept;
    private final Map<String, BigDecimal> ratios;

    /**
     * @param kept of each cell the share that is left
     * @param ratios of each cell what is left costs, as a share of what it did
     */
    CommittedLoad(CostPool pool, Machines machines, Map<String, BigDecimal> kept, Map<String, BigDecimal> ratios) {
        this.pool = pool;
        this.machines = machines;
        this.kept = kept;
        this.ratios = ratios;
    }

    /** The load of {@code pool}, which is machines, as it is. */
    public static CommittedLoad today(CostPool pool) {
        Map<String, BigDecimal> ones = new TreeMap<>();
        pool.cells().forEach(c -> ones.put(c.id(), BigDecimal.ONE));
        return new CommittedLoad(pool, pool.machines().orElseThrow(), ones, ones);
    }

    /** The best commitments at {@code rates}. */
    public CommitmentPlan plan(UnitRates rates) {
        return new CommitmentPlanner(curve(), List.of(Scenario.SAME), rates, 0).plan();
    }

    /** What they save a month; none, where none pays. */
    Money saved(UnitRates rates) {
        return plan(rates).firstYearMonth().saved();
    }

    private LoadDuration curve() {
        TreeMap<BigDecimal, Boolean> levels = new TreeMap<>(Comparator.reverseOrder());
        ratios.values().stream()
                .map(BigDecimal::stripTrailingZeros)
                .filter(r -> r.signum() > 0)
                .forEach(r -> levels.put(r, true));
        List<BigDecimal> falling = List.copyOf(levels.keySet());
        List<Spell> spells = new ArrayList<>();
        BigDecimal above = BigDecimal.ONE;
        for (int j = 0; j < falling.size(); j++) {
            BigDecimal ratio = falling.get(j);
            BigDecimal next = j + 1 < falling.size() ? falling.get(j + 1) : BigDecimal.ZERO;
            if (j == 0) {
                idle(spells, above.subtract(ratio));
            }
            spells(spells, ratio, ratio.subtract(next));
        }
        if (falling.isEmpty()) {
            idle(spells, BigDecimal.ONE);
        }
        return new LoadDuration(spells);
    }

    /** Hours without load: the weights of all the curves together are 1. */
    private void idle(List<Spell> spells, BigDecimal weight) {
        if (weight.signum() > 0) {
            spells.add(new Spell(
                    BigDecimal.ZERO,
                    weight.multiply(BigDecimal.valueOf(machines.load().size()))));
        }
    }

    /** The hours of the load that costs at least {@code ratio}, each counting {@code weight}. */
    private void spells(List<Spell> spells, BigDecimal ratio, BigDecimal weight) {
        BigDecimal empty = share(c -> c.is(Trait.EMPTY), ratio);
        BigDecimal packable = share(c -> c.is(Trait.PACKABLE), ratio);
        BigDecimal spare = share(c -> c.is(Trait.SPARE), ratio);
        BigDecimal atNight = share(c -> held(c) && c.is(Trait.OFF_HOURS), ratio);
        BigDecimal always = share(c -> held(c) && !c.is(Trait.OFF_HOURS), ratio);
        BigDecimal nightly = nightlyShare();
        BigDecimal price = machines.hourly().perUnit();
        for (Machines.HourLoad hour : machines.load()) {
            BigDecimal night = hour.atWork() ? BigDecimal.ZERO : nightly;
            BigDecimal held = hour.held()
                    .multiply(night.multiply(atNight)
                            .add(BigDecimal.ONE.subtract(night).multiply(always)));
            BigDecimal cost = hour.empty()
                    .multiply(empty)
                    .add(hour.packable().multiply(packable))
                    .add(hour.spare().multiply(spare))
                    .add(held)
                    .max(BigDecimal.ZERO);
            spells.add(new Spell(cost.divide(price, DECIMALS, RoundingMode.HALF_EVEN), weight));
        }
    }

    /** Of the cells that {@code of} means, the share of the cost that is left at {@code ratio} or more. */
    private BigDecimal share(Predicate<CostCell> of, BigDecimal ratio) {
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal left = BigDecimal.ZERO;
        for (CostCell cell : pool.cells()) {
            if (of.test(cell) && cell.hasCost()) {
                all = all.add(cell.cost().amount());
                if (ratios.getOrDefault(cell.id(), BigDecimal.ONE).compareTo(ratio) >= 0) {
                    left = left.add(cell.cost().amount().multiply(kept.getOrDefault(cell.id(), BigDecimal.ONE)));
                }
            }
        }
        return all.signum() == 0 ? BigDecimal.ZERO : left.divide(all, MathContext.DECIMAL64);
    }

    /** The share of what is held outside of working hours that is there for nobody. */
    private BigDecimal nightlyShare() {
        BigDecimal nights = machines.load().stream()
                .filter(h -> !h.atWork())
                .map(Machines.HourLoad::held)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal all = machines.load().stream().map(Machines.HourLoad::held).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal off = BigDecimal.ZERO;
        for (CostCell cell : pool.cells()) {
            if (held(cell) && cell.hasCost()) {
                held = held.add(cell.cost().amount());
                off = cell.is(Trait.OFF_HOURS) ? off.add(cell.cost().amount()) : off;
            }
        }
        if (nights.signum() == 0 || held.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return off.multiply(all)
                .divide(held.multiply(nights), MathContext.DECIMAL64)
                .min(BigDecimal.ONE);
    }

    private static boolean held(CostCell cell) {
        return !cell.is(Trait.EMPTY) && !cell.is(Trait.PACKABLE) && !cell.is(Trait.SPARE);
    }
}
