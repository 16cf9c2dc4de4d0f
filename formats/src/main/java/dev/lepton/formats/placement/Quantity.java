package dev.lepton.formats.placement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes quantities: {@code 500m}, {@code 2}, {@code 1.5Gi}, {@code 1e3} (apimachinery, resource.Quantity). */
final class Quantity {
    private static final Pattern FORM =
            Pattern.compile("([+-]?[0-9]{1,18}(?:\\.[0-9]{0,18})?(?:[eE][+-]?[0-9]{1,2})?)([numkMGTPE]|[KMGTPE]i)?");
    private static final BigDecimal MEBI = BigDecimal.valueOf(1 << 20);
    private static final String DECIMAL = "kMGTPE";
    private static final String BINARY = "KMGTPE";
    private static final Map<String, Integer> SMALL = Map.of("n", -9, "u", -6, "m", -3);

    private Quantity() {}

    /** Thousandths, none for a field that is not there; rounded as {@code rounding} says. */
    static int milli(JsonNode resources, String name, RoundingMode rounding) {
        return whole(name, of(resources, name).movePointRight(3), rounding);
    }

    /** MiB of a field in bytes, none for a field that is not there. */
    static int mebibytes(JsonNode resources, String name, RoundingMode rounding) {
        return whole(name, of(resources, name).divide(MEBI), rounding);
    }

    /** A whole count, none for a field that is not there. */
    static int count(JsonNode resources, String name) {
        try {
            return of(resources, name).intValueExact();
        } catch (ArithmeticException e) {
            throw Refused.value(Reason.OUT_OF_RANGE, name, resources.path(name).asText());
        }
    }

    private static int whole(String name, BigDecimal value, RoundingMode rounding) {
        BigDecimal rounded = value.setScale(0, rounding);
        if (rounded.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, name, value.toPlainString());
        }
        return rounded.intValue();
    }

    private static BigDecimal of(JsonNode resources, String name) {
        String text = resources.path(name).asText("").strip();
        if (text.isEmpty()) {
            return BigDecimal.ZERO;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw Refused.value(Reason.NOT_A_NUMBER, name, text);
        }
        BigDecimal number = new BigDecimal(form.group(1));
        if (number.signum() < 0) {
            throw Refused.value(Reason.NEGATIVE, name, text);
        }
        String suffix = form.group(2) == null ? "" : form.group(2);
        if (suffix.endsWith("i")) {
            return number.multiply(BigDecimal.valueOf(1024).pow(1 + BINARY.indexOf(suffix.charAt(0))));
        }
        int power = suffix.isEmpty() ? 0 : SMALL.getOrDefault(suffix, 3 * (1 + DECIMAL.indexOf(suffix.charAt(0))));
        return number.scaleByPowerOfTen(power);
    }
}
