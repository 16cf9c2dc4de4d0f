package dev.lepton.formats.prices;

import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What machine sizes have: virtual CPUs, memory, accelerators. From public tables first, then from the size's name where
 * its provider documents what the name says; what neither tells is unknown.
 */
public final class Machines {
    /** What one table says of one size. */
    private record Facts(
            Optional<BigDecimal> vcpus,
            Optional<BigDecimal> memoryGib,
            Optional<String> device,
            Optional<BigDecimal> devices,
            Optional<BigDecimal> deviceMemoryGib,
            String source) {}

    private static final Pattern AZURE_CONSTRAINED = Pattern.compile("(?i)[a-z]+\\d+-(\\d+).*");
    private static final Pattern GCP_ACCELERATED = Pattern.compile("(a[2-9]x?|g[2-9]|ct\\w*|tpu\\w*)-.*");
    private static final Pattern AWS_ACCELERATED = Pattern.compile("(p|g|gr|f|inf|trn|dl|vt)\\d.*");

    private final Map<String, Facts> facts = new HashMap<>();
    /** Made once each, so that a hundred thousand prices share some thousands of shapes. */
    private final Map<String, Map<String, Shape>> shapes = new ConcurrentHashMap<>();

    private Machines() {}

    /** The bundled tables. Tables of accelerator machines come first; of two others the newer wins. */
    static Machines bundled(Devices devices) {
        Machines machines = new Machines();
        machines.load("accelerator_machines.csv", "instance_type", f -> machines.ownTable(f, devices));
        machines.load("gcp_machine_types.csv", "instance_type", machines::gcp);
        machines.load("aws_machine_types_ccf_2026.csv", "instance type", machines::aws2026);
        machines.load("aws_machine_types_ccf.csv", "instance type", machines::aws);
        machines.load("azure_machine_types_ccf.csv", "virtual machine", machines::azure);
        return machines;
    }

    /**
     * The machine that {@code provider} calls {@code instanceType}; parts that no table and no documented name tells are
     * empty.
     */
    public Shape shape(String provider, String instanceType) {
        return shapes.computeIfAbsent(provider, p -> new ConcurrentHashMap<>())
                .computeIfAbsent(instanceType, type -> make(provider, type));
    }

    private Shape make(String provider, String instanceType) {
        Facts known = facts.get(key(provider, instanceType));
        Optional<SizeName> name = SizeName.read(provider, instanceType);
        Optional<BigDecimal> vcpus = known == null ? Optional.empty() : known.vcpus();
        Optional<BigDecimal> memory = known == null ? Optional.empty() : known.memoryGib();
        boolean derived = name.isPresent() && (vcpus.isEmpty() || memory.isEmpty());
        String source = known == null ? "" : known.source();
        if (derived) {
            source += (source.isEmpty() ? "" : "; ") + "size derived from its name";
        }
        Optional<BigDecimal> devices = known == null ? Optional.empty() : known.devices();
        if (devices.isEmpty()
                && (known == null || known.device().isEmpty())
                && noAccelerators(provider, instanceType)) {
            devices = Optional.of(BigDecimal.ZERO);
        }
        return new Shape(
                provider,
                instanceType,
                vcpus.or(() -> name.map(SizeName::vcpus)),
                memory.or(() -> name.flatMap(SizeName::memoryGib)),
                known == null ? Optional.empty() : known.device(),
                devices,
                known == null ? Optional.empty() : known.deviceMemoryGib(),
                new Provenance(
                        source.isEmpty() ? "unknown" : source, derived ? Confidence.GUESS : Confidence.MEASURED));
    }

    /** Providers' families with accelerators are named; any other family of theirs has none. */
    private static boolean noAccelerators(String provider, String instanceType) {
        return switch (provider) {
            case "aws" -> !AWS_ACCELERATED.matcher(instanceType).matches();
            case "azure" -> !instanceType.startsWith("Standard_N");
            case "gcp" -> !GCP_ACCELERATED.matcher(instanceType).matches();
            default -> false;
        };
    }

    private void ownTable(Fields f, Devices devices) {
        String device = f.required("device");
        if (devices.named(device).isEmpty()) {
            throw new IllegalStateException("accelerator_machines.csv names the unknown device " + device);
        }
        add(
                f.required("provider"),
                f.required("instance_type"),
                new Facts(
                        f.number("vcpus"),
                        f.number("memory_gib"),
                        Optional.of(device),
                        f.number("device_count"),
                        f.number("device_memory_gib"),
                        f.required("source")));
    }

    private void gcp(Fields f) {
        add(
                "gcp",
                f.required("instance_type"),
                size(f.number("cpu"), f.number("ram"), "google-cloud-pricing-cost-calculator"));
    }

    private void aws2026(Fields f) {
        add(
                "aws",
                f.required("instance type"),
                size(f.number("vcpus"), f.number("memory (gib)"), "ccf-coefficients 2026"));
    }

    private void aws(Fields f) {
        Facts size = size(comma(f, "instance vcpu"), comma(f, "instance memory (in gb)"), "ccf-coefficients");
        add("aws", f.required("instance type"), size);
    }

    private void azure(Fields f) {
        String name = f.required("virtual machine").replaceFirst(" 1$", "");
        Optional<BigDecimal> vcpus = comma(f, "instance vcpus");
        var constrained = AZURE_CONSTRAINED.matcher(name);
        if (constrained.matches()) {
            // The table has the share of the CPUs that is left there, 0.25, not their number.
            vcpus = Decimals.parse(constrained.group(1));
        }
        Facts size = size(vcpus, comma(f, "instance memory"), "ccf-coefficients");
        add("azure", "Standard_" + name.strip().replace(' ', '_'), size);
    }

    private static Facts size(Optional<BigDecimal> vcpus, Optional<BigDecimal> memory, String source) {
        return new Facts(vcpus, memory, Optional.empty(), Optional.empty(), Optional.empty(), source);
    }

    /** A number of a table written by hand: decimal commas, {@code N/A}, {@code -}; what is no number is unknown. */
    static Optional<BigDecimal> comma(Fields f, String column) {
        return f.text(column)
                .map(v -> v.replace(',', '.'))
                .flatMap(Decimals::parse)
                .filter(n -> n.signum() > 0);
    }

    /** The first table's word stands; a later one fills what it left open. */
    private void add(String provider, String instanceType, Facts more) {
        facts.merge(
                key(provider, instanceType),
                more,
                (first, second) -> new Facts(
                        first.vcpus().or(second::vcpus),
                        first.memoryGib().or(second::memoryGib),
                        first.device().or(second::device),
                        first.devices().or(second::devices),
                        first.deviceMemoryGib().or(second::deviceMemoryGib),
                        first.vcpus().isPresent() && first.memoryGib().isPresent()
                                ? first.source()
                                : first.source() + "; " + second.source()));
    }

    private void load(String resource, String needed, java.util.function.Consumer<Fields> read) {
        CsvLines.read(Resources.open(resource), resource, List.of(needed), read, failure -> {
            throw new IllegalStateException("A bundled table has a bad row: " + failure);
        });
    }

    private static String key(String provider, String instanceType) {
        return provider + '\0' + instanceType.toLowerCase(Locale.ROOT);
    }
}
