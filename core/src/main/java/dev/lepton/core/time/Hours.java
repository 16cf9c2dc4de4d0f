package dev.lepton.core.time;

import java.math.BigDecimal;

/** Hours in the spans that price lists use. */
public final class Hours {
    /**
     * Hours in a billing month: 730 = 8,760 / 12. Cloud providers print monthly prices of hourly goods on this basis
     * whatever the calendar month; usage is always priced by its own hours instead.
     */
    public static final BigDecimal PER_BILLING_MONTH = BigDecimal.valueOf(730);

    /** Hours in a year of 365 days, the basis of every cost-per-year formula here. */
    public static final BigDecimal PER_YEAR = BigDecimal.valueOf(8_760);

    private Hours() {}
}
