package dev.lepton.report.model;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Something that was paid for and not used.
 *
 * @param name the job, workload or node
 * @param team whose it is, if anyone's
 * @param device what it ran on
 * @param deviceHours GPU-hours, or those of its device
 * @param utilisation from 0 to 1; empty when it was not measured
 * @param cost what it cost in the window
 * @param wasted what of that bought nothing, from 0 to {@code cost}
 * @param confidence how sure {@code wasted} is
 * @param whyId the argument of {@code lepton why} that shows the working
 */
public record Waster(
        String name,
        Optional<String> team,
        String device,
        BigDecimal deviceHours,
        Optional<BigDecimal> utilisation,
        Money cost,
        Money wasted,
        Confidence confidence,
        String whyId) {
    public Waster {
        Check.named("A waster", name);
        Check.that(deviceHours.signum() >= 0, "'" + name + "' ran for " + deviceHours + " h.");
        Check.that(
                !wasted.isNegative() && wasted.compareTo(cost) <= 0,
                "'" + name + "' cannot waste " + wasted + " of " + cost + ".");
        utilisation.ifPresent(u -> Check.that(
                u.signum() >= 0 && u.compareTo(BigDecimal.ONE) <= 0,
                "The utilisation of '" + name + "' is " + u + "; it is a fraction from 0 to 1."));
    }
}
