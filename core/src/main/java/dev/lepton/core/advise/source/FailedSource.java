package dev.lepton.core.advise.source;

import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import java.util.List;

/**
 * Runs that failed. Counted is what failed again after one of the same name and team had failed: the first failure said so. At best all of it
 * is saved: a short trial before the long run finds most faults of programs.
 */
public final class FailedSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        if (!books.knows().work() || !books.knows().states()) {
            return Looked.silent(Strategy.FAILED, books.knows().work() ? Lack.NO_STATES : Lack.NO_WORK);
        }
        List<Proposal> found = Teams.of(books, c -> c.is(Trait.FAILED)).stream()
                .map(g -> proposal(books, g))
                .toList();
        return Looked.of(Strategy.FAILED, found, List.of(), Lack.NOTHING);
    }

    private static Proposal proposal(Books books, Teams.Group group) {
        List<CostCell> again =
                group.cells().stream().filter(c -> c.is(Trait.FAILED_AGAIN)).toList();
        Proposal all = new Proposal(
                Strategy.FAILED,
                group.scope(),
                "Try runs of " + group.of() + " out before they run in full, and stop repeating those that fail",
                List.of(),
                List.of(group.cut()),
                java.util.Optional.empty(),
                group.sure(Confidence.ESTIMATE),
                "how runs ended is recorded; that a failure could have been seen coming is assumed",
                Risk.LOW,
                "a trial of some minutes before each long run",
                List.of(
                        "runs that failed, ran out of time or memory, or lost their machine: "
                                + Figures.money(group.cost(books)) + " a month",
                        "of them after one of the same name and team had failed before: "
                                + Figures.money(books.cost(again)) + " a month, which can be counted",
                        books.scale()),
                books.wasters(group.scope(), Trait.FAILED));
        return Teams.counted(books, group, Trait.FAILED, all, again);
    }
}
