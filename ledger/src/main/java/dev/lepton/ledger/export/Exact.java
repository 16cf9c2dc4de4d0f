package dev.lepton.ledger.export;

import dev.lepton.core.money.Money;
import dev.lepton.ledger.store.Engine;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Exact arithmetic inside the engine: amounts as whole numbers of their eighteenth decimal, and macros that split them.
 *
 * <p>A part is the difference of two values of one function that grows with its argument, is zero at zero and the whole
 * at the end. So parts add up to the whole in the last decimal whatever the rounding, and none has the other sign.
 */
final class Exact {
    private static final String ONE = "1000000000000000000::HUGEINT";

    /** 2^60. */
    private static final String FULL = "1152921504606846976::HUGEINT";

    private Exact() {}

    /** Defines the macros {@code lepton_upto, lepton_part, lepton_along, lepton_ratio} and what they are made of. */
    static void define(Engine engine) {
        // Where the whole is measured finer than 10^18 steps, steps are counted in bundles: products stay below 2^127.
        engine.execute("CREATE OR REPLACE TEMP MACRO lepton_bundle(upto, cap) AS upto // (cap // " + ONE + " + 1)");
        engine.execute("CREATE OR REPLACE TEMP MACRO lepton_upto(whole, upto, cap) AS CASE "
                + "WHEN upto <= 0 OR cap <= 0 THEN 0::HUGEINT WHEN upto >= cap THEN whole WHEN whole = cap THEN upto "
                + "ELSE (whole // lepton_bundle(cap, cap)) * lepton_bundle(upto, cap) "
                + "+ ((whole % lepton_bundle(cap, cap)) * lepton_bundle(upto, cap)) // lepton_bundle(cap, cap) END");
        engine.execute("CREATE OR REPLACE TEMP MACRO lepton_units(amount) AS "
                + "CAST(replace(CAST(CAST(amount AS DECIMAL(38,18)) AS VARCHAR), '.', '') AS HUGEINT)");
        engine.execute("CREATE OR REPLACE TEMP MACRO lepton_amount(units) AS CAST(CAST(units // " + ONE
                + " AS DECIMAL(20,0)) + CAST(units % " + ONE
                + " AS DECIMAL(18,0)) * 0.000000000000000001 AS DECIMAL(38,18))");
        // How far along the whole, in 2^60ths: found once for a row, then a part of any amount needs no division.
        engine.execute("CREATE OR REPLACE TEMP MACRO lepton_along(upto, cap) AS CASE WHEN upto >= cap THEN " + FULL
                + " ELSE lepton_bundle(upto, cap) * " + FULL + " // lepton_bundle(cap, cap) END");
        engine.execute("CREATE OR REPLACE TEMP MACRO lepton_reach(units, along) AS "
                + "(units >> 60) * along + (((units & (" + FULL + " - 1)) * along) >> 60)");
        engine.execute(
                "CREATE OR REPLACE TEMP MACRO lepton_between(units, a, b, t, along_a, along_b) AS lepton_amount(CASE "
                        + "WHEN units = t THEN b - a ELSE lepton_reach(units, along_b) - lepton_reach(units, along_a) END)");
        engine.execute(
                "CREATE OR REPLACE TEMP MACRO lepton_part(amount, a, b, t, along_a, along_b) AS CASE WHEN amount < 0 "
                        + "THEN -lepton_between(lepton_units(-amount), a, b, t, along_a, along_b) "
                        + "ELSE lepton_between(lepton_units(amount), a, b, t, along_a, along_b) END");
        // Twelve decimals; a quotient of doubles grows with its numerator, so these parts add up to 1 as well.
        engine.execute("CREATE OR REPLACE TEMP MACRO lepton_ratio(upto, cap) AS "
                + "CAST(round(CAST(upto AS DOUBLE) / CAST(cap AS DOUBLE), 12) AS DECIMAL(18,12))");
    }

    /** {@code money} in units of its eighteenth decimal. */
    static BigInteger units(Money money) {
        return units(money.amount());
    }

    static BigInteger units(BigDecimal amount) {
        return amount.movePointRight(Money.SCALE).toBigIntegerExact();
    }
}
