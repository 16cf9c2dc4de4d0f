package dev.lepton.core.economics;

import dev.lepton.core.billing.CostStructure;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Hours;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;

/**
 * The total cost of owning one machine with accelerators, per year and per GPU-hour that is used.
 *
 * <p>{@code $/GPU-h = (capital + energy + space + maintenance + people + …) ÷ (8,760 × GPUs × utilisation)}, all amounts
 * in one currency. Prices are held for the whole life; a year has 8,760 hours.
 *
 * @param name what the machine is called
 * @param gpus accelerators in it, at least 1
 */
public record Ownership(String name, int gpus, Capital capital, EnergyUse energy, RunningCost running) {
    /** How far a machine must be used before owning it costs no more than renting. */
    public sealed interface BreakEven {
        /** At this utilisation, above 0 and at most 1, both cost the same; above it owning costs less. */
        record At(BigDecimal utilisation) implements BreakEven {}

        /** Owning costs more even at full use, by {@code excess} per GPU-hour. */
        record Never(Price owned) implements BreakEven {}
    }

    public Ownership {
        if (gpus < 1) {
            throw new IllegalArgumentException("A machine needs at least one GPU, not " + gpus + ".");
        }
        // Adding amounts of two currencies throws: a mixed machine is refused at birth.
        capital.purchase()
                .plus(energy.cooling())
                .plus(running.people())
                .plus(energy.electricity().perKwh().times(BigDecimal.ONE))
                .plus(running.space().times(BigDecimal.ONE));
    }

    public Currency currency() {
        return capital.purchase().currency();
    }

    /**
     * The cost of a year: a tree of the six categories and what each is made of.
     *
     * @param utilisation share of the year that the GPUs are used, above 0 and at most 1
     */
    public Explanation perYear(BigDecimal utilisation, PowerMode mode) {
        check(utilisation);
        List<Explanation> categories = Arrays.stream(CostCategory.values())
                .map(c -> Explanation.sum(c.words(), "", parts(c, utilisation, mode)))
                .toList();
        return Explanation.sum("one year of " + name, "power " + mode.words(), categories);
    }

    /** The same year by category. */
    public CostStructure structure(BigDecimal utilisation, PowerMode mode) {
        return new CostStructure(perYear(utilisation, mode).parts().stream()
                .map(c -> new CostStructure.Part(c.label(), c.amount()))
                .toList());
    }

    /** What one used GPU-hour costs, as an exact ratio. */
    public Price perGpuHour(BigDecimal utilisation, PowerMode mode) {
        Money year = perYear(utilisation, mode).amount();
        return new Price(year.amount(), year.currency(), gpuHoursPerYear().multiply(utilisation));
    }

    /** GPU-hours that a year holds at full use. */
    public BigDecimal gpuHoursPerYear() {
        return Hours.PER_YEAR.multiply(BigDecimal.valueOf(gpus));
    }

    /**
     * Against renting at {@code rent} per GPU-hour, where only the hours used are rented.
     *
     * <p>With F the cost of a year without power and V the power of a year at full use: power held, u = (F + V) ÷ (rent
     * × hours); power following the load, u = F ÷ (rent × hours − V).
     */
    public BreakEven breakEven(Price rent, PowerMode mode) {
        BigDecimal power = energy.powerPerYear(BigDecimal.ONE, mode).amount().amount();
        BigDecimal full = perYear(BigDecimal.ONE, mode).amount().amount();
        BigDecimal rented = rent.times(gpuHoursPerYear()).amount();
        if (rented.compareTo(full) < 0) {
            return new BreakEven.Never(perGpuHour(BigDecimal.ONE, mode));
        }
        BigDecimal needed = switch (mode) {
            case HELD -> ratio(full, rented);
            case FOLLOWS_LOAD -> ratio(full.subtract(power), rented.subtract(power));
        };
        return new BreakEven.At(needed);
    }

    private List<Explanation> parts(CostCategory category, BigDecimal utilisation, PowerMode mode) {
        return switch (category) {
            case HARDWARE ->
                List.of(capital.perYear(), running.maintenancePerYear(capital.purchase()), running.spacePerYear());
            case SOFTWARE -> List.of(Explanation.leaf("licences", running.licences(), "as stated"));
            case LABOUR -> List.of(running.peoplePerYear());
            case DATA -> List.of(Explanation.leaf("data", running.data(), "as stated"));
            case CLOUD_SERVICES -> List.of(Explanation.leaf("cloud services", running.cloudServices(), "as stated"));
            case ENERGY ->
                List.of(
                        energy.powerPerYear(utilisation, mode),
                        Explanation.leaf("cooling beside the PUE", energy.cooling(), "as stated"));
        };
    }

    /** A machine that costs nothing breaks even at once. */
    private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, MathContext.DECIMAL128);
    }

    private static void check(BigDecimal utilisation) {
        if (utilisation.signum() <= 0 || utilisation.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "A utilisation is above 0 and at most 1, not " + utilisation.toPlainString() + ".");
        }
    }
}
