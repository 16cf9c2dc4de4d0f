package dev.lepton.core.plan.source;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Way;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The ways to keep machines for people: as they are, smaller, off while idle, off outside the hours of work, and these together. */
public final class KeepWays {
    private final List<Site> sites;
    private final List<Slot> slots;
    private final Currency currency;

    public KeepWays(List<Site> sites, List<Slot> slots, Currency currency) {
        this.sites = List.copyOf(sites);
        this.slots = List.copyOf(slots);
        this.currency = currency;
    }

    /** The ways to keep {@code need}, the work of number {@code work}. What has nothing to offer says so in {@code silent}. */
    public List<Way> of(KeepNeed need, int work, List<String> silent) {
        List<Way> ways = new ArrayList<>();
        List<Double> sizes = new ArrayList<>(List.of((double) need.devices()));
        if (need.needs().isPresent() && need.needs().getAsDouble() < need.devices()) {
            sizes.add(need.needs().getAsDouble());
        } else {
            silent.add(need.work().name() + ", " + Lever.RIGHTSIZING.words() + ": "
                    + (need.needs().isEmpty() ? "what it really uses is not stated" : "it uses all it has"));
        }
        for (double size : sizes) {
            Set<Lever> smaller = size < need.devices() ? EnumSet.of(Lever.RIGHTSIZING) : EnumSet.noneOf(Lever.class);
            add(ways, need, work, size, Collections.nCopies(slots.size(), 1.0), smaller);
            for (KeepSource source : KeepSource.ALL) {
                source.on(need).ifPresent(on -> {
                    Set<Lever> both = EnumSet.copyOf(union(smaller, source.lever()));
                    add(ways, need, work, size, on, both);
                });
            }
        }
        for (KeepSource source : KeepSource.ALL) {
            if (source.on(need).isEmpty()) {
                silent.add(need.work().name() + ", " + source.lever().words() + ": " + source.silence());
            }
        }
        return ways;
    }

    private static Set<Lever> union(Set<Lever> some, Lever one) {
        Set<Lever> all = EnumSet.of(one);
        all.addAll(some);
        return all;
    }

    private void add(List<Way> ways, KeepNeed need, int work, double size, List<Double> on, Set<Lever> levers) {
        for (int s = 0; s < sites.size(); s++) {
            way(need, work, size, on, levers, s).ifPresent(ways::add);
        }
    }

    private Optional<Way> way(KeepNeed need, int work, double size, List<Double> on, Set<Lever> levers, int site) {
        Site at = sites.get(site);
        Optional<Integer> blocked = at.place().blocked((int) Math.ceil(size));
        if (need.today().device().map(d -> !at.has(d)).orElse(false)
                || need.today()
                        .machine()
                        .map(m -> !m.equals(at.place().machine()))
                        .orElse(false)
                || !at.in(need.regions())
                || blocked.isEmpty()) {
            return Optional.empty();
        }
        Set<Lever> changes = EnumSet.noneOf(Lever.class);
        changes.addAll(levers);
        if (need.today().region().map(r -> !r.equals(at.place().region())).orElse(false)) {
            changes.add(Lever.REGION);
        }
        Map<Lever, String> settings = new EnumMap<>(Lever.class);
        settings.put(Lever.REGION, at.place().region());
        settings.put(Lever.RIGHTSIZING, blocked.get() + " of " + at.place().devices());
        settings.put(
                Lever.IDLE_SHUTDOWN,
                levers.contains(Lever.IDLE_SHUTDOWN)
                        ? "off when idle"
                        : levers.contains(Lever.OFF_HOURS) ? "off outside hours of work" : "always on");
        return Optional.of(new Way(
                work,
                settings,
                changes,
                OptionalInt.of(site),
                (double) blocked.get() * need.count(),
                need.watts().isPresent()
                        ? OptionalDouble.of(need.watts().getAsDouble() * need.count())
                        : OptionalDouble.empty(),
                Optional.empty(),
                levers.isEmpty() ? Confidence.MEASURED : Confidence.ESTIMATE,
                new Way.How.Keep(on, Money.zero(currency))));
    }
}
