package dev.lepton.ledger.focus.rules;

import java.util.Arrays;
import java.util.Optional;

/** The check functions that look at one column alone and ask what kind of value it holds. */
enum Shape {
    TYPE_DECIMAL("TypeDecimal"),
    TYPE_STRING("TypeString"),
    TYPE_DATE_TIME("TypeDateTime"),
    FORMAT_NUMERIC("FormatNumeric"),
    FORMAT_STRING("FormatString"),
    FORMAT_DATE_TIME("FormatDateTime"),
    FORMAT_UNIT("FormatUnit"),
    FORMAT_KEY_VALUE("FormatKeyValue"),
    FORMAT_CURRENCY("FormatCurrency"),
    NATIONAL_CURRENCY("CheckNationalCurrency"),
    DECIMAL_VALUE("CheckDecimalValue");

    private final String function;

    Shape(String function) {
        this.function = function;
    }

    static Optional<Shape> of(String function) {
        return Arrays.stream(values())
                .filter(shape -> shape.function.equals(function))
                .findFirst();
    }
}
