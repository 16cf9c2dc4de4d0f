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

/** What is held and not used for hours on end: stop it when it falls asleep. */
public final class AsleepSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        if (!books.knows().work() || books.knows().use().isEmpty()) {
            return Looked.silent(Strategy.ASLEEP, books.knows().work() ? Lack.NO_UTILISATION : Lack.NO_WORK);
        }
        Confidence use = books.knows().use().get();
        List<Proposal> found = Teams.of(books, c -> c.is(Trait.ASLEEP)).stream()
                .map(g -> Teams.counted(books, g, Trait.ASLEEP, proposal(books, g, use)))
                .toList();
        return Looked.of(Strategy.ASLEEP, found, List.of(), Lack.NOTHING);
    }

    private static Proposal proposal(Books books, Teams.Group group, Confidence use) {
        String asleep = "below " + Figures.percent(books.assumed().asleepBelow()) + " in use for "
                + books.assumed().asleepHours() + " hours or more, or for all of a run";
        return Proposal.of(
                Strategy.ASLEEP,
                group.scope(),
                "Stop what " + group.of() + " holds of " + group.pool().words() + " and does not use",
                List.of(group.cut()),
                new Proposal.Sureness(
                        group.sure(use),
                        use == Confidence.GUESS ? "its use was drawn, not measured" : "its use was measured",
                        Risk.MEDIUM,
                        "what is loaded in memory is lost and has to be loaded again"),
                new Proposal.Told(
                        List.of(
                                "held, and " + asleep + ": "
                                        + Figures.number(java.math.BigDecimal.valueOf(group.count()), 0)
                                        + " workloads or hours of one",
                                books.scale(),
                                Figures.money(group.cost(books)) + " a month"),
                        books.wasters(group.scope(), Trait.ASLEEP)));
    }
}
