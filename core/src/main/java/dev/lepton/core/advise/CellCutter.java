package dev.lepton.core.advise;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts what workloads held into cells: what nobody used for hours on end, what was held beyond the busiest hour, what was on at night for
 * nobody. The busiest hour is the 95th percentile of the hours measured, as Robusta's KRR takes it for CPU requests, with room above it up
 * to the target; where only a mean is known it stands in, and whole accelerators stay whole.
 */
public final class CellCutter {
    private static final BigDecimal BUSIEST = new BigDecimal("0.95");
    private static final MathContext PRECISION = MathContext.DECIMAL64;

    private final Assumptions assumed;
    private final BigDecimal perMonth;
    private final Map<Mark, CostCell> cells = new LinkedHashMap<>();
    private final Map<Mark, CostCell> last = new LinkedHashMap<>();

    /** What pieces have in common that are one cell. */
    private record Mark(String pool, Set<Trait> traits, Optional<String> team, Optional<String> model) {
        Mark {
            traits = Set.copyOf(traits);
        }
    }

    /** @param perMonth months of 730 hours in the window, turned round: what its cost is multiplied by */
    public CellCutter(Assumptions assumed, BigDecimal perMonth) {
        this.assumed = assumed;
        this.perMonth = perMonth;
    }

    /** The cells of what was cut so far. */
    public List<CostCell> cells() {
        return List.copyOf(cells.values());
    }

    /** Cuts up {@code holding}; the cells are its own, and count in {@link #cells} with those of all that were cut. */
    public List<CostCell> cut(Holding holding) {
        last.clear();
        Set<Trait> always = EnumSet.noneOf(Trait.class);
        if (holding.kind() == Holding.Kind.RUN) {
            always.add(Trait.BATCH);
        }
        if (holding.checkpointed()) {
            always.add(Trait.CHECKPOINTED);
        }
        if (holding.end() != Holding.End.NOT_FAILED) {
            always.add(Trait.FAILED);
        }
        if (holding.end() == Holding.End.FAILED_AGAIN) {
            always.add(Trait.FAILED_AGAIN);
        }
        if (holding.hourly()) {
            hours(holding, always);
        } else {
            holding.use().forEach(u -> whole(holding, u, always));
        }
        last.forEach((mark, cell) -> cells.merge(mark, cell, CellCutter::both));
        return List.copyOf(last.values());
    }

    private void hours(Holding holding, Set<Trait> always) {
        List<Holding.Use> hours = holding.use();
        List<Boolean> asleep = asleep(hours);
        BigDecimal needed = needed(hours, asleep);
        for (int i = 0; i < hours.size(); i++) {
            Holding.Use hour = hours.get(i);
            boolean off = holding.kind() == Holding.Kind.INTERACTIVE
                    && !assumed.atWork(hour.from().orElseThrow());
            if (asleep.get(i)) {
                Set<Trait> traits = EnumSet.of(Trait.ASLEEP);
                if (off) {
                    traits.add(Trait.OFF_HOURS);
                }
                add(holding, hour.cost(), always, traits);
            } else if (hour.used().isEmpty()) {
                add(holding, hour.cost(), always, off ? Set.of(Trait.OFF_HOURS) : Set.of());
            } else {
                split(holding, hour.cost(), BigDecimal.ONE.subtract(needed), always);
            }
        }
    }

    /** Which hours belong to a stretch of so many on end, each measured and hardly used. */
    private List<Boolean> asleep(List<Holding.Use> hours) {
        List<Boolean> asleep = new ArrayList<>();
        for (int i = 0; i < hours.size(); ) {
            int end = i;
            while (end < hours.size() && quiet(hours.get(end)) && (end == i || follows(hours, end))) {
                end++;
            }
            boolean longEnough = end - i >= assumed.asleepHours();
            for (int k = i; k < Math.max(end, i + 1); k++) {
                asleep.add(longEnough);
            }
            i = Math.max(end, i + 1);
        }
        return asleep;
    }

    private boolean quiet(Holding.Use use) {
        return use.used().map(u -> u.compareTo(assumed.asleepBelow()) < 0).orElse(false);
    }

    private static boolean follows(List<Holding.Use> hours, int i) {
        return Duration.between(
                                hours.get(i - 1).from().orElseThrow(),
                                hours.get(i).from().orElseThrow())
                        .compareTo(Duration.ofHours(1))
                <= 0;
    }

    /** The share of what is held that the busiest hour needs, with room; 1 where too little is known. */
    private BigDecimal needed(List<Holding.Use> hours, List<Boolean> asleep) {
        List<BigDecimal> awake = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            if (!asleep.get(i)) {
                hours.get(i).used().ifPresent(awake::add);
            }
        }
        if (awake.size() < assumed.asleepHours()) {
            return BigDecimal.ONE;
        }
        awake.sort(BigDecimal::compareTo);
        int at = BUSIEST.multiply(BigDecimal.valueOf(awake.size()))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return awake.get(at - 1).divide(assumed.targetUse(), PRECISION).min(BigDecimal.ONE);
    }

    private void whole(Holding holding, Holding.Use use, Set<Trait> always) {
        Optional<BigDecimal> used = use.used();
        if (used.isEmpty()) {
            add(holding, use.cost(), always, Set.of());
        } else if (quiet(use)) {
            Money measured = use.cost().times(use.measured());
            add(holding, measured, always, Set.of(Trait.ASLEEP));
            add(holding, use.cost().minus(measured), always, Set.of());
        } else {
            split(holding, use.cost(), surplus(holding, used.get()).multiply(use.measured()), always);
        }
    }

    /** The share that could be given back at a mean use of {@code used}; whole devices stay whole, and at least one. */
    private BigDecimal surplus(Holding holding, BigDecimal used) {
        BigDecimal needed = used.divide(assumed.targetUse(), PRECISION);
        if (holding.devices().isPresent()) {
            BigDecimal devices = BigDecimal.valueOf(holding.devices().get());
            BigDecimal whole = needed.multiply(devices)
                    .setScale(0, RoundingMode.CEILING)
                    .max(BigDecimal.ONE)
                    .min(devices);
            return devices.subtract(whole).divide(devices, PRECISION);
        }
        return BigDecimal.ONE.subtract(needed.min(BigDecimal.ONE));
    }

    private void split(Holding holding, Money cost, BigDecimal surplus, Set<Trait> always) {
        Money over = cost.times(surplus);
        if (!over.isZero()) {
            add(holding, over, always, Set.of(Trait.SURPLUS));
        }
        add(holding, cost.minus(over), always, Set.of());
    }

    private void add(Holding holding, Money windowCost, Set<Trait> always, Set<Trait> traits) {
        Set<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(always);
        all.addAll(traits);
        CostCell cell =
                new CostCell(holding.pool(), all, holding.team(), holding.model(), windowCost.times(perMonth), 1);
        last.merge(new Mark(holding.pool(), all, holding.team(), holding.model()), cell, CellCutter::both);
    }

    private static CostCell both(CostCell a, CostCell b) {
        return new CostCell(a.pool(), a.traits(), a.team(), a.model(), a.cost().plus(b.cost()), a.count() + b.count());
    }
}
