package dev.lepton.core.advise.source;

import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Assumptions;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import java.util.List;

/** Notebooks and development machines that are on at night and at weekends while nobody is seen to use them. */
public final class OffHoursSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        if (!books.knows().work()) {
            return Looked.silent(Strategy.OFF_HOURS, Lack.NO_WORK);
        }
        if (!books.knows().keyboards()) {
            return Looked.silent(Strategy.OFF_HOURS, Lack.NOBODY_AT_A_KEYBOARD);
        }
        List<Proposal> found = Teams.of(books, c -> c.is(Trait.OFF_HOURS)).stream()
                .map(g -> Teams.counted(books, g, Trait.OFF_HOURS, proposal(books, g)))
                .toList();
        return Looked.of(Strategy.OFF_HOURS, found, List.of(), Lack.NOTHING);
    }

    private static Proposal proposal(Books books, Teams.Group group) {
        Assumptions assumed = books.assumed();
        boolean seen = group.cells().stream().allMatch(c -> c.is(Trait.ASLEEP));
        Confidence use = seen ? books.knows().use().orElse(Confidence.GUESS) : Confidence.GUESS;
        return Proposal.of(
                Strategy.OFF_HOURS,
                group.scope(),
                "Switch off notebooks and development of " + group.of() + " outside of working hours",
                List.of(group.cut()),
                new Proposal.Sureness(
                        group.sure(use),
                        seen ? "measured not to be used then" : "part of it was not measured: somebody may work then",
                        Risk.LOW,
                        "whoever works at night starts it again"),
                new Proposal.Told(
                        List.of(
                                "held by workloads named like notebooks, outside of Monday to Friday "
                                        + assumed.workFrom() + " to " + assumed.workTo() + " h on the"
                                        + " workspace's clock (assumed), not seen in use",
                                books.scale(),
                                Figures.money(group.cost(books)) + " a month on "
                                        + group.pool().words()),
                        books.wasters(group.scope(), Trait.OFF_HOURS)));
    }
}
