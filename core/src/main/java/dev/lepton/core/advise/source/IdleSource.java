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
import dev.lepton.core.advise.Silence;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Machines that are there while nobody holds any of them. */
public final class IdleSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        if (books.machines().isEmpty()) {
            return Looked.silent(Strategy.IDLE, Lack.NO_MACHINES);
        }
        if (!books.knows().work()) {
            return Looked.silent(Strategy.IDLE, Lack.NO_WORK);
        }
        List<Proposal> found = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        if (!books.knows().everyHour()) {
            silences.add(new Silence(Strategy.IDLE, Lack.TOO_MANY_HOURS, ""));
        }
        for (CostPool pool : books.machines()) {
            List<CostCell> empty = pool.with(Trait.EMPTY);
            if (!empty.isEmpty()) {
                found.add(proposal(books, pool, pool.machines().orElseThrow(), empty));
            }
        }
        return Looked.of(Strategy.IDLE, found, silences, Lack.NOTHING);
    }

    private static Proposal proposal(Books books, CostPool pool, Machines machines, List<CostCell> empty) {
        Money cost = books.cost(empty);
        Confidence seen = machines.counted() ? Confidence.MEASURED : Confidence.ESTIMATE;
        Proposal.Sureness sureness = new Proposal.Sureness(
                machines.priced().and(seen),
                machines.counted()
                        ? "each machine is known by name, and nothing ran on it"
                        : "how many would have been enough is worked out from what was held, with room above",
                Risk.LOW,
                "work that comes while machines start waits for some minutes");
        Proposal.Told told = new Proposal.Told(working(books, pool, machines, cost), List.of());
        if (machines.paidAnyway()) {
            return Proposal.unknown(
                    Strategy.IDLE,
                    pool.id(),
                    "Put waiting work on " + pool.words() + ": they stand empty at times",
                    Lack.PAID_ANYWAY,
                    cost,
                    sureness,
                    told);
        }
        return Proposal.of(
                Strategy.IDLE,
                pool.id(),
                "Give back " + pool.words() + " while nobody holds them",
                List.of(new Action.Cut(pool.id(), Teams.ids(empty))),
                sureness,
                told);
    }

    private static List<String> working(Books books, CostPool pool, Machines machines, Money empty) {
        BigDecimal price = machines.hourly().perUnit();
        BigDecimal there = BigDecimal.ZERO;
        BigDecimal unneeded = BigDecimal.ZERO;
        for (Machines.HourLoad hour : machines.load()) {
            there = there.add(hour.empty())
                    .add(hour.packable())
                    .add(hour.spare())
                    .add(hour.held());
            unneeded = unneeded.add(hour.empty());
        }
        List<String> lines = new ArrayList<>();
        lines.add(Figures.number(there.divide(price, MathContext.DECIMAL64), 1)
                + " machine-hours were paid for in the window, "
                + Figures.number(unneeded.divide(price, MathContext.DECIMAL64), 1)
                + (machines.counted()
                        ? " of them with nothing held on the machine"
                        : " of them above what was held and "
                                + Figures.percent(books.assumed().headroom()) + " in reserve (assumed)"));
        lines.add("at " + Figures.number(price, 4) + " "
                + machines.hourly().currency().getCurrencyCode() + " an hour");
        lines.add(books.scale());
        lines.add(Figures.money(empty) + " a month of " + Figures.money(pool.cost(books.zero())));
        return lines;
    }
}
