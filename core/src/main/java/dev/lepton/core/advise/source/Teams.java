package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Action;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.CostPool;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Machines;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What teams hold of pools that are paid by use: the scope of most findings. */
final class Teams {
    private Teams() {}

    /** Cells of one team on one pool. */
    record Group(CostPool pool, Optional<String> team, List<CostCell> cells) {
        /** Names it in an identifier. */
        String scope() {
            return pool.id() + ":" + team.orElse("no-team");
        }

        String of() {
            return team.map(t -> "team " + t).orElse("no team");
        }

        Action.Cut cut() {
            return new Action.Cut(pool.id(), ids(cells));
        }

        Money cost(Books books) {
            return books.cost(cells);
        }

        long count() {
            return cells.stream().mapToLong(CostCell::count).sum();
        }

        /** As sure as the pool's price and {@code use}. */
        Confidence sure(Confidence use) {
            return pool.machines().orElseThrow().priced().and(use);
        }
    }

    /** The cells that {@code which} means, by pool and team, of machines whose cost falls when less is held. */
    static List<Group> of(Books books, Predicate<CostCell> which) {
        List<Group> groups = new ArrayList<>();
        for (CostPool pool : books.machines()) {
            if (pool.machines().orElseThrow().paidAnyway()) {
                continue;
            }
            Map<String, List<CostCell>> byTeam = pool.cells().stream()
                    .filter(c -> c.hasCost() && which.test(c))
                    .collect(Collectors.groupingBy(c -> c.team().orElse(""), TreeMap::new, Collectors.toList()));
            byTeam.forEach((team, cells) ->
                    groups.add(new Group(pool, Optional.of(team).filter(t -> !t.isEmpty()), cells)));
        }
        return groups;
    }

    /**
     * What of a cut of {@code trait} in {@code pool} frees machines: machines are given back whole, so in each hour what is freed is rounded
     * to whole machines and counts at most with itself; less than half of one counts for nothing.
     */
    static BigDecimal freed(Books books, CostPool pool, Trait trait) {
        Machines machines = pool.machines().orElseThrow();
        boolean nightly = trait == Trait.OFF_HOURS;
        BigDecimal held = machines.load().stream()
                .filter(h -> !nightly || !h.atWork())
                .map(Machines.HourLoad::held)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal cost =
                books.cost(pool.with(trait)).amount().divide(Books.perMonth(books.window()), MathContext.DECIMAL64);
        if (held.signum() == 0 || cost.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal each = cost.divide(held.multiply(machines.hourly().perUnit()), MathContext.DECIMAL64);
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal whole = BigDecimal.ZERO;
        for (Machines.HourLoad hour : machines.load()) {
            if (!nightly || !hour.atWork()) {
                BigDecimal part = hour.held().multiply(each);
                all = all.add(part);
                whole = whole.add(part.setScale(0, RoundingMode.HALF_UP).min(part));
            }
        }
        return whole.divide(all, MathContext.DECIMAL64).min(BigDecimal.ONE);
    }

    /** The proposal with what frees whole machines counted, and all of the cut at best. */
    static Proposal counted(Books books, Group group, Trait trait, Proposal all) {
        return counted(books, group, trait, all, group.cells());
    }

    /** The same where only {@code sure} of the group's cells are counted. */
    static Proposal counted(Books books, Group group, Trait trait, Proposal all, List<CostCell> sure) {
        BigDecimal share = freed(books, group.pool(), trait);
        List<Action> counted = sure.isEmpty() || share.signum() == 0
                ? List.of()
                : List.of(new Action.Cut(group.pool().id(), ids(sure), share));
        return all.counting(
                counted,
                "machines are given back whole: " + Figures.percent(share)
                        + " of it is of at least half a machine in its hour, which is counted");
    }

    static Set<String> ids(List<CostCell> cells) {
        return cells.stream().map(CostCell::id).collect(Collectors.toSet());
    }

    /** Whether workloads hold it. */
    static boolean held(CostCell cell) {
        return !cell.is(Trait.EMPTY) && !cell.is(Trait.PACKABLE) && !cell.is(Trait.SPARE) && !cell.is(Trait.STORED);
    }
}
