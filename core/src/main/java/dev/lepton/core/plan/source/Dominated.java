package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Way;
import java.util.ArrayList;
import java.util.List;

/** Drops ways that are in no respect better than another of the same work, place and levers, and in some worse: no cheapest plan needs them. */
final class Dominated {
    private Dominated() {}

    static List<Way> without(List<Way> ways) {
        List<Way> kept = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            boolean beaten = false;
            for (int j = 0; j < ways.size() && !beaten; j++) {
                beaten = i != j && asGood(ways.get(j), ways.get(i)) && (!asGood(ways.get(i), ways.get(j)) || j < i);
            }
            if (!beaten) {
                kept.add(ways.get(i));
            }
        }
        return kept;
    }

    /** Whether {@code a} does at least as much as {@code b} with no more of anything, pulling no lever that {@code b} does not. */
    private static boolean asGood(Way a, Way b) {
        if (!(a.how() instanceof Way.How.Serve x) || !(b.how() instanceof Way.How.Serve y)) {
            return false;
        }
        boolean rates = true;
        for (int i = 0; i < x.rates().size(); i++) {
            rates &= x.rates().get(i) >= y.rates().get(i);
        }
        return rates
                && asPooled(x, y)
                && a.place().equals(b.place())
                && a.devices() <= b.devices()
                && b.changes().containsAll(a.changes())
                && (b.watts().isEmpty()
                        || (a.watts().isPresent()
                                && a.watts().getAsDouble() <= b.watts().getAsDouble()));
    }
    /** Whether so many replicas of {@code a} carry as much as of {@code b}; without a promise of waits all carry alike. */
    private static boolean asPooled(Way.How.Serve a, Way.How.Serve b) {
        return b.pool()
                .map(other -> a.pool().map(p -> p.carriesAsMuchAs(other)).orElse(false))
                .orElse(a.pool().isEmpty());
    }
}
