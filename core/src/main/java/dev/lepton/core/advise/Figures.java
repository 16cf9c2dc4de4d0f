package dev.lepton.core.advise;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How the working writes figures. */
public final class Figures {
    private Figures() {}

    /** {@code 1,234.56 USD}. */
    public static String money(Money money) {
        return number(money.amount(), 2) + " " + money.currency().getCurrencyCode();
    }

    /** {@code 1,234.5}: rounded half-even to {@code decimals}. */
    public static String number(BigDecimal value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value.setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /** {@code 12.5 %}. */
    public static String percent(BigDecimal share) {
        return number(share.movePointRight(2), 1) + " %";
    }
}
