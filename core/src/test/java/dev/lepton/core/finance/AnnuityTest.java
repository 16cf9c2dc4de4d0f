package dev.lepton.core.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class AnnuityTest {
    private static final Annuity EIGHT_PERCENT = new Annuity(new BigDecimal("0.08"), 4);

    @Test
    void fourYearsAtEightPercent() {
        assertEquals("0.301921", rounded(EIGHT_PERCENT.capitalRecoveryFactor(), 6));
        assertEquals(
                "68357.78",
                rounded(EIGHT_PERCENT.presentValue(Money.usd("93000")).amount(), 2));
        Money owed = Money.usd("347200").minus(EIGHT_PERCENT.presentValue(Money.usd("93000")));
        assertEquals("84188", rounded(EIGHT_PERCENT.yearly(owed).amount(), 0));
    }

    @Test
    void withoutInterestItIsPlainDivision() {
        Annuity free = new Annuity(BigDecimal.ZERO, 4);
        assertEquals(0, new BigDecimal("0.25").compareTo(free.capitalRecoveryFactor()));
        assertEquals(Money.usd("63550"), free.yearly(Money.usd("254200")));
        assertEquals(Money.usd("93000"), free.presentValue(Money.usd("93000")));
    }

    /** A loan of a million at 1 % a month over a year: 88,848.79 a month by any table; a year's payments by the yearly form are the same. */
    @Test
    void monthsAreAsYears() {
        BigDecimal percent = new BigDecimal("0.01");
        assertEquals(
                "88848.79",
                rounded(Annuity.payment(Money.usd("1000000"), percent, 12).amount(), 2));
        assertEquals(new Annuity(percent, 12).yearly(Money.usd("7")), Annuity.payment(Money.usd("7"), percent, 12));
        assertEquals(Money.usd("2.5"), Annuity.payment(Money.usd("10"), BigDecimal.ZERO, 4));
    }

    @RepeatedTest(100)
    void thePaymentsAreWorthTheDebt(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        BigDecimal interest = BigDecimal.valueOf(random.nextInt(5000), 4);
        int years = random.nextInt(1, 30);
        Money debt = Money.usd(BigDecimal.valueOf(random.nextInt(1, 100_000_000), 2));
        Money payment = new Annuity(interest, years).yearly(debt);
        Money worth = Money.zero(Money.USD);
        for (int year = 1; year <= years; year++) {
            worth = worth.plus(new Annuity(interest, year).presentValue(payment));
        }
        assertTrue(worth.minus(debt).amount().abs().compareTo(new BigDecimal("1e-15")) < 0, worth + " for " + debt);
    }

    @RepeatedTest(100)
    void schedulesAddUpAndNeverFallBelowTheResidual(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Money price = Money.usd(BigDecimal.valueOf(random.nextInt(1, 100_000_000), 2));
        Money residual = price.times(BigDecimal.valueOf(random.nextInt(101), 2));
        int years = random.nextInt(1, 12);
        BigDecimal rate = BigDecimal.valueOf(random.nextInt(1, 101), 2);
        for (Depreciation way : List.of(new Depreciation.StraightLine(), new Depreciation.DecliningBalance(rate))) {
            List<Money> schedule = way.schedule(price, residual, years);
            assertEquals(years, schedule.size());
            assertEquals(price.minus(residual), Money.sum(schedule, Money.USD));
            assertTrue(schedule.stream().noneMatch(Money::isNegative));
        }
    }

    @Test
    void decliningBalanceOfFortyPercent() {
        List<Money> schedule = new Depreciation.DecliningBalance(new BigDecimal("0.4"))
                .schedule(Money.usd("1000"), Money.usd("100"), 4);
        assertEquals(List.of(Money.usd("400"), Money.usd("240"), Money.usd("144"), Money.usd("116")), schedule);
    }

    @Test
    void impossibleTermsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Annuity(new BigDecimal("-0.01"), 4));
        assertThrows(IllegalArgumentException.class, () -> new Annuity(BigDecimal.ZERO, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Depreciation.StraightLine().schedule(Money.usd("1"), Money.usd("2"), 3));
    }

    private static String rounded(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
}
