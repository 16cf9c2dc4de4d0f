package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Cost gathered under one key, by resource and by what became of it.
 *
 * @param kind whose cost it is
 * @param key the values of the keys asked for, in their order
 * @param cluster the cluster it arose in; idle cost is shared within its cluster
 * @param shares what was held of nodes, storage and network, by resource
 * @param external cost that is billed as it is: bill lines that belong to no node of the fleet
 * @param idle unallocated cost: of its own when {@code kind} is IDLE, otherwise idle shared onto it, by resource
 * @param shared cost of other lines shared onto it
 */
public record CostLine(
        Kind kind,
        List<String> key,
        String cluster,
        Map<Resource, Share> shares,
        Money external,
        Map<Resource, Money> idle,
        Money shared) {
    /** Whose cost a line is. */
    public enum Kind {
        /** A workload's. */
        WORKLOAD,
        /** Nobody's: capacity that was paid for and not asked for. */
        IDLE,
        /** As billed, outside the fleet. */
        BILL
    }

    public CostLine {
        key = List.copyOf(key);
        shares = Collections.unmodifiableMap(new EnumMap<>(shares.isEmpty() ? new EnumMap<>(Resource.class) : shares));
        idle = Collections.unmodifiableMap(new EnumMap<>(idle.isEmpty() ? new EnumMap<>(Resource.class) : idle));
    }

    /** A workload's line with nothing shared onto it. */
    public static CostLine workload(List<String> key, String cluster, Map<Resource, Share> shares, Currency currency) {
        return new CostLine(Kind.WORKLOAD, key, cluster, shares, Money.zero(currency), Map.of(), Money.zero(currency));
    }

    /** Unallocated cost by resource. */
    public static CostLine idle(List<String> key, String cluster, Map<Resource, Money> idle, Currency currency) {
        return new CostLine(Kind.IDLE, key, cluster, Map.of(), Money.zero(currency), idle, Money.zero(currency));
    }

    /** A bill's line. */
    public static CostLine bill(List<String> key, Money external) {
        return new CostLine(Kind.BILL, key, "", Map.of(), external, Map.of(), Money.zero(external.currency()));
    }

    public Currency currency() {
        return external.currency();
    }

    /** What it holds of {@code resource}; nothing when it holds none. */
    public Share share(Resource resource) {
        Share share = shares.get(resource);
        return share == null ? Share.none(currency()) : share;
    }

    /** The idle cost of {@code resource} on this line. */
    public Money idle(Resource resource) {
        Money money = idle.get(resource);
        return money == null ? Money.zero(currency()) : money;
    }

    /** Cost of what it holds, before anything is shared onto it. */
    public Money direct() {
        List<Money> parts = new ArrayList<>();
        shares.values().forEach(s -> parts.add(s.allocated()));
        parts.add(external);
        return Money.sum(parts, currency());
    }

    public Money idleTotal() {
        return Money.sum(idle.values(), currency());
    }

    /** Everything: direct, idle and shared. */
    public Money total() {
        return direct().plus(idleTotal()).plus(shared);
    }

    /** Cost of what it held and used, held and did not use, or held unmeasured, over all resources. */
    public Share sum() {
        Money zero = Money.zero(currency());
        Money used = zero;
        Money unused = zero;
        Money unmeasured = zero;
        for (Share share : shares.values()) {
            used = used.plus(share.used());
            unused = unused.plus(share.unused());
            unmeasured = unmeasured.plus(share.unmeasured());
        }
        return new Share(Quantities.NONE, used, unused, unmeasured);
    }

    /** Both lines as one under {@code key}; the kind is this line's. */
    public CostLine plus(CostLine other, List<String> newKey) {
        Map<Resource, Share> allShares = new EnumMap<>(Resource.class);
        allShares.putAll(shares);
        other.shares.forEach((r, s) -> allShares.merge(r, s, Share::plus));
        Map<Resource, Money> allIdle = new EnumMap<>(Resource.class);
        allIdle.putAll(idle);
        other.idle.forEach((r, m) -> allIdle.merge(r, m, Money::plus));
        return new CostLine(
                kind, newKey, cluster, allShares, external.plus(other.external), allIdle, shared.plus(other.shared));
    }

    /** This line with {@code more} idle cost of {@code resource} on it. */
    public CostLine withIdle(Resource resource, Money more) {
        Map<Resource, Money> all = new EnumMap<>(Resource.class);
        all.putAll(idle);
        all.merge(resource, more, Money::plus);
        return new CostLine(kind, key, cluster, shares, external, all, shared);
    }

    /** This line with {@code more} of other lines' cost on it. */
    public CostLine withShared(Money more) {
        return new CostLine(kind, key, cluster, shares, external, idle, shared.plus(more));
    }
}
