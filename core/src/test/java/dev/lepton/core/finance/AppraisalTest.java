package dev.lepton.core.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A saving by the month against the closed form of an annuity, and what never pays back. */
final class AppraisalTest {
    private static Appraisal of(String once, String monthly, int months, String rate) {
        return new Appraisal(Money.usd(once), Money.usd(monthly), Confidence.ESTIMATE, months, new BigDecimal(rate));
    }

    @Test
    void presentValueIsThatOfAnAnnuity() {
        double monthly = Math.pow(1.1, -1 / 12.0);
        double annuity = monthly * (1 - Math.pow(monthly, 24)) / (1 - monthly);
        Appraisal appraisal = of("10000", "1000", 24, "0.1");
        assertEquals(1000 * annuity - 10000, appraisal.netPresentValue().toDouble(), 1e-6);
        assertEquals(Money.usd("14000"), appraisal.profit());
        assertEquals(new BigDecimal("1.4"), appraisal.returnOnInvestment().orElseThrow());
        assertEquals(Money.usd("14000"), of("10000", "1000", 24, "0").netPresentValue());
    }

    @Test
    void paybackIsToldInPartsOfMonths() {
        assertEquals(
                0,
                new BigDecimal("10.5")
                        .compareTo(
                                of("10500", "1000", 24, "0.1").paybackMonths().orElseThrow()));
        assertTrue(of("10500", "1000", 24, "0.1")
                        .discountedPaybackMonths()
                        .orElseThrow()
                        .compareTo(new BigDecimal("10.9"))
                > 0);
        assertEquals(Optional.of(BigDecimal.ZERO), of("0", "5", 3, "0.1").paybackMonths());
        assertEquals(Optional.empty(), of("10000", "1000", 9, "0").paybackMonths());
        assertEquals(Optional.empty(), of("10", "-1", 9, "0").paybackMonths());
        assertEquals(Optional.empty(), of("10", "0", 9, "0").paybackMonths());
        assertTrue(of("0", "5", 3, "0.1").returnOnInvestment().isEmpty());
    }

    @Test
    void whatIsNoSavingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> of("-1", "5", 3, "0.1"));
        assertThrows(IllegalArgumentException.class, () -> of("1", "5", 0, "0.1"));
        assertThrows(IllegalArgumentException.class, () -> of("1", "5", 3, "-1"));
    }
}
