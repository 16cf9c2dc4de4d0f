package dev.lepton.formats.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The traps of SkyPilot's catalogs. Lines are written after the forms its clouds use; none is copied. */
final class SkyPilotPricesTest {
    private static final String V8 =
            "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,Region,GpuInfo,SpotPrice\n";

    private static String info(int count, int size, int total) {
        return "\"{'Gpus': [{'Name': 'X', 'Manufacturer': 'NVIDIA', 'Count': " + count
                + ", 'MemoryInfo': {'SizeInMiB': " + size + "}}], 'TotalGpuMemoryInMiB': " + total + "}\"";
    }

    @Test
    void totalMemoryIsPerAcceleratorAtOneCloudAndTheSumAtAnother() {
        PriceFile lambda = Lists.read(
                "lambda", V8 + "gpu_8x_v100,V100,8.0,92.0,448.0,6.32,us-east-1," + info(8, 16384, 16384) + ",\n");
        PriceFile nebius = Lists.read(
                "nebius", V8 + "gpu-h100-8,H100,8,128,1600,23.60,eu-north1," + info(8, 81920, 655360) + ",10.00\n");
        PriceFile onlyTotal = Lists.read("x", V8 + "m,V100,8,92,448,6.32,r,\"{'TotalGpuMemoryInMiB': 262144}\",\n");
        assertEquals(Optional.of(BigDecimal.valueOf(16)), memory(lambda));
        assertEquals(Optional.of("V100-16GB"), only(lambda).shape().device());
        assertEquals(Optional.of(BigDecimal.valueOf(80)), memory(nebius));
        assertEquals(Optional.of(BigDecimal.valueOf(32)), memory(onlyTotal));
        assertEquals(Optional.of("V100-32GB"), only(onlyTotal).shape().device());
    }

    @Test
    void pricesPerGpuOfACloudThatIsNotBundled() {
        PriceFile file = Lists.read(
                "nebius",
                V8 + "h100,H100,1,16,200,2.95,eu," + info(1, 81920, 81920) + ",1.25\n"
                        + "h200,H200,1,16,200,3.50,eu," + info(1, 144384, 144384) + ",1.45\n"
                        + "b200,B200,8,160,1792,44.00,us," + info(8, 184320, 1474560) + ",\n");
        List<String> perGpu = file.offerings().stream()
                .map(o -> o.shape().device().orElseThrow() + " " + o.terms().word() + " "
                        + o.hourlyPerDevice()
                                .orElseThrow()
                                .perUnit()
                                .stripTrailingZeros()
                                .toPlainString())
                .toList();
        assertEquals(
                List.of(
                        "H100-80GB on-demand 2.95",
                        "H100-80GB spot 1.25",
                        "H200 on-demand 3.5",
                        "H200 spot 1.45",
                        "B200 on-demand 5.5"),
                perGpu);
    }

    @Test
    void memoryOfAnUnknownDeviceIsTakenOnlyIfTheFiguresAgree() {
        PriceFile agree = Lists.read("x", V8 + "m,ZX9,4,8,64,5,r," + info(4, 10240, 40960) + ",\n");
        PriceFile differ = Lists.read("x", V8 + "m,ZX9,4,8,64,5,r," + info(4, 10240, 30720) + ",\n");
        PriceFile broken = Lists.read("x", V8 + "m,ZX9,4,8,64,5,r,\"{'Gpus': [nonsense\",\n");
        assertEquals(Optional.of(BigDecimal.TEN), memory(agree));
        assertEquals(Optional.empty(), memory(differ));
        assertEquals(Optional.empty(), memory(broken));
        assertEquals(Optional.of("ZX9"), only(broken).shape().device());
    }

    @Test
    void theColumnIsNamedTwoWays() {
        String rows = "m,V100,8,92,448,6.32,r," + info(8, 32768, 32768) + ",\n";
        for (String column : new String[] {"GpuInfo", "GPUInfo"}) {
            PriceFile file = Lists.read("x", V8.replace("GpuInfo", column) + rows);
            assertEquals(Optional.of("V100-32GB"), only(file).shape().device());
        }
    }

    @Test
    void anEmptyCountAndZeroAreBothNone() {
        PriceFile file = Lists.read("x", V8 + "cpu-a,,,4,16,0.2,r,,\ncpu-b,,0,4,16,0.1,r,,\n");
        assertEquals(2, file.offerings().size());
        assertTrue(file.offerings().stream().allMatch(o -> o.shape().cpuOnly()));
    }

    @Test
    void aNameWithoutACountIsRefused() {
        PriceFile file = Lists.read("x", V8 + "m,V100,0,4,16,0.2,r,,\nm,V100,,4,16,0.2,r,,\n");
        assertEquals(Map.of(Reason.MISSING_VALUE, 2L), file.reasons());
    }

    @Test
    void aSpotPriceEqualToThePriceIsNoSpotMarket() {
        PriceFile file = Lists.read(
                "x", V8 + "a,,,4,16,0.20,r,,0.2\nb,,,4,16,0.2,r,,0.0\nc,,,4,16,0.2,r,,\nd,,,4,16,0.2,r,,0.05\n");
        assertEquals(5, file.offerings().size());
        List<Offering> spot = file.offerings().stream()
                .filter(o -> o.terms() instanceof Terms.Spot)
                .toList();
        assertEquals(
                List.of("d"), spot.stream().map(o -> o.shape().instanceType()).toList());
    }

    @Test
    void variantsOfOneNameAreOneDevice() {
        for (String name : new String[] {"RTX6000-Ada", "RTX6000Ada"}) {
            PriceFile file = Lists.read("x", V8 + "m," + name + ",1,4,16,0.2,r,,\n");
            assertEquals(Optional.of("RTX-6000-Ada"), only(file).shape().device());
        }
        for (String name : new String[] {"RTXA6000", "A6000"}) {
            PriceFile file = Lists.read("x", V8 + "m," + name + ",1,4,16,0.2,r,,\n");
            assertEquals(Optional.of("RTX-A6000"), only(file).shape().device());
        }
    }

    @Test
    void spotPricesBelongToTheirZone() {
        PriceFile file = Lists.read("aws", """
                InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,AvailabilityZone,Arch
                p9.large,H100,1,2,8,,1,0.4,us-east-1,us-east-1a,x86_64
                """);
        assertEquals(
                List.of("us-east-1", "us-east-1a"),
                file.offerings().stream().map(Offering::region).toList());
    }

    @Test
    void aHostPricedWithoutItsAcceleratorsIsRefused() {
        String header =
                "InstanceType,vCPUs,MemoryGiB,AcceleratorName,AcceleratorCount,GpuInfo,Region,AvailabilityZone,Price,SpotPrice\n";
        PriceFile file = Lists.read(
                "gcp",
                header + "a2-highgpu-1g,12.0,85.0,,,,us-central1,us-central1-a,0.73948,0.36975\n"
                        + ",,,A100,8,,us-central1,us-central1-a,23.47,11.7\n"
                        + "TPU-VM,,,tpu-v2-8,1,,us-central1,us-central1-b,4.5,1.35\n");
        assertEquals(Map.of(Reason.MISSING_VALUE, 1L), file.reasons());
        assertTrue(
                file.failures().get(0).detail().contains("A100-40GB"),
                file.failures().toString());
        List<ComponentPrice> components = file.components();
        assertEquals(4, components.size());
        assertEquals(Optional.of("A100-40GB"), components.get(0).name());
        assertEquals(0, components.get(0).price().perUnit().compareTo(new BigDecimal("2.93375")));
        assertEquals(Optional.of("TPU-v2"), components.get(2).name());
        assertEquals(0, components.get(2).price().perUnit().compareTo(new BigDecimal("0.5625")));
    }

    @Test
    void missingColumnsAreOptionalOrNamed() {
        PriceFile file = Lists.read("x", "InstanceType,Price\nm,0.5\n");
        assertEquals(Offering.ANY_REGION, only(file).region());
        Problem noPrice = assertThrows(Problem.class, () -> Lists.read("x", "InstanceType,SpotPrice\nm,0.5\n"));
        assertTrue(noPrice.getMessage().contains("no header"), noPrice.getMessage());
        Problem noProvider = assertThrows(Problem.class, () -> Lists.read((String) null, V8));
        assertTrue(noProvider.advice().contains("--provider"), noProvider.advice());
    }

    @Test
    void badRowsNeverStopTheRest() {
        PriceFile file =
                Lists.read("x", V8 + "a,,,4,16,abc,r,,\nb,,,4,16,-1,r,,\nc,,,4,16,0,r,,\nd,,,4\ne,,,4,16,0.2,r,,\n");
        assertEquals(5, file.lines());
        assertEquals(
                Map.of(
                        Reason.NOT_A_NUMBER, 1L,
                        Reason.NEGATIVE, 1L,
                        Reason.NO_PRICE, 1L,
                        Reason.WRONG_FIELD_COUNT, 1L),
                file.reasons());
        assertEquals(3, file.failures().get(1).line());
        assertEquals("e", only(file).shape().instanceType());
    }

    private static Offering only(PriceFile file) {
        return file.offerings().get(0);
    }

    private static Optional<BigDecimal> memory(PriceFile file) {
        return only(file).shape().deviceMemoryGib().map(m -> m.setScale(0));
    }
}
