package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Action;
import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Alternative;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CommittedLoad;
import dev.lepton.core.advise.CostPool;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Machines;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Silence;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.finance.commitment.CommitmentPlan;
import dev.lepton.core.finance.commitment.UnitRates;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Machines that run so much of the time that a commitment costs less than paying for use. */
public final class CommitmentSource implements AdviceSource {
    private static final Duration LONG = Duration.ofDays(28);

    @Override
    public Looked look(Books books) {
        if (books.machines().isEmpty()) {
            return Looked.silent(Strategy.COMMITMENT, Lack.NO_MACHINES);
        }
        List<Proposal> found = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        for (CostPool pool : books.machines()) {
            Machines machines = pool.machines().orElseThrow();
            if (machines.paidAnyway() || machines.terms().equals("spot")) {
                continue;
            }
            List<Alternative> offers = machines.alternatives(Strategy.COMMITMENT);
            if (offers.isEmpty()) {
                silences.add(new Silence(Strategy.COMMITMENT, Lack.NO_COMMITMENT_PRICE, pool.words()));
                continue;
            }
            UnitRates rates = rates(machines, offers);
            CommitmentPlan plan = CommittedLoad.today(pool).plan(rates);
            if (plan.committedUnits() == 0) {
                silences.add(new Silence(Strategy.COMMITMENT, Lack.NO_CHEAPER, pool.words()));
            } else {
                found.add(proposal(books, pool, rates, plan));
            }
        }
        return Looked.of(Strategy.COMMITMENT, found, silences, Lack.NOTHING);
    }

    private static UnitRates rates(Machines machines, List<Alternative> offers) {
        TreeMap<Integer, Alternative> byYears = new TreeMap<>();
        offers.forEach(o -> byYears.merge(o.years(), o, (a, b) -> a.hourly().compareRate(b.hourly()) <= 0 ? a : b));
        return new UnitRates(
                machines.hourly(),
                java.util.Optional.empty(),
                byYears.values().stream()
                        .map(o -> new UnitRates.Commitment(o.years(), o.hourly()))
                        .toList());
    }

    private static Proposal proposal(Books books, CostPool pool, UnitRates rates, CommitmentPlan plan) {
        Machines machines = pool.machines().orElseThrow();
        boolean longEnough = books.window().length().compareTo(LONG) >= 0;
        List<String> working = new ArrayList<>();
        for (CommitmentPlan.Bought bought : plan.bought()) {
            working.add(bought.units() + " machines for " + bought.commitment().years() + " years at "
                    + Cheaper.hour(bought.commitment().hourly()) + " in place of "
                    + Cheaper.hour(machines.hourly()) + ": pays above "
                    + Figures.percent(rates.breakEven(bought.commitment())) + " of the time"
                    + (bought.units() == 0
                            ? ""
                            : "; the last of them runs " + Figures.percent(bought.lastUsedShare())));
        }
        working.add("a month on demand " + Figures.money(plan.firstYearMonth().allOnDemand()) + ", with them "
                + Figures.money(plan.firstYearMonth().planned())
                + "; other findings leave less to commit to");
        String bought = plan.bought().stream()
                .filter(b -> b.units() > 0)
                .map(b -> b.units() + " for " + b.commitment().years() + " years")
                .collect(Collectors.joining(" and "));
        return Proposal.of(
                Strategy.COMMITMENT,
                pool.id(),
                "Commit to " + pool.words() + ": " + bought,
                List.of(new Action.Commit(pool.id(), rates)),
                new Proposal.Sureness(
                        machines.priced().and(longEnough ? Confidence.ESTIMATE : Confidence.GUESS),
                        longEnough
                                ? "the load is as it was in the window; how it goes on is assumed"
                                : "the load of less than four weeks says little about years",
                        Risk.HIGH,
                        "it is paid for its years whatever happens"),
                new Proposal.Told(
                        working,
                        List.of("hours looked at: "
                                + Figures.number(
                                        BigDecimal.valueOf(machines.load().size()), 0))));
    }
}
