package dev.lepton.core.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class GpuSplitTest {
    private static final GpuSplit.Node P5 = node("55.04", "192", "2048", "8");
    private static final GpuSplit.Node ND_H100 = node("98.32", "96", "1900", "8");
    private static final CpuRamRates RATES = new CpuRamRates(dec("0.037"), dec("0.005"), Money.USD, 1000, dec("0.18"));

    @Test
    void openCostsWayGivesTheGpusOfP5AThird() {
        GpuSplit split = GpuSplit.of(P5, openCost(GpuSplit.Ratios.OPENCOST));
        assertEquals(GpuSplit.Method.OPENCOST, split.method());
        assertEquals(
                "0.34",
                split.share(split.gpu()).setScale(2, RoundingMode.HALF_EVEN).toPlainString());
        assertEquals(
                "2.34",
                split.perDevice()
                        .orElseThrow()
                        .perUnit()
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .toPlainString());
    }

    @Test
    void openCostsWayGivesTheGpusOfAnAzureNodeATwentyThird() {
        GpuSplit split = GpuSplit.of(ND_H100, openCost(GpuSplit.Ratios.of("azure")));
        assertEquals(
                "0.044",
                split.share(split.gpu()).setScale(3, RoundingMode.HALF_EVEN).toPlainString());
    }

    @Test
    void openCostsSpecificationExample() {
        // One GPU, one CPU, one GB at 30, 30 and 10 on a node of 35: 15, 15, 5.
        GpuSplit split =
                GpuSplit.of(node("35", "1", "1", "1"), openCost(new GpuSplit.Ratios(dec("30"), dec("10"), dec("30"))));
        assertEquals(0, split.gpu().amount().compareTo(dec("15")));
        assertEquals(0, split.cpu().amount().compareTo(dec("15")));
        assertEquals(0, split.ram().amount().compareTo(dec("5")));
    }

    @Test
    void theAcceleratorsOwnPriceComesFirst() {
        GpuSplit split = GpuSplit.of(P5, known(Optional.of(Price.usd("5")), Optional.of(RATES)));
        assertEquals(GpuSplit.Method.EXPLICIT, split.method());
        assertEquals(0, split.gpu().amount().compareTo(dec("40")));
        // What is left, 15.04, goes to CPU and memory as 192 × 0.037 to 2048 × 0.005.
        assertEquals(
                "6.160",
                split.cpu().amount().setScale(3, RoundingMode.HALF_EVEN).toPlainString());
    }

    @Test
    void aPriceHigherThanTheNodeFallsThroughAndSaysSo() {
        GpuSplit split = GpuSplit.of(P5, known(Optional.of(Price.usd("7")), Optional.of(RATES)));
        assertEquals(GpuSplit.Method.REGRESSION, split.method());
        assertTrue(
                split.working().get(0).contains("more than the node"),
                split.working().toString());
    }

    @Test
    void aPriceInAnotherCurrencyFallsThrough() {
        Price yuan = Price.of(BigDecimal.ONE, Currency.getInstance("CNY"));
        GpuSplit split = GpuSplit.of(P5, known(Optional.of(yuan), Optional.of(RATES)));
        assertEquals(GpuSplit.Method.REGRESSION, split.method());
        assertTrue(split.working().get(0).contains("CNY"), split.working().toString());
    }

    @Test
    void whatCpuAndMemoryLeaveIsTheAccelerators() {
        GpuSplit split = GpuSplit.of(P5, known(Optional.empty(), Optional.of(RATES)));
        assertEquals(GpuSplit.Method.REGRESSION, split.method());
        assertEquals(0, split.cpu().amount().compareTo(dec("7.104")));
        assertEquals(0, split.ram().amount().compareTo(dec("10.24")));
        assertEquals(0, split.gpu().amount().compareTo(dec("37.696")));
    }

    @Test
    void aRestThatIsNotBelievableFallsThroughToTheShare() {
        for (String hourly : new String[] {"17.0", "17.5"}) { // CPU and memory alone come to 17.344
            GpuSplit split = GpuSplit.of(node(hourly, "192", "2048", "8"), known(Optional.empty(), Optional.of(RATES)));
            assertEquals(GpuSplit.Method.SHARE, split.method());
            assertTrue(
                    split.working().get(1).contains("not believable"),
                    split.working().toString());
            assertEquals(0, split.share(split.gpu()).compareTo(dec("0.7")));
        }
    }

    @Test
    void withoutRatesTheConfiguredShareIsTaken() {
        GpuSplit split = GpuSplit.of(P5, known(Optional.empty(), Optional.empty()));
        assertEquals(GpuSplit.Method.SHARE, split.method());
        assertEquals(0, split.gpu().amount().compareTo(dec("38.528")));
        assertTrue(split.working().get(1).startsWith("70 %"), split.working().toString());
    }

    @Test
    void aNodeWithoutAcceleratorsIsCpuAndMemory() {
        GpuSplit.Node node = node("1", "16", "64", "0");
        assertEquals(
                GpuSplit.Method.REGRESSION,
                GpuSplit.of(node, known(Optional.empty(), Optional.of(RATES))).method());
        GpuSplit split = GpuSplit.of(node, openCost(GpuSplit.Ratios.OPENCOST));
        assertEquals(0, split.gpu().amount().signum());
        assertEquals(Optional.empty(), split.perDevice());
        // 16 × 0.031611 to 64 × 0.004237
        assertEquals(
                "0.6510",
                split.cpu().amount().setScale(4, RoundingMode.HALF_EVEN).toPlainString());
    }

    @Test
    void aMonthlyPriceStaysARatio() {
        GpuSplit.Node node = new GpuSplit.Node(Price.usd("28370.99821392", "730"), dec("208"), dec("1872"), dec("8"));
        GpuSplit split = GpuSplit.of(node, known(Optional.empty(), Optional.of(RATES)));
        assertEquals(dec("730"), split.gpu().per());
        assertEquals(
                0,
                split.cpu()
                        .amount()
                        .add(split.ram().amount())
                        .add(split.gpu().amount())
                        .compareTo(dec("28370.99821392")));
    }

    @RepeatedTest(200)
    void thePartsAlwaysAddUp(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        GpuSplit.Node node = new GpuSplit.Node(
                new Price(
                        BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(8)),
                        Money.USD,
                        BigDecimal.valueOf(1 + random.nextInt(730))),
                BigDecimal.valueOf(1 + random.nextInt(400)),
                BigDecimal.valueOf(random.nextInt(40_000), 1),
                BigDecimal.valueOf(random.nextInt(100), 3));
        GpuSplit.Knowledge known = new GpuSplit.Knowledge(
                random.nextBoolean() ? Optional.of(Price.usd("2.5", "3")) : Optional.empty(),
                random.nextBoolean() ? Optional.of(RATES) : Optional.empty(),
                BigDecimal.valueOf(random.nextInt(101), 2),
                random.nextBoolean() ? GpuSplit.Ratios.OPENCOST : GpuSplit.Ratios.OPENCOST_AZURE,
                random.nextBoolean());
        GpuSplit split = GpuSplit.of(node, known); // the record itself refuses parts that do not add up
        assertTrue(split.cpu().amount().signum() >= 0 && split.ram().amount().signum() >= 0);
        Money cost = new Money(BigDecimal.valueOf(random.nextLong(1L << 50), 9), Money.USD);
        Map<Resource, Money> parts = split.apply(cost);
        assertEquals(cost, Money.sum(parts.values(), Money.USD));
        assertTrue(parts.values().stream().noneMatch(Money::isNegative));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> node("1", "0", "0", "8"));
        assertThrows(IllegalArgumentException.class, () -> node("1", "1", "1", "-1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new GpuSplit.Knowledge(
                        Optional.empty(), Optional.empty(), dec("1.2"), GpuSplit.Ratios.OPENCOST, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new GpuSplit(
                        GpuSplit.Method.SHARE,
                        P5,
                        Price.usd("1"),
                        Price.usd("1"),
                        Price.usd("1"),
                        java.util.List.of()));
    }

    private static GpuSplit.Knowledge known(Optional<Price> own, Optional<CpuRamRates> rates) {
        return new GpuSplit.Knowledge(own, rates, GpuSplit.Knowledge.DEFAULT_SHARE, GpuSplit.Ratios.OPENCOST, false);
    }

    private static GpuSplit.Knowledge openCost(GpuSplit.Ratios ratios) {
        return new GpuSplit.Knowledge(
                Optional.empty(), Optional.of(RATES), GpuSplit.Knowledge.DEFAULT_SHARE, ratios, true);
    }

    private static GpuSplit.Node node(String hourly, String vcpus, String gib, String devices) {
        return new GpuSplit.Node(Price.usd(hourly), dec(vcpus), dec(gib), dec(devices));
    }

    private static BigDecimal dec(String number) {
        return new BigDecimal(number);
    }
}
