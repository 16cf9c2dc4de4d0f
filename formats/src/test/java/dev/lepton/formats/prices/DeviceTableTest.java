package dev.lepton.formats.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.DeviceKind;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Precision;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceTableTest {
    private static final Devices DEVICES = DeviceTable.bundled();

    @ParameterizedTest
    @CsvSource({
        "A100-80GB, A100-80GB",
        "A100-SXM4-80GB, A100-80GB",
        "NVIDIA-A100-SXM4-80GB, A100-80GB",
        "NVIDIA-A100-SXM4-80GB-SHARED, A100-80GB",
        "NVIDIA-A100-SXM4-80GB-MIG-1g.10gb, A100-80GB",
        "NVIDIA A100 80GB PCIe, A100-PCIE-80GB",
        "NVIDIA A100-PCIE-40GB, A100-PCIE-40GB",
        "nvidia-tesla-a100, A100-40GB",
        "a100, A100-40GB",
        "H100-80GB, H100-80GB",
        "NVIDIA H100 80GB HBM3, H100-80GB",
        "NVIDIA H100 PCIe, H100-PCIE-80GB",
        "NVIDIA H100 NVL, H100-NVL-94GB",
        "NVIDIA H200, H200",
        "NVIDIA GH200 480GB, GH200",
        "RTX6000-Ada, RTX-6000-Ada",
        "RTX6000Ada, RTX-6000-Ada",
        "NVIDIA RTX 6000 Ada Generation, RTX-6000-Ada",
        "RTXA6000, RTX-A6000",
        "A6000, RTX-A6000",
        "NVIDIA RTX A6000, RTX-A6000",
        "RTX6000, Quadro-RTX-6000",
        "Quadro_RTX_4000, Quadro-RTX-4000",
        "NVIDIA RTX PRO 6000 Blackwell Server Edition, RTX-PRO-6000",
        "V100M32, V100-32GB",
        "V100M16, V100-16GB",
        "Tesla V100-SXM2-32GB, V100-32GB",
        "G2, OpenB-G2",
        "G3, OpenB-G3",
        "P100, P100",
        "T4, T4",
        "Tesla T4, T4",
        "A10, A10",
        "NVIDIA A10G, A10G",
        "NVIDIA L4, L4",
        "NVIDIA L40S, L40S",
        "AMD Instinct MI300X, MI300X",
        "tpu-v5litepod, TPU-v5e",
    })
    void aNameIsRecognised(String words, String name) {
        assertEquals(Optional.of(name), DEVICES.named(words).map(Device::name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "A100X", "RTX A6000 Max-Q", "H100 96GB", "g2-standard-4", "a2-highgpu-1g", "NVIDIA"})
    void aNameThatSaysSomethingElseIsUnknown(String words) {
        assertEquals(Optional.empty(), DEVICES.named(words));
    }

    @Test
    void memoryTellsSiblingsApart() {
        assertEquals(
                "V100-32GB",
                DEVICES.named("V100", BigDecimal.valueOf(32)).orElseThrow().name());
        assertEquals(
                "V100-16GB",
                DEVICES.named("V100", BigDecimal.valueOf(16)).orElseThrow().name());
        assertEquals(
                "A100-80GB",
                DEVICES.named("A100", BigDecimal.valueOf(80)).orElseThrow().name());
        assertEquals(
                "L4", DEVICES.named("L4", new BigDecimal("22.35")).orElseThrow().name());
    }

    @Test
    void aFamilyIsAllOfItAndAnExactNameOnlyItself() {
        assertEquals(Set.of("H100-80GB", "H100-PCIE-80GB", "H100-NVL-94GB"), names(DEVICES.matching("h100")));
        assertEquals(
                Set.of("A100-40GB", "A100-80GB", "A100-PCIE-40GB", "A100-PCIE-80GB"), names(DEVICES.matching("A100")));
        assertEquals(Set.of("A100-80GB"), names(DEVICES.matching("A100-80GB")));
        assertEquals(Set.of("H100-80GB"), names(DEVICES.matching("H100-80GB")));
        assertEquals(Set.of("L4"), names(DEVICES.matching("L4")));
        assertEquals(Set.of(), names(DEVICES.matching("H1")));
        assertTrue(DEVICES.like("H10", 9).contains("H100-80GB"));
    }

    @Test
    void slicesAreThoseOfTheTable() {
        Map<String, Integer> slices = Map.of(
                "A100-40GB",
                7,
                "A100-80GB",
                7,
                "H100-80GB",
                7,
                "H200",
                7,
                "B200",
                7,
                "GB200",
                7,
                "A30",
                4,
                "RTX-PRO-6000",
                4,
                "RTX-PRO-5000",
                2,
                "V100-16GB",
                1);
        slices.forEach(
                (name, n) -> assertEquals(n, DEVICES.named(name).orElseThrow().maxMigSlices(), name));
        assertEquals(1, DEVICES.named("L40S").orElseThrow().maxMigSlices());
    }

    @Test
    void figuresOfOneDevice() {
        Device h100 = DEVICES.named("H100-80GB").orElseThrow();
        assertEquals(DeviceKind.GPU, h100.kind());
        assertEquals(Optional.of(700), h100.tdpWatts());
        assertEquals(new BigDecimal("989.4"), h100.peakTflops().get(Precision.BF16));
        assertTrue(!h100.peakTflops().containsKey(Precision.FP4), "H100 has no FP4");
        assertTrue(!h100.provenance().source().isBlank());
    }

    @Test
    void everyKindIsThere() {
        assertEquals(
                Set.of(DeviceKind.values()),
                DEVICES.all().stream().map(Device::kind).collect(Collectors.toSet()));
    }

    @Test
    void oneNameForTwoDevicesIsRefused() {
        List<Device> all = DEVICES.all();
        assertThrows(IllegalArgumentException.class, () -> new Devices(all, Map.of("H100-80GB", "A100-40GB")));
        assertThrows(IllegalArgumentException.class, () -> new Devices(all, Map.of("new", "nothing")));
    }

    private static Set<String> names(List<Device> devices) {
        return devices.stream().map(Device::name).collect(Collectors.toSet());
    }
}
