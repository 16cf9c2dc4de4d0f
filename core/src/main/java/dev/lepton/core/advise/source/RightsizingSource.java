package dev.lepton.core.advise.source;

import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import java.util.List;

/** What is requested beyond what is used: ask for as much as the busiest hours need, whole accelerators staying whole. */
public final class RightsizingSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        if (!books.knows().work() || books.knows().use().isEmpty()) {
            return Looked.silent(Strategy.RIGHTSIZING, books.knows().work() ? Lack.NO_UTILISATION : Lack.NO_WORK);
        }
        Confidence use = books.knows().use().get();
        List<Proposal> found = Teams.of(books, c -> c.is(Trait.SURPLUS)).stream()
                .map(g -> Teams.counted(books, g, Trait.SURPLUS, proposal(books, g, use)))
                .toList();
        return Looked.of(Strategy.RIGHTSIZING, found, List.of(), Lack.NOTHING);
    }

    private static Proposal proposal(Books books, Teams.Group group, Confidence use) {
        return Proposal.of(
                Strategy.RIGHTSIZING,
                group.scope(),
                "Ask for fewer of " + group.pool().words() + " in " + group.of(),
                List.of(group.cut()),
                new Proposal.Sureness(
                        group.sure(use).and(Confidence.ESTIMATE),
                        use == Confidence.GUESS
                                ? "its use was drawn, not measured"
                                : "from measured use; that the work runs as well on less has to be tried",
                        Risk.MEDIUM,
                        "work that had short peaks takes longer"),
                new Proposal.Told(
                        List.of(
                                "by the hour: cost × (1 − busiest hours' use ÷ "
                                        + Figures.percent(books.assumed().targetUse())
                                        + "), the busiest being the 95th percentile of the hours measured",
                                "of runs with whole accelerators and a mean only: those above the mean use ÷ "
                                        + Figures.percent(books.assumed().targetUse())
                                        + ", rounded up, and never the last one",
                                books.scale(),
                                Figures.money(group.cost(books)) + " a month"),
                        books.wasters(group.scope(), Trait.SURPLUS)));
    }
}
