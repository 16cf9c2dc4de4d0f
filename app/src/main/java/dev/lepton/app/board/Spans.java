package dev.lepton.app.board;

import java.math.BigDecimal;
import java.math.MathContext;

/** Lengths of time in words. */
final class Spans {
    private Spans() {}

    /** In the largest of days, hours, minutes and seconds that leaves at least 1. */
    static String hours(double hours) {
        if (hours >= 48) {
            return shown(hours / 24) + " d";
        }
        if (hours >= 1) {
            return shown(hours) + " h";
        }
        return hours * 60 >= 1 ? shown(hours * 60) + " min" : shown(hours * 3600) + " s";
    }

    private static String shown(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3)).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
