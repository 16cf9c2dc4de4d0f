package dev.lepton.report.model;

import dev.lepton.core.time.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/**
 * What the report is of and when it was made.
 *
 * @param title the heading
 * @param window what is reported
 * @param zone the zone its dates are shown in
 * @param dataEnds the end of the latest usage that was found; the window may reach further
 * @param generatedAt when the report was made, given by the caller
 * @param currency the one currency of every amount
 * @param notices what a reader must know before any figure, for instance that data is drawn or is a test's
 */
public record Cover(
        String title,
        Window window,
        ZoneId zone,
        Instant dataEnds,
        Instant generatedAt,
        Currency currency,
        List<String> notices) {
    public Cover {
        Check.named("A report", title);
        notices = List.copyOf(notices);
    }
}
