package dev.lepton.core.plan.source;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Way;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The ways to keep data: in each class of storage, with its copies or without, or not at all. */
public final class StoredWays {
    private final List<Slot> slots;
    private final Currency currency;

    public StoredWays(List<Slot> slots, Currency currency) {
        this.slots = List.copyOf(slots);
        this.currency = currency;
    }

    /** The ways to keep {@code need}, the work of number {@code work}. */
    public List<Way> of(StoredNeed need, int work, List<String> silent) {
        List<Way> ways = new ArrayList<>();
        for (StoredNeed.Tier tier : need.tiers()) {
            Set<Lever> moved =
                    tier.name().equals(need.tier()) ? EnumSet.noneOf(Lever.class) : EnumSet.of(Lever.STORAGE_TIER);
            ways.add(way(work, tier.name(), "kept", moved, monthly(need, tier, BigDecimal.ONE)));
            need.copies().ifPresent(copies -> {
                Set<Lever> levers = EnumSet.of(Lever.DATA);
                levers.addAll(moved);
                ways.add(way(
                        work,
                        tier.name(),
                        "copies dropped",
                        levers,
                        monthly(need, tier, BigDecimal.ONE.subtract(copies))));
            });
        }
        if (need.mayGo()) {
            ways.add(way(work, "none", "deleted", EnumSet.of(Lever.DATA), Money.zero(currency)));
        } else if (need.copies().isEmpty()) {
            silent.add(need.work().name() + ", " + Lever.DATA.words()
                    + ": neither its copies nor whether it may be deleted are stated");
        }
        return ways;
    }

    private static Money monthly(StoredNeed need, StoredNeed.Tier tier, BigDecimal share) {
        return tier.perGibMonth()
                .times(need.gib().multiply(share))
                .plus(tier.perGibRead().times(need.readGib()));
    }

    private Way way(int work, String tier, String kept, Set<Lever> changes, Money monthly) {
        return new Way(
                work,
                Map.of(Lever.STORAGE_TIER, tier, Lever.DATA, kept),
                changes,
                OptionalInt.empty(),
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                Confidence.ESTIMATE,
                new Way.How.Keep(Collections.nCopies(slots.size(), 0.0), monthly));
    }
}
