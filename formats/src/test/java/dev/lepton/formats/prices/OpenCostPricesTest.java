package dev.lepton.formats.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.Component;
import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OpenCost's own example files (opencost/opencost, configs/, Apache-2.0) and its habit of dividing by 730. */
final class OpenCostPricesTest {
    @Test
    void nodesAndGpuTypes() {
        PriceFile file = Lists.resource((String) null, "configs_pricing_schema.csv");
        assertEquals(PriceFormat.OPENCOST_CSV, file.format());
        assertEquals(3, file.lines());
        assertEquals(List.of(), file.failures());
        Offering node = file.offerings().get(0);
        assertEquals("gke-standard-cluster-1-pool-1-91dc432d-cg69", node.shape().instanceType());
        assertEquals(Offering.ANY_REGION, node.region());
        assertEquals(Instant.parse("2019-04-17T23:34:22Z"), node.validFrom());
        assertEquals("0.1337", node.hourly().amount().toPlainString());
        assertEquals(Optional.of("Quadro-RTX-4000"), file.components().get(0).name());
        assertEquals(Optional.of("Quadro_RTX_4001"), file.components().get(1).name());
    }

    @Test
    void volumesAreStorage() {
        for (String name :
                new String[] {"configs_pricing_schema_pv.csv", "configs_pricing_schema_pv_storageclass.csv"}) {
            PriceFile file = Lists.resource((String) null, name);
            assertEquals(Component.STORAGE, file.components().get(0).component());
            assertEquals(List.of(), file.offerings());
        }
    }

    @Test
    void regionsStayApart() {
        PriceFile file = Lists.resource((String) null, "configs_pricing_schema_region.csv");
        assertEquals(
                List.of("regionone", "regiontwo", Offering.ANY_REGION),
                file.offerings().stream().map(Offering::region).toList());
    }

    @Test
    void aSizeTellsWhatTheNodeHas() {
        Offering node = Lists.resource((String) null, "configs_pricing_schema_case.csv")
                .offerings()
                .get(0);
        assertEquals(Optional.of(BigDecimal.valueOf(32)), node.shape().vcpus());
        assertEquals(Instant.parse("2020-07-20T00:00:00Z"), node.validFrom());
    }

    @Test
    void aTimeInTheFutureDoesNotHideAPriceThatHoldsNow() {
        PriceFile file = Lists.resource((String) null, "configs_pricing_schema_mixed_gpu_ondemand.csv");
        assertEquals(4, file.lines());
        assertEquals(Lists.LISTED, file.offerings().get(0).validFrom());
        assertEquals(2, file.components().size());
    }

    @Test
    void oddNamesAreOnlyNames() {
        assertEquals(
                1,
                Lists.resource((String) null, "configs_pricing_schema_special_char.csv")
                        .offerings()
                        .size());
    }

    @Test
    void anUnknownAssetClassIsRefused() {
        PriceFile file = Lists.read((String) null, """
                EndTimestamp,InstanceID,Region,AssetClass,InstanceIDField,InstanceType,MarketPriceHourly,Version
                2019-04-17 23:34:22 UTC,a,,disk,,,1,
                yesterday,a,,node,,,1,
                ,a,,node,,,,
                """);
        assertEquals(Map.of(Reason.UNKNOWN_VALUE, 1L, Reason.NOT_A_TIME, 1L, Reason.MISSING_VALUE, 1L), file.reasons());
    }

    @Test
    void theDefaultConfigurationIsPerHour() {
        PriceFile file = Lists.resource((String) null, "configs_default.json");
        assertEquals(PriceFormat.OPENCOST_JSON, file.format());
        assertEquals(List.of(), file.failures());
        assertEquals(9, file.lines());
        assertEquals("0.95", price(file, Component.DEVICE, new Terms.OnDemand()));
        assertEquals("0.006655", price(file, Component.CPU, new Terms.Spot()));
        assertEquals("0.12", price(file, Component.EGRESS_INTERNET, new Terms.OnDemand()));
        assertEquals(
                List.of(), Lists.resource((String) null, "configs_azure.json").failures());
    }

    @Test
    void aMonthlyPriceIsRefusedUnlessItIsSaidToBeMonthly() {
        String monthly = "{\n\"CPU\": \"23.08\",\n\"RAM\": \"3.09\",\n\"GPU\": \"693.50\"\n}";
        PriceFile hourly = Lists.read((String) null, monthly);
        assertEquals(Map.of(Reason.OUT_OF_RANGE, 3L), hourly.reasons());
        assertEquals(2, hourly.failures().get(0).line());
        assertTrue(
                hourly.failures().get(0).detail().contains("--monthly"),
                hourly.failures().toString());
        PriceFile said = Lists.read(Lists.context(null, true), monthly);
        assertEquals(List.of(), said.failures());
        ComponentPrice gpu = said.components().get(2);
        assertEquals(BigDecimal.valueOf(730), gpu.price().per());
        assertEquals(0, gpu.price().perUnit().compareTo(new BigDecimal("0.95")));
    }

    @Test
    void aPriceDividedBy730TwiceIsRefused() {
        PriceFile file = Lists.read((String) null, "{\"CPU\": \"0.0000433\", \"GPU\": 0.0013}");
        assertEquals(Map.of(Reason.OUT_OF_RANGE, 2L), file.reasons());
        assertTrue(
                file.failures().get(0).detail().contains("730"), file.failures().toString());
    }

    @Test
    void whatIsNotJsonIsSaidWithItsLine() {
        Problem problem =
                assertThrows(Problem.class, () -> Lists.read((String) null, "{\n\"CPU\": \"0.03\"\n\"RAM\": 1}"));
        assertTrue(problem.getMessage().contains("line 3"), problem.getMessage());
    }

    private static String price(PriceFile file, Component component, Terms terms) {
        return file.components().stream()
                .filter(c -> c.component() == component && c.terms().equals(terms))
                .findFirst()
                .orElseThrow()
                .price()
                .amount()
                .toPlainString();
    }
}
