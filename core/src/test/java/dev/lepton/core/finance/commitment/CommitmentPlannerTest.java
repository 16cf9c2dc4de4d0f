package dev.lepton.core.finance.commitment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.finance.commitment.UnitRates.Commitment;
import dev.lepton.core.finance.commitment.UnitRates.Spot;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Commitments against the newsvendor's rule and against every portfolio there is. */
final class CommitmentPlannerTest {
    private static UnitRates rates(String onDemand, String one, String three) {
        return new UnitRates(
                Price.usd(onDemand),
                Optional.empty(),
                List.of(new Commitment(1, Price.usd(one)), new Commitment(3, Price.usd(three))));
    }

    private static List<BigDecimal> units(int... units) {
        return java.util.Arrays.stream(units).mapToObj(BigDecimal::valueOf).toList();
    }

    private static CommitmentPlan plan(LoadDuration usage, UnitRates rates) {
        return new CommitmentPlanner(usage, List.of(Scenario.SAME), rates, 0).plan();
    }

    /** A discount of 40 %: the 40th percentile of hourly usage, break-even at 60 %. */
    @Test
    void theQuantileOfTheDiscount() {
        List<BigDecimal> hundredHours = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            hundredHours.add(BigDecimal.valueOf(i));
        }
        UnitRates rates = new UnitRates(Price.usd("10"), Optional.empty(), List.of(new Commitment(1, Price.usd("6"))));
        CommitmentPlan.Alone alone =
                plan(LoadDuration.hourly(hundredHours), rates).alone().get(0);
        assertEquals(0, alone.breakEven().compareTo(new BigDecimal("0.6")));
        assertEquals(0, alone.quantile().compareTo(BigDecimal.valueOf(40)));
        // Unit 41 is used in hours 41 … 100: exactly 60 %, a tie, which commits.
        assertEquals(41, alone.units());
    }

    @Test
    void theCurve() {
        LoadDuration curve = LoadDuration.hourly(
                List.of(BigDecimal.ONE, new BigDecimal("2.5"), BigDecimal.ZERO, BigDecimal.valueOf(4)));
        assertEquals(4, curve.levels());
        assertEquals(0, curve.mean().compareTo(new BigDecimal("1.875")));
        assertEquals(0, curve.usedHours(1).compareTo(BigDecimal.valueOf(3)));
        assertEquals(0, curve.usedHours(3).compareTo(new BigDecimal("1.5")));
        assertEquals(0, curve.usedShare(4).compareTo(new BigDecimal("0.25")));
        assertEquals(0, curve.usedHours(9).signum());
        assertEquals(0, curve.enoughFor(new BigDecimal("0.5")).compareTo(BigDecimal.ONE));
        assertEquals(
                0, curve.scaled(BigDecimal.TWO, BigDecimal.TEN).usedHours(8).compareTo(BigDecimal.TEN));
        assertThrows(IllegalArgumentException.class, () -> LoadDuration.hourly(List.of()));
    }

    @Test
    void aBillIsExact() {
        CommitmentPlan plan = plan(LoadDuration.hourly(units(2, 2, 2, 4)), rates("3", "2", "1.5"));
        assertEquals(2, plan.committedUnits());
        assertEquals(2, plan.bought().get(1).units());
        assertEquals(Money.usd("5475"), plan.firstYearMonth().allOnDemand());
        assertEquals(Money.usd("2190"), plan.firstYearMonth().committed());
        assertEquals(Money.usd("1095"), plan.firstYearMonth().overflow());
        assertEquals(Money.usd("2190"), plan.firstYearMonth().saved());
        assertEquals(Money.usd("118260"), plan.horizon().planned());
    }

    /** Usage that falls keeps the long term out and the short one in. */
    @Test
    void aShrinkingServiceTakesTheShortTerm() {
        Scenario falling = new Scenario("falling", BigDecimal.ONE, new BigDecimal("-0.6"));
        CommitmentPlan plan = new CommitmentPlanner(
                        LoadDuration.hourly(units(10, 10)), List.of(falling), rates("3", "2", "1.5"), 0)
                .plan();
        assertEquals(1, plan.bought().get(1).units(), "1.6 units are left in year 2, 0.64 in year 3");
        assertEquals(3, plan.bought().get(0).units(), "4 units in year 1");
    }

    @Test
    void whatIsHeldIsNotBoughtAgain() {
        LoadDuration usage = LoadDuration.hourly(units(5, 5));
        CommitmentPlan plan = new CommitmentPlanner(usage, List.of(Scenario.SAME), rates("3", "2", "1.5"), 2).plan();
        assertEquals(3, plan.committedUnits());
        assertEquals(3, plan.bought().get(1).from());
        assertEquals(0, plan.overflowUnits().signum());
    }

    @Test
    void spotForTheOverflowLowersTheLevel() {
        LoadDuration usage = LoadDuration.hourly(units(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        UnitRates plain = new UnitRates(Price.usd("10"), Optional.empty(), List.of(new Commitment(1, Price.usd("5"))));
        UnitRates spot = new UnitRates(
                Price.usd("10"),
                Optional.of(new Spot(Price.usd("4"), new BigDecimal("0.5"), new BigDecimal("1.25"))),
                List.of(new Commitment(1, Price.usd("5"))));
        assertEquals(0, spot.overflow().perUnit().compareTo(new BigDecimal("7.5")));
        assertEquals(6, plan(usage, plain).committedUnits());
        assertEquals(4, plan(usage, spot).committedUnits());
    }

    /** Every portfolio of constant usage, over one hour. */
    @RepeatedTest(60)
    void noPortfolioIsCheaper(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        LoadDuration usage = usage(random, 8);
        UnitRates rates = rates("3.00", cents(random, 100, 320), cents(random, 80, 320));
        BigDecimal found = plan(usage, rates).firstYearMonth().planned().amount();
        BigDecimal least = null;
        for (int one = 0; one <= 9; one++) {
            for (int three = 0; three <= 9; three++) {
                BigDecimal here = yearly(rates, usage, one, three);
                least = least == null ? here : least.min(here);
            }
        }
        assertEquals(
                least.multiply(BigDecimal.valueOf(730)).doubleValue(), found.doubleValue(), 1e-9, "seed " + repetition);
    }

    /** Every choice over three years of two scenarios; the first purchase does not know which comes. */
    @RepeatedTest(25)
    void noChoiceOverTheYearsIsCheaper(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        LoadDuration usage = usage(random, 3);
        UnitRates rates = rates("3.00", cents(random, 150, 290), cents(random, 100, 260));
        List<Scenario> scenarios = List.of(
                new Scenario("down", BigDecimal.valueOf(1 + random.nextInt(3)), growth(random)),
                new Scenario("up", BigDecimal.valueOf(1 + random.nextInt(3)), growth(random)));
        double found = new CommitmentPlanner(usage, scenarios, rates, 0)
                .plan()
                .horizon()
                .planned()
                .toDouble();
        double least = Double.POSITIVE_INFINITY;
        for (int three = 0; three <= 14; three++) {
            for (int one = 0; one <= 14; one++) {
                double sum = 0;
                double weights = 0;
                for (Scenario s : scenarios) {
                    double years = yearly(rates, year(usage, s, 1), one, three).doubleValue();
                    for (int y = 2; y <= 3; y++) {
                        double best = Double.POSITIVE_INFINITY;
                        for (int later = 0; later <= 14; later++) {
                            best = Math.min(
                                    best,
                                    yearly(rates, year(usage, s, y), later, three)
                                            .doubleValue());
                        }
                        years += best;
                    }
                    sum += s.weight().doubleValue() * years;
                    weights += s.weight().doubleValue();
                }
                least = Math.min(least, sum / weights);
            }
        }
        assertEquals(8760 * least, found, 1e-6, "seed " + repetition);
    }

    private static LoadDuration year(LoadDuration usage, Scenario s, int year) {
        return usage.scaled(s.growth().add(BigDecimal.ONE).pow(year), BigDecimal.ONE);
    }

    private static BigDecimal growth(Random random) {
        return BigDecimal.valueOf(random.nextInt(110) - 50L, 2);
    }

    private static BigDecimal yearly(UnitRates rates, LoadDuration usage, int one, int three) {
        BigDecimal above = usage.mean()
                .subtract(usage.usedOf(BigDecimal.valueOf(one + three))
                        .divide(usage.hours(), 30, RoundingMode.HALF_EVEN));
        return rates.commitments()
                .get(0)
                .hourly()
                .amount()
                .multiply(BigDecimal.valueOf(one))
                .add(rates.commitments().get(1).hourly().amount().multiply(BigDecimal.valueOf(three)))
                .add(rates.onDemand().amount().multiply(above));
    }

    private static LoadDuration usage(Random random, int most) {
        List<BigDecimal> hours = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            hours.add(BigDecimal.valueOf(random.nextInt(most * 10 + 1), 1));
        }
        return LoadDuration.hourly(hours);
    }

    private static String cents(Random random, int from, int to) {
        return BigDecimal.valueOf(from + random.nextInt(to - from), 2).toPlainString();
    }

    @Test
    void whatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> rates("0", "1", "1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new UnitRates(
                        Price.usd("1"),
                        Optional.empty(),
                        List.of(new Commitment(1, Price.usd("1")), new Commitment(1, Price.usd("2")))));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> plan(LoadDuration.hourly(units(300_000)), rates("3", "2", "1")))
                .getMessage()
                .contains("300000 units"));
    }
}
