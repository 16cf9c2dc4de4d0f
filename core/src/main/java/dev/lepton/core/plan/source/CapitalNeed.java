package dev.lepton.core.plan.source;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Work;
import java.util.List;

/**
 * Something that runs as it is, or better after money is spent once: cooling, a newer generation of machines of our own.
 *
 * @param today what it costs a month as it is
 * @param investments what could be bought
 */
public record CapitalNeed(Work.Choice work, Money today, List<Investment> investments) {
    /** {@code outlay} once, spread over {@code months} at {@code yearly} interest; then {@code monthly} instead of today's cost. */
    public record Investment(String name, Money outlay, int months, double yearly, Money monthly) {}

    public CapitalNeed {
        investments = List.copyOf(investments);
    }
}
