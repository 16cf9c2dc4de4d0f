package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Action;
import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.CostPool;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Machines;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Machines that would be empty if what is held were packed onto fewer: at best, since pieces do not always fit. */
public final class FragmentationSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        if (books.machines().isEmpty() || !books.knows().work()) {
            return Looked.silent(Strategy.FRAGMENTATION, books.machines().isEmpty() ? Lack.NO_MACHINES : Lack.NO_WORK);
        }
        List<Proposal> found = new ArrayList<>();
        for (CostPool pool : books.machines()) {
            Machines machines = pool.machines().orElseThrow();
            List<CostCell> packable = pool.with(Trait.PACKABLE);
            if (!packable.isEmpty() && !machines.paidAnyway()) {
                found.add(proposal(books, pool, machines, packable));
            }
        }
        return Looked.of(Strategy.FRAGMENTATION, found, List.of(), Lack.NOTHING);
    }

    private static Proposal proposal(Books books, CostPool pool, Machines machines, List<CostCell> packable) {
        return new Proposal(
                Strategy.FRAGMENTATION,
                pool.id(),
                "Pack what runs on " + pool.words() + " onto fewer of them",
                List.of(),
                List.of(new Action.Cut(pool.id(), Teams.ids(packable))),
                Optional.empty(),
                machines.priced().and(Confidence.ESTIMATE),
                "by shares of machines; whether the pieces fit is what lepton place finds out",
                Risk.MEDIUM,
                "moving running work restarts it",
                List.of(
                        "in each hour: machines with something on them, less the fewest that hold as much of the scarcest"
                                + " resource with "
                                + Figures.percent(books.assumed().headroom())
                                + " in reserve (assumed)",
                        books.scale(),
                        "at best " + Figures.money(books.cost(packable)) + " a month; nothing of it is counted"),
                List.of());
    }
}
