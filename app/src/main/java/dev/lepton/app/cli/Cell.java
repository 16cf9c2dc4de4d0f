package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One figure of an answer: what a person reads, and what a program does.
 *
 * @param shown rounded and with thousands separators
 * @param raw the figure itself, to eighteen decimals; null for one that is not known
 */
record Cell(String shown, JsonNode raw) {
    static final Cell NONE = new Cell("–", NullNode.getInstance());

    static Cell text(String text) {
        return new Cell(text, TextNode.valueOf(text));
    }

    static Cell flag(boolean value, String ifTrue, String ifFalse) {
        return new Cell(value ? ifTrue : ifFalse, BooleanNode.valueOf(value));
    }

    /** {@code value} rounded half-even to {@code decimals} for people. */
    static Cell number(BigDecimal value, int decimals) {
        return shownAs(value.setScale(decimals, RoundingMode.HALF_EVEN), value);
    }

    /** A share as a percentage: 0.6 is 60 %. */
    static Cell percent(BigDecimal share, int decimals) {
        return number(share.movePointRight(2), decimals);
    }

    /** A share that people see as a percentage and programs as it is: 0.6 is 60 % and 0.6. */
    static Cell share(BigDecimal share, int decimals) {
        return new Cell(percent(share, decimals).shown(), json(share));
    }

    /** {@code value} with the decimals it has. */
    static Cell plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return number(value, Math.max(0, stripped.scale()));
    }

    /** {@code exact}, which people see as {@code shown}: a part rounded so that the parts shown add up. */
    static Cell shownAs(BigDecimal shown, BigDecimal exact) {
        return new Cell(grouped(shown), json(exact));
    }

    /** What {@code cell} makes of a value that may not be known. */
    static <T> Cell known(Optional<T> value, Function<T, Cell> cell) {
        return value.map(cell).orElse(NONE);
    }

    /** As it is, with thousands separators. */
    static String grouped(BigDecimal value) {
        return String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
    }

    /** A number for JSON: at most {@link Money#SCALE} decimals, no zeros at the end. */
    static JsonNode json(BigDecimal value) {
        BigDecimal rounded = value.scale() > Money.SCALE ? value.setScale(Money.SCALE, RoundingMode.HALF_EVEN) : value;
        BigDecimal stripped = rounded.stripTrailingZeros();
        return DecimalNode.valueOf(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
}
