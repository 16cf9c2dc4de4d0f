package dev.lepton.core.economics;

import dev.lepton.core.finance.CashFlow;
import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine bought beside the same GPUs rented, over the machine's life.
 *
 * @param machine the machine
 * @param mode what its power does when it is used less
 * @param rent the same GPUs on offer
 * @param utilisation share of each year of the life that the GPUs are used, above 0 and at most 1
 * @param rentChange what the rent does a year, as a share, above −1: −0.1 for a tenth less each year
 */
public record RentOrBuy(
        Ownership machine, PowerMode mode, Rent rent, List<BigDecimal> utilisation, BigDecimal rentChange) {
    /**
     * GPUs on offer.
     *
     * @param perGpuHour in the first year
     * @param always whether it is paid for every hour, as a commitment is, or for hours used
     */
    public record Rent(String name, Price perGpuHour, boolean always) {
        /** What a GPU-hour that is used costs. */
        public Price perUsedHour(BigDecimal utilisation) {
            return always ? perGpuHour.spreadOver(utilisation) : perGpuHour;
        }
    }

    /** When owning costs no more than this rent. */
    public sealed interface Verdict {
        /** Where it is used for at least this share of the time. */
        record From(BigDecimal utilisation) implements Verdict {}

        /** Where it is used for at most this share: the rent is paid always, and an idle machine of one's own draws less. */
        record UpTo(BigDecimal utilisation) implements Verdict {}

        /** At any utilisation. */
        record Always() implements Verdict {}

        /** At none. */
        record Never() implements Verdict {}
    }

    /** A year: what owning takes beside the purchase, and what the rent would take. */
    public record Year(int year, Money running, Money rented) {}

    public RentOrBuy {
        utilisation = List.copyOf(utilisation);
        if (utilisation.size() != machine.capital().lifeYears()) {
            throw new IllegalArgumentException(
                    "The life is " + machine.capital().lifeYears() + " years, and utilisation is stated for "
                            + utilisation.size() + ".");
        }
        if (rentChange.compareTo(BigDecimal.ONE.negate()) <= 0) {
            throw new IllegalArgumentException("A rent cannot change by " + rentChange.toPlainString() + " a year.");
        }
        rent.perGpuHour().compareRate(Price.of(BigDecimal.ONE, machine.currency()));
    }

    /** Where owning costs no more, by the cost of a year and the rent of the first. */
    public Verdict verdict() {
        if (!rent.always()) {
            return switch (machine.breakEven(rent.perGpuHour(), mode)) {
                case Ownership.BreakEven.At at -> new Verdict.From(at.utilisation());
                case Ownership.BreakEven.Never never -> new Verdict.Never();
            };
        }
        BigDecimal rented = rent.perGpuHour().times(machine.gpuHoursPerYear()).amount();
        BigDecimal full = machine.perYear(BigDecimal.ONE, mode).amount().amount();
        if (full.compareTo(rented) <= 0) {
            return new Verdict.Always();
        }
        BigDecimal follows = mode == PowerMode.HELD
                ? BigDecimal.ZERO
                : machine.energy().powerPerYear(BigDecimal.ONE, mode).amount().amount();
        BigDecimal idle = full.subtract(follows);
        return idle.compareTo(rented) >= 0
                ? new Verdict.Never()
                : new Verdict.UpTo(rented.subtract(idle).divide(follows, MathContext.DECIMAL128));
    }

    /** The years of the life. */
    public List<Year> years() {
        Money capital = machine.capital().perYear().amount();
        List<Year> years = new ArrayList<>();
        BigDecimal change = BigDecimal.ONE;
        for (int year = 1; year <= utilisation.size(); year++) {
            BigDecimal used = utilisation.get(year - 1);
            Money running = machine.perYear(used, mode).amount().minus(capital);
            BigDecimal hours = machine.gpuHoursPerYear().multiply(rent.always() ? BigDecimal.ONE : used);
            years.add(new Year(year, running, rent.perGpuHour().times(hours.multiply(change))));
            change = change.multiply(BigDecimal.ONE.add(rentChange));
        }
        return years;
    }

    /** Buying instead of renting: the purchase now, each year the rent not paid less what running takes, the resale at the end. */
    public CashFlows flows() {
        Capital capital = machine.capital();
        List<CashFlow> flows = new ArrayList<>();
        flows.add(
                CashFlow.after(0, capital.purchase().plus(capital.networking()).negated()));
        for (Year year : years()) {
            flows.add(CashFlow.after(year.year(), year.rented().minus(year.running())));
        }
        flows.add(CashFlow.after(capital.lifeYears(), capital.residual()));
        return new CashFlows(flows);
    }
}
