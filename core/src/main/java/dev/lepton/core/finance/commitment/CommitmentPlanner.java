package dev.lepton.core.finance.commitment;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Hours;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cheapest portfolio of commitments over a load-duration curve.
 *
 * <p>A unit is worth committing to when it is used for more than the commitment's price over the overflow's (the newsvendor's
 * rule: z* = F⁻¹(1 − c/p)). Units can be bought one by one, so each level of the curve chooses by itself and the portfolio is
 * exact, for any number of terms: within the longest of them, a level takes a term and then goes on as is best. Scenarios are
 * weighed for what is bought now; what comes after the first purchase is decided when the scenario is known, so a short term
 * keeps the worth of waiting.
 */
public final class CommitmentPlanner {
    /** Levels that are looked at one by one. */
    public static final int MOST_LEVELS = 200_000;

    private static final List<BigDecimal> SHARES =
            List.of(new BigDecimal("0.1"), new BigDecimal("0.5"), new BigDecimal("0.9"));

    private final UnitRates rates;
    private final List<Scenario> scenarios;
    private final BigDecimal allWeight;
    private final int years;
    private final int held;
    /** By scenario, then by year. */
    private final List<List<LoadDuration>> usage = new ArrayList<>();

    private final Price overflow;

    /**
     * @param seen usage as it was
     * @param scenarios how it may go on, at least one
     * @param held units that are committed to already, for longer than is looked ahead; they take the lowest levels
     * @throws IllegalArgumentException if usage rises above {@link #MOST_LEVELS} units
     */
    public CommitmentPlanner(LoadDuration seen, List<Scenario> scenarios, UnitRates rates, int held) {
        this.rates = rates;
        this.scenarios = List.copyOf(scenarios);
        this.held = held;
        years = rates.horizonYears();
        overflow = rates.overflow();
        allWeight = scenarios.stream().map(Scenario::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (Scenario scenario : scenarios) {
            List<LoadDuration> ahead = new ArrayList<>();
            for (int year = 1; year <= years; year++) {
                LoadDuration then = seen.scaled(scenario.factor(year), BigDecimal.ONE);
                if (then.peak().compareTo(BigDecimal.valueOf(MOST_LEVELS)) > 0) {
                    throw new IllegalArgumentException("Usage rises to "
                            + then.peak()
                                    .setScale(0, java.math.RoundingMode.HALF_EVEN)
                                    .toPlainString() + " units in scenario '"
                            + scenario.name() + "'; " + MOST_LEVELS + " can be looked at.");
                }
                ahead.add(then);
            }
            usage.add(ahead);
        }
    }

    /** The plan. */
    public CommitmentPlan plan() {
        Map<Integer, Integer> bought = new LinkedHashMap<>();
        rates.commitments().forEach(c -> bought.put(c.years(), 0));
        int levels = usage.stream()
                .flatMap(List::stream)
                .mapToInt(LoadDuration::levels)
                .max()
                .orElse(0);
        BigDecimal horizon = BigDecimal.ZERO;
        int level = held + 1;
        for (; level <= levels; level++) {
            Optional<UnitRates.Commitment> best = best(level);
            if (best.isEmpty()) {
                break; // a level above is used less
            }
            bought.merge(best.get().years(), 1, Integer::sum);
            horizon = horizon.add(committed(best.get(), level));
        }
        for (; level <= levels; level++) {
            horizon = horizon.add(onDemandFirst(level));
        }
        List<CommitmentPlan.Bought> tranches = tranches(bought);
        BigDecimal above = BigDecimal.valueOf(held
                + (long)
                        tranches.stream().mapToInt(CommitmentPlan.Bought::units).sum());
        BigDecimal over = expected(s -> unitsAbove(s.get(0), above));
        return new CommitmentPlan(
                rates.commitments().stream().map(this::alone).toList(),
                tranches,
                over,
                month(tranches, over),
                horizonBill(horizon, tranches),
                years);
    }

    /** Longest first from the bottom: a long term needs the most steady use. */
    private List<CommitmentPlan.Bought> tranches(Map<Integer, Integer> bought) {
        List<CommitmentPlan.Bought> tranches = new ArrayList<>();
        int from = held + 1;
        for (UnitRates.Commitment c : rates.commitments().reversed()) {
            int units = bought.getOrDefault(c.years(), 0);
            int last = from + units - 1;
            BigDecimal used =
                    units == 0 ? BigDecimal.ZERO : expected(s -> s.get(0).usedShare(last));
            tranches.add(new CommitmentPlan.Bought(c, from, units, used));
            from += units;
        }
        return tranches.reversed();
    }

    private CommitmentPlan.Bill month(List<CommitmentPlan.Bought> tranches, BigDecimal over) {
        BigDecimal mean = expected(s -> unitsAbove(s.get(0), BigDecimal.valueOf(held)));
        Money committed = Money.zero(overflow.currency());
        for (CommitmentPlan.Bought b : tranches) {
            committed = committed.plus(
                    b.commitment().hourly().times(Hours.PER_BILLING_MONTH.multiply(BigDecimal.valueOf(b.units()))));
        }
        return new CommitmentPlan.Bill(
                rates.onDemand().times(mean.multiply(Hours.PER_BILLING_MONTH)),
                committed,
                overflow.times(over.multiply(Hours.PER_BILLING_MONTH)));
    }

    /** What is bought now, over its own years; the rest, with what is bought later, beside it. */
    private CommitmentPlan.Bill horizonBill(BigDecimal yearsOfPrice, List<CommitmentPlan.Bought> tranches) {
        BigDecimal unitYears = BigDecimal.ZERO;
        for (int year = 0; year < years; year++) {
            int y = year;
            unitYears = unitYears.add(expected(s -> unitsAbove(s.get(y), BigDecimal.valueOf(held))));
        }
        Money committed = Money.zero(overflow.currency());
        for (CommitmentPlan.Bought b : tranches) {
            committed = committed.plus(b.commitment()
                    .hourly()
                    .times(Hours.PER_YEAR.multiply(
                            BigDecimal.valueOf((long) b.units() * b.commitment().years()))));
        }
        Money all = new Money(yearsOfPrice.multiply(Hours.PER_YEAR), overflow.currency());
        return new CommitmentPlan.Bill(
                rates.onDemand().times(unitYears.multiply(Hours.PER_YEAR)), committed, all.minus(committed));
    }

    /** The commitment to take now for {@code level}; none where paying for use is cheaper. A tie commits, to the longest. */
    private Optional<UnitRates.Commitment> best(int level) {
        BigDecimal least = onDemandFirst(level);
        Optional<UnitRates.Commitment> best = Optional.empty();
        for (UnitRates.Commitment c : rates.commitments()) {
            BigDecimal total = committed(c, level);
            if (total.compareTo(least) <= 0) {
                least = total;
                best = Optional.of(c);
            }
        }
        return best;
    }

    /** Expected price over the horizon, in hourly prices times years, when {@code c} is bought now. */
    private BigDecimal committed(UnitRates.Commitment c, int level) {
        BigDecimal fee = c.hourly().perUnit().multiply(BigDecimal.valueOf(c.years()));
        return fee.add(expected(s -> goingOn(s, level, c.years())));
    }

    private BigDecimal onDemandFirst(int level) {
        return expected(s -> paidForUse(s.get(0), level).add(goingOn(s, level, 1)));
    }

    /** The least that years from {@code year} on cost, when the scenario is known. */
    private BigDecimal goingOn(List<LoadDuration> scenario, int level, int year) {
        if (year >= years) {
            return BigDecimal.ZERO;
        }
        BigDecimal least = paidForUse(scenario.get(year), level).add(goingOn(scenario, level, year + 1));
        for (UnitRates.Commitment c : rates.commitments()) {
            if (year + c.years() <= years) {
                BigDecimal fee = c.hourly().perUnit().multiply(BigDecimal.valueOf(c.years()));
                least = least.min(fee.add(goingOn(scenario, level, year + c.years())));
            }
        }
        return least;
    }

    private BigDecimal paidForUse(LoadDuration year, int level) {
        return overflow.perUnit().multiply(year.usedShare(level), MathContext.DECIMAL128);
    }

    private BigDecimal expected(java.util.function.Function<List<LoadDuration>, BigDecimal> value) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < scenarios.size(); i++) {
            sum = sum.add(scenarios.get(i).weight().multiply(value.apply(usage.get(i))));
        }
        return sum.divide(allWeight, MathContext.DECIMAL128);
    }

    private static BigDecimal unitsAbove(LoadDuration usage, BigDecimal units) {
        return usage.mean().subtract(usage.usedOf(units).divide(usage.hours(), MathContext.DECIMAL128));
    }

    private CommitmentPlan.Alone alone(UnitRates.Commitment c) {
        BigDecimal breakEven = rates.breakEven(c);
        List<LoadDuration> all = new ArrayList<>();
        List<Map.Entry<Integer, BigDecimal>> each = new ArrayList<>();
        for (int i = 0; i < scenarios.size(); i++) {
            BigDecimal weight = scenarios.get(i).weight();
            List<LoadDuration> term = usage.get(i).subList(0, c.years());
            term.forEach(u -> all.add(u.scaled(BigDecimal.ONE, weight)));
            each.add(Map.entry(worth(LoadDuration.mixed(term), breakEven), weight));
        }
        LoadDuration mixture = LoadDuration.mixed(all);
        BigDecimal discount = BigDecimal.ONE.subtract(breakEven).max(BigDecimal.ZERO);
        return new CommitmentPlan.Alone(
                c,
                breakEven,
                breakEven.compareTo(BigDecimal.ONE) >= 0 ? BigDecimal.ZERO : mixture.enoughFor(discount),
                worth(mixture, breakEven),
                spread(each));
    }

    /** Whole units that are each used for at least {@code breakEven} of the time, those held included. */
    private static int worth(LoadDuration usage, BigDecimal breakEven) {
        int low = 0;
        int high = usage.levels();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (usage.usedShare(middle).compareTo(breakEven) >= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private List<Integer> spread(List<Map.Entry<Integer, BigDecimal>> each) {
        List<Map.Entry<Integer, BigDecimal>> rising =
                each.stream().sorted(Comparator.comparing(Map.Entry::getKey)).toList();
        return SHARES.stream().map(share -> within(rising, share)).toList();
    }

    private int within(List<Map.Entry<Integer, BigDecimal>> rising, BigDecimal share) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Integer, BigDecimal> entry : rising) {
            sum = sum.add(entry.getValue());
            if (sum.compareTo(share.multiply(allWeight)) >= 0) {
                return entry.getKey();
            }
        }
        return rising.get(rising.size() - 1).getKey();
    }
}
