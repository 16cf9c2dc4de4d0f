package dev.lepton.formats.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.BreakEven;
import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Quote;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BundledPricesTest {
    private static final BundledPrices BUNDLED = BundledPrices.load();
    private static final Catalog CATALOG = BUNDLED.catalog();
    private static final Instant AT = Instant.parse("2026-08-01T00:00:00Z");

    @Test
    void everyLineIsAPriceOrAFailure() {
        assertEquals(
                List.of(3_002L, 67_672L, 17_720L),
                BUNDLED.lists().stream().map(PriceFile::lines).toList());
        assertEquals(
                List.of(3_002, 65_045, 69_506),
                BUNDLED.lists().stream().map(l -> l.offerings().size()).toList());
        assertEquals(Map.of(), BUNDLED.lists().get(0).reasons());
        assertEquals(
                Map.of(Reason.NOT_A_MACHINE, 2_559L, Reason.NO_PRICE, 68L),
                BUNDLED.lists().get(1).reasons());
        assertEquals(Map.of(Reason.NO_PRICE, 2L), BUNDLED.lists().get(2).reasons());
        assertEquals(67_672, 65_045 + 2_559 + 68);
        assertEquals(137_553, CATALOG.size());
    }

    @ParameterizedTest
    @CsvSource({
        "aws, us-east-1, p5.48xlarge, on-demand, 55.040, 6.88",
        "aws, us-east-1, p5en.48xlarge, on-demand, 63.296, 7.91",
        "aws, us-east-1, p6-b200.48xlarge, on-demand, 113.933, 14.24",
        "aws, us-east-1, p6-b300.48xlarge, on-demand, 142.416, 17.80",
        "aws, us-east-1, p4d.24xlarge, on-demand, 21.958, 2.74",
        "aws, us-east-1, p4de.24xlarge, on-demand, 27.447, 3.43",
        "aws, us-east-1, g6e.xlarge, on-demand, 1.861, 1.86",
        "aws, us-east-1, g6.xlarge, on-demand, 0.805, 0.80",
        "aws, us-east-1, g5.xlarge, on-demand, 1.006, 1.01",
        "aws, us-east-1, g4dn.xlarge, on-demand, 0.526, 0.53",
        "aws, us-east-1, inf2.48xlarge, on-demand, 12.981, 1.08",
        "aws, us-east-1, trn1.32xlarge, on-demand, 21.500, 1.34",
        "azure, eastus, Standard_ND96isr_H100_v5, on-demand, 98.320, 12.29",
        "azure, eastus, Standard_NC40ads_H100_v5, on-demand, 6.980, 6.98",
        "azure, eastus, Standard_NC24ads_A100_v4, on-demand, 3.673, 3.67",
        "gcp, us-central1, a3-highgpu-8g, on-demand, 88.490, 11.06",
        "gcp, us-central1, a3-highgpu-8g, spot, 50.610, 6.33",
        "gcp, us-central1, a3-highgpu-8g, 1y, 61.384, 7.67",
        "gcp, us-central1, a3-highgpu-8g, 3y, 38.864, 4.86",
        "gcp, us-central1, a2-highgpu-1g, on-demand, 3.673, 3.67",
        "gcp, us-central1, a2-highgpu-1g, spot, 1.928, 1.93",
        "gcp, us-central1, g2-standard-4, on-demand, 0.707, 0.71",
        "gcp, us-central1, g2-standard-4, spot, 0.397, 0.40",
    })
    void gpuPricesAreThoseOfTheLists(
            String provider, String region, String type, String terms, String hourly, String perDevice) {
        Offering offering = offering(provider, region, type, Terms.parse(terms));
        assertEquals(hourly, rounded(offering.hourly(), 3));
        assertEquals(perDevice, rounded(offering.hourlyPerDevice().orElseThrow(), 2));
    }

    @Test
    void monthlyCommitmentsStayExact() {
        Price oneYear = offering("gcp", "us-central1", "a3-highgpu-8g", new Terms.Commitment(1))
                .hourly();
        assertEquals(new Price(new BigDecimal("44810.08066464"), oneYear.currency(), BigDecimal.valueOf(730)), oneYear);
        assertEquals(
                "44810.08066464",
                oneYear.times(BigDecimal.valueOf(730)).amount().toPlainString());
        Price threeYears = offering("gcp", "us-central1", "a2-highgpu-1g", new Terms.Commitment(3))
                .hourly();
        assertEquals(
                "938.57",
                threeYears.amount().setScale(2, RoundingMode.HALF_EVEN).toPlainString());
    }

    @Test
    void theSpreadOfOneSizeOverItsRegions() {
        assertEquals(List.of("23", "98.320", "186.608"), spread("Standard_ND96isr_H100_v5"));
        assertEquals(List.of("17", "48.000", "96.000"), spread("Standard_ND96isr_MI300X_v5"));
    }

    private static List<String> spread(String type) {
        List<Price> prices = CATALOG.current(CATALOG.shape("azure", type).orElseThrow(), AT).stream()
                .map(Offering::hourly)
                .sorted(Price::compareRate)
                .toList();
        return List.of(
                Integer.toString(prices.size()), rounded(prices.get(0), 3), rounded(prices.get(prices.size() - 1), 3));
    }

    @Test
    void theBreakEvensOfTheThreeYearCommitment() {
        Price threeYears = offering("gcp", "us-central1", "a3-highgpu-8g", new Terms.Commitment(3))
                .hourly();
        Price spot = offering("gcp", "us-central1", "a3-highgpu-8g", new Terms.Spot())
                .hourly();
        Price onDemand = offering("gcp", "us-central1", "a3-highgpu-8g", new Terms.OnDemand())
                .hourly();
        assertEquals("76.8", percent(BreakEven.runningShare(threeYears, spot)));
        assertEquals("43.9", percent(BreakEven.runningShare(threeYears, onDemand)));
    }

    @Test
    void chinaIsPricedInYuan() {
        Offering offering = offering("aws", "cn-north-1", "p3.2xlarge", new Terms.OnDemand());
        assertEquals("CNY", offering.hourly().currency().getCurrencyCode());
        assertEquals(
                Instant.parse("2024-11-06T00:00:00Z"),
                offering.validFrom().truncatedTo(java.time.temporal.ChronoUnit.DAYS));
    }

    @Test
    void beforeTheListThereIsNoPrice() {
        Quote quote = CATALOG.price(
                "aws", "us-east-1", "p5.48xlarge", new Terms.OnDemand(), Instant.parse("2026-07-19T00:00:00Z"));
        assertEquals(
                Reason.NO_PRICE, assertInstanceOf(Quote.Unknown.class, quote).reason());
    }

    @Test
    void dedicatedHostsAreNoMachines() {
        Set<String> refused = BUNDLED.lists().get(1).failures().stream()
                .filter(f -> f.reason() == Reason.NOT_A_MACHINE)
                .map(Failure::detail)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(refused.contains("instance_type is 'Dadsv5_Type1'"), refused.toString());
        assertTrue(refused.contains("instance_type is 'Standard_E16ds_v4_ADHType1'"), refused.toString());
        assertTrue(refused.contains("instance_type is 'ARM_SKU_NAME_PLACEHOLDER'"), refused.toString());
        assertEquals(75, refused.size());
        assertTrue(ListPrices.isAzureMachine("Standard_ND96isr_H100_v5") && ListPrices.isAzureMachine("Basic_A0"));
    }

    @Test
    void everyAcceleratorMachineOfTheListsIsKnown() {
        List<String> unknown = CATALOG.machines().stream()
                .filter(m -> !m.cpuOnly() && m.device().isEmpty())
                .map(Shape::instanceType)
                .toList();
        assertEquals(List.of(), unknown);
        List<String> uncounted = CATALOG.machines().stream()
                .filter(m -> m.deviceCount().isEmpty())
                .map(Shape::instanceType)
                .sorted()
                .toList();
        assertEquals(19, uncounted.size(), uncounted.toString());
        assertTrue(
                uncounted.stream().allMatch(t -> t.contains("RTXPRO6000BSE") || t.equals("Standard_NC8ads_A10_v4")),
                uncounted.toString());
        Set<String> devices =
                CATALOG.machines().stream().flatMap(m -> m.device().stream()).collect(Collectors.toSet());
        devices.forEach(
                d -> assertEquals(d, BUNDLED.devices().named(d).orElseThrow().name()));
    }

    @ParameterizedTest
    @CsvSource({
        "aws, p5.48xlarge, 192, 2048, H100-80GB, 8, MEASURED",
        "aws, g6f.large, 2, 8, L4, 0.125, MEASURED",
        "aws, p2.xlarge, 4, 61, K80, 1, MEASURED", // the table says 24 GiB, which is the board's
        "aws, t2.nano, 1, 0.5, , 0, MEASURED", // decimal comma in the table
        "aws, c8in.16xlarge, 64, 128, , 0, GUESS",
        "aws, m9g.metal-48xl, 192, 768, , 0, GUESS",
        "azure, Standard_ND96isr_H100_v5, 96, 1900, H100-80GB, 8, MEASURED",
        "azure, Standard_E16-4s_v3, 4, 128, , 0, MEASURED", // the table says 0.25 CPUs
        "azure, Standard_B2ms, 2, 8, , 0, MEASURED", // the table writes B2MS
        "azure, Standard_D8ds_v5, 8, 32, , 0, GUESS",
        "azure, Standard_D8ls_v6, 8, 16, , 0, GUESS",
        "azure, Standard_E96s_v6, 96, , , 0, GUESS",
        "azure, Standard_NV6ads_A10_v5, 6, 55, A10, 0.166666666667, MEASURED",
        "azure, Standard_NC8ads_A10_v4, 8, 100, A10, , MEASURED",
        "gcp, a3-highgpu-8g, 208, 1872, H100-80GB, 8, MEASURED",
        "gcp, g4-standard-6, 6, 22, RTX-PRO-6000, 0.125, MEASURED",
    })
    void machinesHaveWhatTheirTablesSay(
            String provider,
            String type,
            BigDecimal vcpus,
            BigDecimal memory,
            String device,
            BigDecimal count,
            Confidence confidence) {
        Shape shape =
                CATALOG.shape(provider, type).orElseGet(() -> BUNDLED.machines().shape(provider, type));
        assertEquals(
                Optional.ofNullable(vcpus),
                shape.vcpus().map(BigDecimal::stripTrailingZeros).map(v -> v.setScale(0)));
        assertEquals(
                Optional.ofNullable(memory).map(BigDecimal::stripTrailingZeros),
                shape.memoryGib().map(BigDecimal::stripTrailingZeros));
        assertEquals(Optional.ofNullable(device), shape.device());
        assertEquals(Optional.ofNullable(count), shape.deviceCount());
        assertEquals(confidence, shape.provenance().confidence());
    }

    @Test
    void whatNoTableAndNoNameTellsIsUnknown() {
        Shape shape = BUNDLED.machines().shape("azure", "Standard_SQLG7_NVME");
        assertEquals(Optional.empty(), shape.vcpus());
        assertEquals(Optional.empty(), BUNDLED.machines().shape("nobody", "x").deviceCount());
    }

    private static Offering offering(String provider, String region, String type, Terms terms) {
        Quote quote = CATALOG.price(provider, region, type, terms, AT);
        return assertInstanceOf(Quote.Known.class, quote).offering();
    }

    private static String rounded(Price price, int decimals) {
        return price.perUnit().setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
}
