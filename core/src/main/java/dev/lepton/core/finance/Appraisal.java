package dev.lepton.core.finance;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a saving pays: something is spent once, now, and from then on so much is saved at the end of every month, for so
 * many months. What a finding or a plan shows beside its saving.
 *
 * @param oneOff what it takes to get there: work, moves, hardware; 0 or more
 * @param monthly what is saved a month; negative for what costs more
 * @param confidence how sure the saving is
 * @param months how long it lasts, 1 to 1,200
 * @param rate discount rate per year as a share, above −1
 */
public record Appraisal(Money oneOff, Money monthly, Confidence confidence, int months, BigDecimal rate) {
    private static final BigDecimal YEAR = BigDecimal.valueOf(12);
    private static final int MOST = 1_200;

    public Appraisal {
        if (oneOff.isNegative() || months < 1 || months > MOST || rate.compareTo(BigDecimal.ONE.negate()) <= 0) {
            throw new IllegalArgumentException("A saving costs 0 or more once and lasts 1 to " + MOST
                    + " months at a rate above -1, not " + oneOff + ", " + months + ", " + rate + ".");
        }
        oneOff.minus(monthly);
    }

    /** The payments: the outlay now, the saving at the end of each month. */
    public CashFlows flows() {
        List<CashFlow> flows = new ArrayList<>();
        flows.add(CashFlow.after(0, oneOff.negated()));
        for (int m = 1; m <= months; m++) {
            flows.add(new CashFlow(years(m), monthly));
        }
        return new CashFlows(flows);
    }

    /** What it is worth now. */
    public Money netPresentValue() {
        return flows().netPresentValue(rate);
    }

    /** What is saved less what is spent, time not regarded. */
    public Money profit() {
        return monthly.times(BigDecimal.valueOf(months)).minus(oneOff);
    }

    /** Profit over what is spent; empty where nothing is. */
    public Optional<BigDecimal> returnOnInvestment() {
        return oneOff.isZero()
                ? Optional.empty()
                : Optional.of(profit().amount().divide(oneOff.amount(), MathContext.DECIMAL64));
    }

    /** Months until the saving has paid for the outlay, a part of a month in proportion; empty where it never does. */
    public Optional<BigDecimal> paybackMonths() {
        return payback(BigDecimal.ZERO);
    }

    /** The same with savings at their present value. */
    public Optional<BigDecimal> discountedPaybackMonths() {
        return payback(rate);
    }

    private Optional<BigDecimal> payback(BigDecimal at) {
        if (oneOff.isZero()) {
            return monthly.isNegative() ? Optional.empty() : Optional.of(BigDecimal.ZERO);
        }
        Money left = oneOff;
        for (int m = 1; m <= months && !monthly.isNegative() && !monthly.isZero(); m++) {
            Money worth = new CashFlow(years(m), monthly).presentValue(at);
            if (worth.compareTo(left) >= 0) {
                BigDecimal part = left.amount().divide(worth.amount(), MathContext.DECIMAL64);
                return Optional.of(part.add(BigDecimal.valueOf(m - 1L)));
            }
            left = left.minus(worth);
        }
        return Optional.empty();
    }

    private static BigDecimal years(int month) {
        return BigDecimal.valueOf(month).divide(YEAR, MathContext.DECIMAL64);
    }
}
