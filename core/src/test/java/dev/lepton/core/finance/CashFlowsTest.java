package dev.lepton.core.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Golden values of spreadsheets' NPV, IRR, XNPV and XIRR, worked example 4, and what is not defined. */
final class CashFlowsTest {
    private static final BigDecimal TEN_PERCENT = new BigDecimal("0.1");

    @Test
    void presentValueAsSpreadsheetsHaveItWhenTheFirstValueIsAYearAway() {
        CashFlows flows = from(1, -10000, 3000, 4200, 6800);
        assertEquals(1188.4434, flows.netPresentValue(TEN_PERCENT).toDouble(), 1e-4);
        assertEquals(
                1188.4434 * 1.1,
                from(0, -10000, 3000, 4200, 6800).netPresentValue(TEN_PERCENT).toDouble(),
                1e-3);
    }

    @Test
    void internalRateAsSpreadsheetsHaveIt() {
        List<Double> rates = from(0, -70000, 12000, 15000, 18000, 21000, 26000).ratesOfReturn();
        assertEquals(1, rates.size());
        assertEquals(0.0866309, rates.get(0), 1e-7);
    }

    @Test
    void datedValuesAsSpreadsheetsHaveThem() {
        CashFlows flows = new CashFlows(List.of(
                CashFlow.afterDays(0, Money.usd("-10000")),
                CashFlow.afterDays(60, Money.usd("2750")),
                CashFlow.afterDays(303, Money.usd("4250")),
                CashFlow.afterDays(411, Money.usd("3250")),
                CashFlow.afterDays(456, Money.usd("2750"))));
        assertEquals(2086.647602, flows.netPresentValue(new BigDecimal("0.09")).toDouble(), 1e-6);
        assertEquals(1, flows.ratesOfReturn().size());
        assertEquals(0.373362535, flows.ratesOfReturn().get(0), 1e-8);
    }

    @Test
    void threeRatesAreAllFound() {
        List<Double> rates = from(0, -1000, 6000, -11000, 6000).ratesOfReturn();
        assertEquals(3, rates.size());
        assertEquals(0, rates.get(0), 1e-9);
        assertEquals(1, rates.get(1), 1e-9);
        assertEquals(2, rates.get(2), 1e-9);
    }

    @Test
    void aRateThatOnlyTouchesZeroIsFoundOnce() {
        List<Double> rates = from(0, -1, 2.2, -1.21).ratesOfReturn();
        assertEquals(1, rates.size());
        assertEquals(0.1, rates.get(0), 1e-6);
    }

    @Test
    void ratesBeyondAnyNumberAreNotTold() {
        CashFlows tenfoldInADay = flows(CashFlow.afterDays(0, Money.usd("-1")), CashFlow.afterDays(1, Money.usd("10")));
        assertEquals(List.of(), tenfoldInADay.ratesOfReturn());
        assertEquals(Optional.empty(), tenfoldInADay.modifiedRate(0.1, 0.1));
    }

    @Test
    void noRate() {
        assertEquals(List.of(), from(0, 100, 50).ratesOfReturn());
        assertEquals(List.of(), from(0, 0, 0).ratesOfReturn());
        assertEquals(List.of(), from(0, -100, 100, -100).ratesOfReturn());
    }

    @Test
    void everyRateIsFoundOnProductsOfKnownOnes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            double[] rates =
                    random.doubles(1 + random.nextInt(4), -0.5, 2).sorted().toArray();
            boolean apart = true;
            double[] values = {-100};
            for (int i = 0; i < rates.length; i++) {
                apart &= i == 0 || rates[i] - rates[i - 1] > 0.05;
                values = times(values, rates[i]);
            }
            if (apart) {
                double[] found = from(0, values).ratesOfReturn().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                assertEquals(rates.length, found.length, Arrays.toString(rates) + " " + Arrays.toString(found));
                for (int i = 0; i < rates.length; i++) {
                    assertEquals(rates[i], found[i], 1e-6);
                }
            }
        }
    }

    /** Flows whose value is zero at one rate more: value(x)·(1 − (1 + rate)·x), x being a year's discount. */
    private static double[] times(double[] values, double rate) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        for (int i = 0; i < values.length; i++) {
            longer[i + 1] -= values[i] * (1 + rate);
        }
        return longer;
    }

    @RepeatedTest(200)
    void noRateIsMissedAndEachIsOne(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] values = random.doubles(2 + random.nextInt(12), -100, 100).toArray();
        CashFlows flows = from(0, values);
        List<Double> rates = flows.ratesOfReturn();
        for (double rate : rates) {
            assertEquals(0, scaled(values, rate), 1e-9, "value at " + rate);
        }
        int changes = 0;
        double before = scaled(values, -0.999);
        for (double u = Math.log(0.001); u < 8; u += 0.001) {
            double now = scaled(values, Math.expm1(u));
            changes += now * before < 0 ? 1 : 0;
            before = now == 0 ? before : now;
        }
        assertTrue(rates.size() >= changes, rates + " for " + changes + " changes of sign");
    }

    private static double scaled(double[] values, double rate) {
        double sum = 0;
        double sizes = 0;
        for (int t = 0; t < values.length; t++) {
            double term = values[t] * Math.pow(1 + rate, (rate < 0 ? values.length : 0) - t);
            sum += term;
            sizes += Math.abs(term);
        }
        return sum / sizes;
    }

    @Test
    void workedExampleFour() {
        CashFlows loss = flows(CashFlow.after(0, Money.usd("-700000")), CashFlow.after(0, Money.usd("500000")));
        assertEquals("-0.2857", rounded(loss.returnOnInvestment()));
        CashFlows gain = flows(
                CashFlow.after(0, Money.usd("-700000")),
                CashFlow.after(0, Money.usd("500000")),
                CashFlow.after(2, Money.usd("400000")));
        assertEquals("0.2857", rounded(gain.returnOnInvestment()));
        assertEquals(
                "130578.51",
                gain.netPresentValue(TEN_PERCENT)
                        .amount()
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .toPlainString());
        assertEquals(Money.usd("200000"), gain.profit());
        assertEquals(Money.usd("900000"), gain.inflows());
        assertEquals("3.5000", rounded(gain.costProfitRatio()));
    }

    @Test
    void paybackIsToldWithinAYearAndSaysWhenItDoesNotHold() {
        assertEquals("1.5000", payback(BigDecimal.ZERO, true, -200, 0, 400));
        assertEquals("2.0000", payback(BigDecimal.ZERO, false, -200, 0, 400));
        assertEquals("1.6050", payback(TEN_PERCENT, true, -200, 0, 400));
        assertEquals("0.0000", payback(BigDecimal.ZERO, true, 200, 400));
        assertEquals(Optional.empty(), Payback.of(from(0, -200, 100), BigDecimal.ZERO, true));
        assertEquals(
                false,
                Payback.of(from(0, -100, 150, -80, 60), BigDecimal.ZERO, true)
                        .orElseThrow()
                        .holds());
        assertEquals("0.6667", payback(BigDecimal.ZERO, true, -100, 150, -80, 60));
    }

    @Test
    void modifiedRate() {
        // -1000 now; 400, 500, 600 put out at 10 % until the end: 484 + 550 + 600 = 1634; (1634/1000)^(1/3) - 1.
        assertEquals(
                Math.cbrt(1.634) - 1,
                from(0, -1000, 400, 500, 600).modifiedRate(0.1, 0.1).orElseThrow(),
                1e-12);
        assertEquals(Optional.empty(), from(0, 100, 200).modifiedRate(0.1, 0.1));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CashFlows(List.of()));
        assertThrows(IllegalArgumentException.class, () -> CashFlow.after(-1, Money.usd("1")));
        assertThrows(IllegalArgumentException.class, () -> from(0, -1, 2).netPresentValue(new BigDecimal("-1")));
        assertThrows(
                IllegalArgumentException.class,
                () -> flows(
                        CashFlow.after(0, Money.usd("-1")),
                        CashFlow.after(1, new Money(BigDecimal.ONE, Currency.getInstance("EUR")))));
    }

    private static String payback(BigDecimal rate, boolean evenly, double... values) {
        return rounded(Payback.of(from(0, values), rate, evenly).map(Payback::years));
    }

    private static String rounded(Optional<BigDecimal> value) {
        return value.orElseThrow().setScale(4, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static CashFlows flows(CashFlow... flows) {
        return new CashFlows(List.of(flows));
    }

    private static CashFlows from(int first, double... values) {
        List<CashFlow> flows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            flows.add(CashFlow.after(first + i, Money.usd(BigDecimal.valueOf(values[i]))));
        }
        return new CashFlows(flows);
    }
}
