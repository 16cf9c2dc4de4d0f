package dev.lepton.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogTest {
    private static final Provenance LIST = new Provenance("a list", Confidence.MEASURED);
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");
    private static final Terms ON_DEMAND = new Terms.OnDemand();
    private static final Shape P5 = shape("aws", "p5.48xlarge", Optional.of("H100-80GB"), "8");
    private static final Shape M5 = shape("aws", "m5.large", Optional.empty(), "0");

    @Test
    void thePriceIsTheNewestRowThatHeldThen() {
        Catalog catalog = Catalog.of(List.of(row(P5, "us", "60", JULY), row(P5, "us", "55", AUGUST)), List.of());
        assertEquals("60", hourly(catalog.price("aws", "us", "p5.48xlarge", ON_DEMAND, AUGUST.minusNanos(1))));
        assertEquals("55", hourly(catalog.price("aws", "us", "p5.48xlarge", ON_DEMAND, AUGUST)));
        Quote before = catalog.price("aws", "us", "p5.48xlarge", ON_DEMAND, JULY.minusNanos(1));
        Quote.Unknown unknown = assertInstanceOf(Quote.Unknown.class, before);
        assertEquals(Reason.NO_PRICE, unknown.reason());
        assertTrue(unknown.detail().contains("do not hold"), unknown.detail());
    }

    @Test
    void aPriceThatEndedIsUnknown() {
        Offering ended = new Offering(P5, "us", ON_DEMAND, Price.usd("60"), JULY, Optional.of(AUGUST), LIST);
        Catalog catalog = Catalog.of(List.of(ended), List.of());
        assertInstanceOf(Quote.Unknown.class, catalog.price("aws", "us", "p5.48xlarge", ON_DEMAND, AUGUST));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Offering(P5, "us", ON_DEMAND, Price.usd("1"), AUGUST, Optional.of(JULY), LIST));
    }

    @Test
    void nothingStandsInForAnotherRegionOrOtherTerms() {
        Catalog catalog = Catalog.of(List.of(row(P5, "us", "60", JULY)), List.of());
        assertInstanceOf(Quote.Unknown.class, catalog.price("aws", "eu", "p5.48xlarge", ON_DEMAND, AUGUST));
        assertInstanceOf(Quote.Unknown.class, catalog.price("aws", "us", "p5.48xlarge", new Terms.Spot(), AUGUST));
        assertInstanceOf(Quote.Unknown.class, catalog.price("gcp", "us", "p5.48xlarge", ON_DEMAND, AUGUST));
    }

    @Test
    void aRowOfTheUsersHidesTheBundledOneAsLongAsItHolds() {
        Offering own = new Offering(P5, "us", ON_DEMAND, Price.usd("40"), JULY, Optional.of(SEPTEMBER), LIST);
        Catalog catalog = Catalog.of(List.of(row(P5, "us", "55", AUGUST), row(P5, "eu", "70", AUGUST)), List.of())
                .overriddenBy(List.of(own), List.of());
        assertEquals("40", hourly(catalog.price("aws", "us", "p5.48xlarge", ON_DEMAND, AUGUST)));
        assertEquals("55", hourly(catalog.price("aws", "us", "p5.48xlarge", ON_DEMAND, SEPTEMBER)));
        assertEquals("70", hourly(catalog.price("aws", "eu", "p5.48xlarge", ON_DEMAND, AUGUST)));
        List<Offering> current = catalog.current(P5, AUGUST);
        assertEquals(2, current.size());
        assertEquals(3, catalog.size());
    }

    @Test
    void aRowForEveryRegionYieldsToOneForThePlace() {
        Catalog catalog =
                Catalog.of(List.of(row(P5, "us", "55", JULY), row(P5, Offering.ANY_REGION, "50", AUGUST)), List.of());
        assertEquals("55", hourly(catalog.price("aws", "us", "p5.48xlarge", ON_DEMAND, SEPTEMBER)));
        assertEquals("50", hourly(catalog.price("aws", "mars", "p5.48xlarge", ON_DEMAND, SEPTEMBER)));
    }

    @Test
    void askingForDevicesFindsOnlyMachinesThatHaveThem() {
        Shape unknown = new Shape(
                "aws",
                "p9.huge",
                Optional.empty(),
                Optional.empty(),
                Optional.of("H100-80GB"),
                Optional.empty(),
                Optional.empty(),
                LIST);
        Catalog catalog = Catalog.of(
                List.of(row(P5, "us", "55", JULY), row(M5, "us", "0.1", JULY), row(unknown, "us", "1", JULY)),
                List.of());
        assertEquals(List.of(P5), shapes(catalog.find(query(Set.of("H100-80GB"), "8"), JULY)));
        assertEquals(List.of(), shapes(catalog.find(query(Set.of("H100-80GB"), "4"), JULY)));
        assertEquals(List.of(M5), shapes(catalog.find(query(Set.of(), null), JULY)));
    }

    @Test
    void pricesOfTwoCurrenciesAreNotComparedWithoutARate() {
        Currency yuan = Currency.getInstance("CNY");
        Offering chinese = new Offering(
                shape("aws", "p4d", Optional.of("A100-40GB"), "8"),
                "cn",
                ON_DEMAND,
                Price.of(new BigDecimal("8"), yuan),
                JULY,
                Optional.empty(),
                LIST);
        List<Offering> rows = List.of(chinese, row(P5, "us", "55", JULY));
        LocalDate day = LocalDate.of(2026, 8, 1);
        CheapestFirst without = new CheapestFirst(Money.USD, FxRates.none(), day);
        assertEquals(List.of(P5, chinese.shape()), shapes(without.order(rows)));
        assertEquals(Optional.empty(), without.inCurrency(chinese.hourly()));
        FxRates rates =
                new FxRates(List.of(new FxRates.Rate(yuan, Money.USD, LocalDate.EPOCH, new BigDecimal("0.14"))));
        CheapestFirst with = new CheapestFirst(Money.USD, rates, day);
        assertEquals(List.of(chinese.shape(), P5), shapes(with.order(rows)));
    }

    @Test
    void machinesStandByThePriceOfOneAccelerator() {
        Offering one = row(shape("gcp", "a", Optional.of("H100-80GB"), "1"), "us", "10", JULY);
        Offering eight = row(P5, "us", "55", JULY);
        CheapestFirst order = new CheapestFirst(Money.USD, FxRates.none(), LocalDate.EPOCH);
        assertEquals(List.of(P5, one.shape()), shapes(order.order(List.of(one, eight))));
    }

    @Test
    void theBreakEvensOfAThreeYearCommitment() {
        Price threeYears = Price.usd("28370.99821392", "730");
        BigDecimal spot = BreakEven.runningShare(threeYears, Price.usd("50.6095408219178"));
        BigDecimal onDemand = BreakEven.runningShare(threeYears, Price.usd("88.4899999025753"));
        assertEquals("0.768", spot.setScale(3, RoundingMode.HALF_EVEN).toPlainString());
        assertEquals("0.439", onDemand.setScale(3, RoundingMode.HALF_EVEN).toPlainString());
        assertThrows(IllegalArgumentException.class, () -> BreakEven.runningShare(threeYears, Price.usd("0")));
    }

    @Test
    void aComponentsPriceIsThatOfTheMostExactRow() {
        Catalog catalog = Catalog.of(
                List.of(),
                List.of(
                        component(Optional.empty(), Offering.ANY_REGION, "1"),
                        component(Optional.of("H100-80GB"), Offering.ANY_REGION, "2"),
                        component(Optional.of("H100-80GB"), "us", "3")));
        assertEquals("3", componentPrice(catalog, "H100-80GB", "us"));
        assertEquals("2", componentPrice(catalog, "H100-80GB", "eu"));
        assertEquals("1", componentPrice(catalog, "L4", "eu"));
        assertEquals(
                Optional.empty(),
                catalog.component(Component.DEVICE, "L4", "aws", "eu", ON_DEMAND, JULY.minusNanos(1)));
    }

    private static String componentPrice(Catalog catalog, String device, String region) {
        return catalog.component(Component.DEVICE, device, "aws", region, ON_DEMAND, JULY)
                .orElseThrow()
                .price()
                .amount()
                .toPlainString();
    }

    private static ComponentPrice component(Optional<String> name, String region, String amount) {
        return new ComponentPrice(
                Component.DEVICE,
                name,
                Optional.empty(),
                region,
                ON_DEMAND,
                Price.usd(amount),
                JULY,
                Optional.empty(),
                LIST);
    }

    private static List<Shape> shapes(List<Offering> offerings) {
        return offerings.stream().map(Offering::shape).toList();
    }

    private static OfferingQuery query(Set<String> devices, String count) {
        return new OfferingQuery(
                devices,
                Optional.ofNullable(count).map(BigDecimal::new),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ON_DEMAND),
                Optional.empty(),
                Optional.empty());
    }

    private static String hourly(Quote quote) {
        return assertInstanceOf(Quote.Known.class, quote)
                .offering()
                .hourly()
                .amount()
                .toPlainString();
    }

    private static Offering row(Shape shape, String region, String hourly, Instant from) {
        return new Offering(shape, region, ON_DEMAND, Price.usd(hourly), from, Optional.empty(), LIST);
    }

    private static Shape shape(String provider, String type, Optional<String> device, String count) {
        return new Shape(
                provider,
                type,
                Optional.of(BigDecimal.TEN),
                Optional.of(BigDecimal.TEN),
                device,
                Optional.of(new BigDecimal(count)),
                Optional.empty(),
                LIST);
    }
}
