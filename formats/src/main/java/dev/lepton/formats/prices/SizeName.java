package dev.lepton.formats.prices;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a machine size says by its provider's documented convention.
 *
 * <p>AWS: {@code large} is 2 vCPUs, {@code xlarge} 4, {@code Nxlarge} 4 N, {@code metal-Nxl} 4 N; families c, m, r from
 * the fifth generation on have 2, 4, 8 GiB a vCPU. Azure: the number after the family letters is the vCPUs, after a
 * hyphen those that are left; from version 3 on D
 * has 4 GiB a vCPU (2 with the letter {@code l}), confidential DC 4 from version 5, E 8 up to 48 vCPUs, F 2 (AMD F 4, or
 * 8 with the letter {@code m}).
 *
 * @param vcpus virtual CPUs
 * @param memoryGib main memory, GiB; empty where the convention does not tell
 */
record SizeName(BigDecimal vcpus, Optional<BigDecimal> memoryGib) {
    private static final Pattern AWS = Pattern.compile(
            "([cmr])([5-9]|\\d\\d)[a-z]*(?:-flex)?\\.(?:(medium|large|xlarge)|(\\d{1,3})xlarge|metal-(\\d{1,3})xl)");
    private static final Pattern AZURE =
            Pattern.compile("Standard_([A-Z]+)(\\d{1,4})(?:-(\\d{1,4}))?([a-z]*)(?:_cc)?_v([3-9])(?:_Promo)?");

    static Optional<SizeName> read(String provider, String instanceType) {
        return switch (provider) {
            case "aws" -> aws(instanceType);
            case "azure" -> azure(instanceType);
            default -> Optional.empty();
        };
    }

    private static Optional<SizeName> aws(String instanceType) {
        Matcher m = AWS.matcher(instanceType);
        if (!m.matches()) {
            return Optional.empty();
        }
        int vcpus = m.group(3) != null
                ? switch (m.group(3)) {
                    case "medium" -> 1;
                    case "large" -> 2;
                    default -> 4;
                }
                : 4 * Integer.parseInt(m.group(4) != null ? m.group(4) : m.group(5));
        int gibPerVcpu = "c".equals(m.group(1)) ? 2 : "m".equals(m.group(1)) ? 4 : 8;
        return Optional.of(
                new SizeName(BigDecimal.valueOf(vcpus), Optional.of(BigDecimal.valueOf((long) gibPerVcpu * vcpus))));
    }

    private static Optional<SizeName> azure(String instanceType) {
        Matcher m = AZURE.matcher(instanceType);
        if (!m.matches()) {
            return Optional.empty();
        }
        int whole = Integer.parseInt(m.group(2));
        int left = m.group(3) == null ? whole : Integer.parseInt(m.group(3));
        if (whole == 0 || left == 0) {
            return Optional.empty();
        }
        return Optional.of(new SizeName(
                BigDecimal.valueOf(left),
                azureMemory(m.group(1), m.group(4), whole, m.group(5)).map(BigDecimal::valueOf)));
    }

    /** Constrained sizes keep the memory of the whole. */
    private static Optional<Long> azureMemory(String family, String letters, int vcpus, String version) {
        boolean low = letters.contains("l");
        return switch (family) {
            case "D" -> vcpus <= 192 ? Optional.of(vcpus * (low ? 2L : 4L)) : Optional.empty();
            case "DC" -> version.compareTo("5") >= 0 ? Optional.of(vcpus * 4L) : Optional.empty();
            case "E", "EC" -> vcpus <= 48 ? Optional.of(vcpus * 8L) : Optional.empty();
            case "F" ->
                letters.contains("a") && !low
                        ? Optional.of(vcpus * (letters.contains("m") ? 8L : 4L))
                        : Optional.of(vcpus * 2L);
            default -> Optional.empty();
        };
    }
}
