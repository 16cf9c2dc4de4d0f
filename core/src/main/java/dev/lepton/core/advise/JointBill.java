package dev.lepton.core.advise;

import dev.lepton.core.finance.commitment.CommitmentPlan;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a month costs after changes that act on the same money.
 *
 * <p>Of a cell the largest of the cuts counts, and what is left is had at the lowest of the prices: cuts may be of the same hours, and a
 * machine-hour is bought in one way. Commitments are sized on what the other changes leave, by the load of each hour. Three things follow,
 * and the tests hold them:
 *
 * <ul>
 *   <li>A further change never makes the month dearer, so all the changes together are the cheapest choice among them: the joint optimum,
 *       with each machine-hour repriced in one way.
 *   <li>Together they never save more than the sum of what each saves alone. Of a cell with cuts a and price ratios r, 1 − (1 − max a) · min r
 *       is at most the sum of the a and the 1 − r. Of a level of load used a share u of the time at price p with a commitment at c, max(0,
 *       p·u − c) falls with u, and the other changes only lower u.
 *   <li>They never save more than what they act on costs.
 * </ul>
 */
final class JointBill {
    private final Books books;
    private final Map<String, CostPool> pools = new TreeMap<>();
    private final Map<List<Action>, Money> known = new HashMap<>();

    JointBill(Books books) {
        this.books = books;
        books.pools().forEach(p -> pools.put(p.id(), p));
    }

    /** The month after {@code actions}, in any order. */
    Money after(Collection<Action> actions) {
        Map<String, List<Action>> byPool = new TreeMap<>();
        actions.forEach(
                a -> byPool.computeIfAbsent(a.pool(), p -> new ArrayList<>()).add(a));
        Money saved = books.zero();
        for (Map.Entry<String, List<Action>> e : byPool.entrySet()) {
            CostPool pool = pools.get(e.getKey());
            if (pool == null) {
                throw new IllegalArgumentException("There is no pool " + e.getKey() + ".");
            }
            saved = saved.plus(known.computeIfAbsent(List.copyOf(e.getValue()), list -> saved(pool, list)));
        }
        return books.today().minus(saved);
    }

    /** What a month is cheaper by after {@code actions}. */
    Money saved(Collection<Action> actions) {
        return books.today().minus(after(actions));
    }

    /** What {@code commit} buys beside {@code actions}, itself among them or not. */
    CommitmentPlan bought(Action.Commit commit, Collection<Action> actions) {
        CostPool pool = Objects.requireNonNull(pools.get(commit.pool()));
        List<Action> here =
                actions.stream().filter(a -> a.pool().equals(commit.pool())).toList();
        Left left = new Left(pool, here);
        return new CommittedLoad(pool, pool.machines().orElseThrow(), left.kept, left.ratios).plan(commit.rates());
    }

    /** What of each cell of a pool is left after cuts, and at which share of its price. */
    private static final class Left {
        private final Map<String, BigDecimal> kept = new TreeMap<>();
        private final Map<String, BigDecimal> ratios = new TreeMap<>();

        Left(CostPool pool, List<Action> actions) {
            pool.cells().forEach(c -> {
                kept.put(c.id(), BigDecimal.ONE);
                ratios.put(c.id(), BigDecimal.ONE);
            });
            for (Action action : actions) {
                switch (action) {
                    case Action.Cut cut ->
                        cut.cells().forEach(c -> kept.merge(c, BigDecimal.ONE.subtract(cut.share()), BigDecimal::min));
                    case Action.Reprice reprice ->
                        reprice.cells().forEach(c -> ratios.merge(c, reprice.ratio(), BigDecimal::min));
                    case Action.Commit commit -> {}
                }
            }
        }

        /** The share of a cell's cost that is left. */
        BigDecimal of(CostCell cell) {
            return kept.getOrDefault(cell.id(), BigDecimal.ONE)
                    .multiply(ratios.getOrDefault(cell.id(), BigDecimal.ONE));
        }
    }

    private Money saved(CostPool pool, List<Action> actions) {
        Left left = new Left(pool, actions);
        Money saved = books.zero();
        for (CostCell cell : pool.cells()) {
            if (cell.hasCost()) {
                saved = saved.plus(cell.cost().minus(cell.cost().times(left.of(cell))));
            }
        }
        return saved.plus(committed(pool, actions, left));
    }

    private Money committed(CostPool pool, List<Action> actions, Left left) {
        Money saved = books.zero();
        for (Action action : actions) {
            if (action instanceof Action.Commit commit) {
                if (!saved.isZero()) {
                    throw new IllegalArgumentException("Two commitments for " + pool.id() + ".");
                }
                Machines machines = pool.machines().orElseThrow();
                saved = new CommittedLoad(pool, machines, left.kept, left.ratios).saved(commit.rates());
            }
        }
        return saved;
    }
}
