package dev.lepton.core.advise.source;

import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.util.List;

/** Spend that names no team: nobody will save what nobody owns. */
public final class OwnerlessSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        List<CostCell> held = books.pools().stream()
                .flatMap(p -> p.cells().stream())
                .filter(c -> c.hasCost() && c.team().isEmpty() && Teams.held(c))
                .toList();
        Money bill = books.billWithoutTeam().isNegative() ? books.zero() : books.billWithoutTeam();
        Money all = books.cost(held).plus(bill);
        if (all.isZero()) {
            return Looked.silent(Strategy.OWNERLESS, Lack.NOTHING);
        }
        return new Looked(
                List.of(Proposal.unknown(
                        Strategy.OWNERLESS,
                        "all",
                        "Name the team behind " + Figures.money(all) + " a month",
                        Lack.NO_OWNER,
                        all,
                        new Proposal.Sureness(
                                Confidence.MEASURED,
                                "the labels are missing",
                                Risk.LOW,
                                "nothing that runs is touched"),
                        new Proposal.Told(
                                List.of(
                                        "held of machines: " + Figures.money(books.cost(held)) + " a month",
                                        "on bills: " + Figures.money(bill) + " a month",
                                        books.scale()),
                                List.of()))),
                List.of());
    }
}
