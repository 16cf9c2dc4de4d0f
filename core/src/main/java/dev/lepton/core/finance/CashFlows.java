package dev.lepton.core.finance;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Payments in and out of one currency, the outlay included: what they are worth and earn. What is not defined is empty. */
public final class CashFlows {
    private static final BigDecimal LEAST_RATE = BigDecimal.ONE.negate();

    private final List<CashFlow> all;
    private final TreeMap<BigDecimal, Money> netted = new TreeMap<>();

    /**
     * {@code flows} in any order; those of one time add up for everything but {@link #inflows} and {@link #outflows}.
     *
     * @throws IllegalArgumentException if there are none, or several currencies
     */
    public CashFlows(List<CashFlow> flows) {
        if (flows.isEmpty()) {
            throw new IllegalArgumentException("There are no cash flows.");
        }
        all = List.copyOf(flows);
        all.forEach(f -> netted.merge(f.years(), f.amount(), Money::plus));
        Money.sum(netted.values(), currency());
    }

    public Currency currency() {
        return all.get(0).amount().currency();
    }

    /** The last time, in years after now. */
    public BigDecimal years() {
        return netted.lastKey();
    }

    /** What is paid at each time, by time; payments at one time added up. */
    public Map<BigDecimal, Money> netted() {
        return java.util.Collections.unmodifiableMap(netted);
    }

    /**
     * Net present value: Σ amount ÷ (1 + rate)^years from now on, nothing left out. A spreadsheet's NPV discounts its first
     * value by a year; give that value the time 1 for the same figure. With dates it is XNPV.
     *
     * @param rate per year as a share, above −1
     */
    public Money netPresentValue(BigDecimal rate) {
        if (rate.compareTo(LEAST_RATE) <= 0) {
            throw new IllegalArgumentException("A rate is above −1 (−100 %), not " + rate.toPlainString() + ".");
        }
        return Money.sum(
                netted.entrySet().stream()
                        .map(e -> new CashFlow(e.getKey(), e.getValue()).presentValue(rate))
                        .toList(),
                currency());
    }

    /** All that comes in, before any netting. */
    public Money inflows() {
        return sum(a -> !a.isNegative());
    }

    /** All that goes out, as a positive amount, before any netting. */
    public Money outflows() {
        return sum(Money::isNegative).negated();
    }

    /** Inflows less outflows, time not regarded. */
    public Money profit() {
        return inflows().minus(outflows());
    }

    /** Return on investment, (inflows − outflows) ÷ outflows, a share; empty where nothing goes out. */
    public Optional<BigDecimal> returnOnInvestment() {
        return ratio(profit(), outflows());
    }

    /** Outflows ÷ profit; empty where there is no profit and no loss. Negative means a loss. */
    public Optional<BigDecimal> costProfitRatio() {
        return ratio(outflows(), profit());
    }

    /** Every rate at which the net present value is zero, ascending: see {@link RatesOfReturn}. */
    public List<Double> ratesOfReturn() {
        return RatesOfReturn.of(netted);
    }

    /**
     * Modified internal rate of return: what is netted out is borrowed at one rate, what is netted in is put out at another
     * until the end. Empty where nothing goes out, nothing comes in, or all is at one time.
     *
     * @param financing yearly rate for what goes out
     * @param reinvesting yearly rate for what comes in
     */
    public Optional<Double> modifiedRate(double financing, double reinvesting) {
        double end = years().doubleValue();
        double owed = 0;
        double grown = 0;
        for (Map.Entry<BigDecimal, Money> e : netted.entrySet()) {
            double net = e.getValue().toDouble();
            double at = e.getKey().doubleValue();
            owed -= Math.min(0, net) * Math.pow(1 + financing, -at);
            grown += Math.max(0, net) * Math.pow(1 + reinvesting, end - at);
        }
        if (!(owed > 0 && grown > 0 && end > 0)) {
            return Optional.empty();
        }
        return Optional.of(Math.pow(grown / owed, 1 / end) - 1).filter(Double::isFinite);
    }

    private Money sum(Predicate<Money> which) {
        return Money.sum(all.stream().map(CashFlow::amount).filter(which).toList(), currency());
    }

    private static Optional<BigDecimal> ratio(Money of, Money to) {
        return to.isZero() ? Optional.empty() : Optional.of(of.amount().divide(to.amount(), MathContext.DECIMAL128));
    }
}
