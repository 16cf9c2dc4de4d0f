package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import java.util.Comparator;
import java.util.List;

/**
 * The worst wasters, worst first, and how much there are and they waste in all.
 *
 * @param top those that are listed
 * @param count how many there are in all
 * @param wasted what all of them waste
 */
public record Wasters(List<Waster> top, long count, Money wasted) {
    public Wasters {
        top = top.stream()
                .sorted(Comparator.comparing(Waster::wasted).reversed())
                .toList();
        Check.that(top.size() <= count, top.size() + " wasters are listed of " + count + ".");
        Money listed = Money.sum(top.stream().map(Waster::wasted).toList(), wasted.currency());
        Check.that(listed.compareTo(wasted) <= 0, "The wasters listed waste " + listed + " of " + wasted + ".");
        Check.that(
                top.size() < count || listed.equals(wasted),
                "All " + count + " wasters are listed, but they waste " + listed + ", not " + wasted + ".");
    }

    /** None, in the currency of {@code zero}. */
    public static Wasters none(Money zero) {
        return new Wasters(List.of(), 0, zero);
    }
}
