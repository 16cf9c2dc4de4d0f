package dev.lepton.report;

import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Numbers and dates as the report prints them: English, thousands separated, the unit beside the number. */
final class Figures {
    /** From this total on, amounts are shown in whole units of their currency. */
    private static final BigDecimal WHOLE_UNITS_FROM = BigDecimal.valueOf(10_000);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
    private static final String NBSP = "\u00a0";

    private Figures() {}

    /** How many decimals the amounts of a table are shown with, given its total. */
    static int decimals(Money total) {
        return total.amount().abs().compareTo(WHOLE_UNITS_FROM) < 0
                ? Math.max(0, total.currency().getDefaultFractionDigits())
                : 0;
    }

    /** What stands before an amount: {@code $}, or the code of another currency. */
    static String prefix(Currency currency) {
        return currency.equals(Money.USD) ? "$" : currency.getCurrencyCode() + NBSP;
    }

    /** An amount that was rounded for show already: {@code -$1,234}. */
    static String money(BigDecimal shown, Currency currency) {
        String sign = shown.signum() < 0 ? "-" : "";
        return sign + prefix(currency) + grouped(shown.abs(), shown.scale());
    }

    /** A single amount, rounded to {@code decimals}. */
    static String money(Money amount, int decimals) {
        return money(amount.amount().setScale(decimals, RoundingMode.HALF_EVEN), amount.currency());
    }

    /** A change: the sign always stands. */
    static String change(Money amount, int decimals) {
        return (amount.isNegative() ? "" : "+") + money(amount, decimals);
    }

    /** The price of one unit: at least cents, and three significant digits below one. */
    static String unitPrice(Money price) {
        BigDecimal amount = price.amount();
        boolean small = amount.abs().compareTo(BigDecimal.ONE) < 0 && amount.signum() != 0;
        int decimals = small ? Math.max(2, amount.round(new MathContext(3)).scale()) : 2;
        return money(price, decimals);
    }

    static String count(long count) {
        return grouped(BigDecimal.valueOf(count), 0);
    }

    /** A quantity: whole from 100 on, else to a tenth, a whole number always without decimals. */
    static String quantity(BigDecimal quantity) {
        boolean whole = quantity.abs().compareTo(BigDecimal.valueOf(100)) >= 0
                || quantity.stripTrailingZeros().scale() <= 0;
        return grouped(quantity, whole ? 0 : 1);
    }

    /** A quantity that was rounded for show already. */
    static String shown(BigDecimal shown) {
        return grouped(shown, shown.scale());
    }

    /** A coordinate of a drawing: whole from 1,000 on, to a tenth from 100 on, else to a hundredth. */
    static String plain(double value) {
        double size = Math.abs(value);
        return grouped(BigDecimal.valueOf(value), size >= 1000 ? 0 : size >= 100 ? 1 : 2);
    }

    /** A fraction as a percentage: {@code 12.3 %}; what is not nothing is never shown as nothing. */
    static String percent(BigDecimal fraction) {
        BigDecimal percent = fraction.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN);
        if (percent.signum() == 0 && fraction.signum() > 0) {
            return "<" + NBSP + "0.1" + NBSP + "%";
        }
        return percentShown(percent);
    }

    /** A percentage that was rounded for show already. */
    static String percentShown(BigDecimal percent) {
        return grouped(percent, percent.scale()) + NBSP + "%";
    }

    static String ratio(BigDecimal ratio) {
        return grouped(ratio, 2);
    }

    static String day(LocalDate date) {
        return date.format(DAY);
    }

    static String month(YearMonth month) {
        return month.format(MONTH);
    }

    static String minute(Instant instant, ZoneId zone) {
        return instant.atZone(zone).format(MINUTE) + " " + name(zone);
    }

    /** First and last day where the window is made of whole days, else both instants. */
    static String window(Window window, ZoneId zone) {
        ZonedDateTime from = window.from().atZone(zone);
        ZonedDateTime to = window.to().atZone(zone);
        boolean days = from.toLocalTime().equals(LocalTime.MIDNIGHT)
                && to.toLocalTime().equals(LocalTime.MIDNIGHT);
        return days
                ? day(from.toLocalDate()) + " to " + day(to.toLocalDate().minusDays(1))
                : from.format(MINUTE) + " to " + to.format(MINUTE) + " " + name(zone);
    }

    private static String name(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.toString();
    }

    private static String grouped(BigDecimal number, int decimals) {
        String pattern = "#,##0" + (decimals > 0 ? "." + "0".repeat(decimals) : "");
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(number);
    }
}
