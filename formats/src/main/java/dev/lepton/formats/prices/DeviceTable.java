package dev.lepton.formats.prices;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.DeviceKind;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the bundled table of devices. */
final class DeviceTable {
    private DeviceTable() {}

    static Devices bundled() {
        List<Device> devices = new ArrayList<>();
        Map<String, String> aliases = new HashMap<>();
        Consumer<Fields> read = f -> {
            Device device = device(f);
            devices.add(device);
            f.text("aliases").stream()
                    .flatMap(names -> Arrays.stream(names.split("\\|", -1)))
                    .forEach(alias -> aliases.put(alias, device.name()));
        };
        CsvLines.read(Resources.open("devices.csv"), "devices.csv", List.of("name"), read, failure -> {
            throw new IllegalStateException("The device table has a bad row: " + failure);
        });
        return new Devices(devices, aliases);
    }

    private static Device device(Fields f) {
        Map<Precision, BigDecimal> peak = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            f.number(precision.name().toLowerCase(Locale.ROOT) + "_tflops").ifPresent(t -> peak.put(precision, t));
        }
        return new Device(
                f.required("name"),
                f.required("family"),
                DeviceKind.valueOf(f.required("kind")),
                f.required("vendor"),
                f.number("memory_gib"),
                f.number("tdp_watts").map(BigDecimal::intValueExact),
                f.requiredNumber("mig_slices").intValueExact(),
                f.number("memory_bandwidth_gb_per_s"),
                peak,
                new Provenance(f.required("source"), Confidence.MEASURED));
    }
}
