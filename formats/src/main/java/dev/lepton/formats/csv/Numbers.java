package dev.lepton.formats.csv;

import dev.lepton.core.evidence.Reason;
import java.math.BigDecimal;

/** Decimal numbers as files write them, kept exactly. */
public final class Numbers {
    /** Digits before and after the point; more is not a quantity anybody measured, and arithmetic on it can be made to run forever. */
    private static final int MOST_DIGITS = 60;

    private Numbers() {}

    /** The number that {@code value} writes, its trailing zeros kept. */
    public static BigDecimal parse(String column, String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw Refused.value(Reason.NOT_A_NUMBER, column, value);
        }
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw Refused.value(Reason.OUT_OF_RANGE, column, value);
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** {@code number}, unless it is negative. */
    public static BigDecimal notNegative(String column, BigDecimal number) {
        if (number.signum() < 0) {
            throw Refused.value(Reason.NEGATIVE, column, number.toPlainString());
        }
        return number;
    }

    /** {@code number}, if it is whole and from {@code least} to {@link Integer#MAX_VALUE}. */
    public static int count(String column, BigDecimal number, int least) {
        int count;
        try {
            count = number.intValueExact();
        } catch (ArithmeticException e) {
            throw Refused.value(Reason.OUT_OF_RANGE, column, number.toPlainString());
        }
        if (count < least) {
            throw Refused.value(count < 0 ? Reason.NEGATIVE : Reason.OUT_OF_RANGE, column, number.toPlainString());
        }
        return count;
    }
}
