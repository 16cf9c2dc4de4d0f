package dev.lepton.core.plan.source;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.finance.Annuity;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Way;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Buy, and pay the outlay back in equal months with interest (capital recovery factor), or leave it as it is. */
public final class CapitalWays {
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final List<Slot> slots;

    public CapitalWays(List<Slot> slots) {
        this.slots = List.copyOf(slots);
    }

    /** The ways to run {@code need}, the work of number {@code work}. */
    public List<Way> of(CapitalNeed need, int work) {
        List<Way> ways = new ArrayList<>();
        ways.add(way(work, "as it is", Set.of(), need.today()));
        for (CapitalNeed.Investment i : need.investments()) {
            BigDecimal rate = BigDecimal.valueOf(i.yearly()).divide(MONTHS, MathContext.DECIMAL128);
            Money instalment = Annuity.payment(i.outlay(), rate, i.months());
            ways.add(way(work, i.name(), Set.of(Lever.CAPITAL), i.monthly().plus(instalment)));
        }
        return ways;
    }

    private Way way(int work, String setting, Set<Lever> changes, Money monthly) {
        return new Way(
                work,
                Map.of(Lever.CAPITAL, setting),
                changes,
                OptionalInt.empty(),
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                Confidence.ESTIMATE,
                new Way.How.Keep(Collections.nCopies(slots.size(), 0.0), monthly));
    }
}
