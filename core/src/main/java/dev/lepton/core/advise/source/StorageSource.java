package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Action;
import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.CostPool;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import java.util.ArrayList;
import java.util.List;

/** Volumes larger than what is in them, and stored data whose age nobody looked at. */
public final class StorageSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        List<Proposal> found = new ArrayList<>();
        for (CostPool pool : books.pools()) {
            List<CostCell> stored = pool.with(Trait.STORED);
            List<CostCell> surplus =
                    stored.stream().filter(c -> c.is(Trait.SURPLUS)).toList();
            if (!surplus.isEmpty()) {
                found.add(volumes(books, pool, surplus));
            } else if (!stored.isEmpty()) {
                found.add(tiers(books, pool, stored));
            }
        }
        return Looked.of(Strategy.STORAGE, found, List.of(), Lack.NOTHING);
    }

    private static Proposal volumes(Books books, CostPool pool, List<CostCell> surplus) {
        return Proposal.of(
                Strategy.STORAGE,
                pool.id(),
                "Make volumes smaller: " + pool.words(),
                List.of(new Action.Cut(pool.id(), Teams.ids(surplus))),
                new Proposal.Sureness(
                        Confidence.MEASURED,
                        "what is in them was measured",
                        Risk.MEDIUM,
                        "most volumes grow in place and shrink only by copying; they fill up again"),
                new Proposal.Told(
                        List.of(
                                "cost × (1 − used ÷ "
                                        + Figures.percent(books.assumed().targetUse()) + "), the target being assumed",
                                books.scale(),
                                Figures.money(books.cost(surplus)) + " a month of "
                                        + Figures.money(pool.cost(books.zero()))),
                        List.of()));
    }

    private static Proposal tiers(Books books, CostPool pool, List<CostCell> stored) {
        return Proposal.unknown(
                Strategy.STORAGE,
                pool.id(),
                "Let what is not read move to a colder tier, and say how long it is kept: " + pool.words(),
                Lack.NO_ACCESS_TIMES,
                books.cost(stored),
                new Proposal.Sureness(
                        Confidence.GUESS,
                        "a bill does not say what was read",
                        Risk.LOW,
                        "reading it again costs a fee"),
                new Proposal.Told(
                        List.of(
                                books.scale(),
                                Figures.money(books.cost(stored)) + " a month is stored",
                                "lepton plan works out tiers and how long to keep what is not read, from a document that states gigabytes and"
                                        + " reads by age under stored: lepton plan --example"),
                        books.wasters(pool.id(), Trait.STORED)));
    }
}
