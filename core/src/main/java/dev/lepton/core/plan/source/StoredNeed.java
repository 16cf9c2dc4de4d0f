package dev.lepton.core.plan.source;

import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.Work;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Data of one age.
 *
 * @param gib how much
 * @param readGib a month
 * @param tier where it lies today, by name
 * @param tiers where it could lie
 * @param copies share of it that is there more than once, and could be dropped; empty when nobody looked
 * @param mayGo whether it may be deleted
 */
public record StoredNeed(
        Work.Choice work,
        BigDecimal gib,
        BigDecimal readGib,
        String tier,
        List<Tier> tiers,
        Optional<BigDecimal> copies,
        boolean mayGo) {
    /** A class of storage: for one GiB a month, and for one GiB read. */
    public record Tier(String name, Price perGibMonth, Price perGibRead) {}

    public StoredNeed {
        tiers = List.copyOf(tiers);
    }
}
