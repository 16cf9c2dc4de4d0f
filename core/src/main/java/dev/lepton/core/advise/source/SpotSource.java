package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Action;
import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Alternative;
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
import dev.lepton.core.economics.spot.Checkpointing;
import dev.lepton.core.economics.spot.SpotRate;
import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs that go on from a checkpoint, on capacity that can be taken away. Those that do not say so count at best only. */
public final class SpotSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        if (!books.knows().work()) {
            return Looked.silent(Strategy.SPOT, Lack.NO_WORK);
        }
        List<Proposal> found = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        for (CostPool pool : books.machines()) {
            Machines machines = pool.machines().orElseThrow();
            List<CostCell> runs = pool.with(Trait.BATCH);
            if (machines.paidAnyway() || runs.isEmpty() || machines.terms().equals("spot")) {
                continue;
            }
            List<Alternative> spot = machines.alternatives(Strategy.SPOT).stream()
                    .map(a -> interrupted(a, books.assumed().spot()))
                    .toList();
            Optional<Cheaper> cheaper = Cheaper.of(machines, spot);
            if (cheaper.isEmpty()) {
                silences.add(
                        new Silence(Strategy.SPOT, spot.isEmpty() ? Lack.NO_PRICE : Lack.NO_CHEAPER, pool.words()));
            } else {
                found.add(proposal(books, pool, runs, cheaper.get()));
            }
        }
        return Looked.of(Strategy.SPOT, found, silences, Lack.NOTHING);
    }

    private static Alternative interrupted(Alternative spot, Checkpointing checkpointing) {
        return new Alternative(
                spot.strategy(),
                spot.what(),
                0,
                SpotRate.batch(spot.hourly(), checkpointing),
                spot.model(),
                spot.provenance());
    }

    private static Proposal proposal(Books books, CostPool pool, List<CostCell> runs, Cheaper spot) {
        Machines machines = pool.machines().orElseThrow();
        List<CostCell> sure =
                runs.stream().filter(c -> c.is(Trait.CHECKPOINTED)).toList();
        Checkpointing assumed = books.assumed().spot();
        List<String> working = new ArrayList<>();
        working.add(spot.line(machines));
        working.add("in that price: a machine is taken every "
                + Figures.number(BigDecimal.valueOf(assumed.meanBetweenFailures()), 0)
                + " hours in the mean, a restart takes "
                + Figures.number(BigDecimal.valueOf(assumed.restart() * 60), 0) + " and a checkpoint "
                + Figures.number(BigDecimal.valueOf(assumed.write() * 60), 0)
                + " minutes (assumed): × "
                + Figures.number(BigDecimal.valueOf(assumed.factor(assumed.exact())), 3));
        working.add("runs labelled checkpoint: " + Figures.money(books.cost(sure))
                + " a month, which is counted; all runs: " + Figures.money(books.cost(runs)));
        working.add(books.scale());
        List<Action> counted =
                sure.isEmpty() ? List.of() : List.of(new Action.Reprice(pool.id(), Teams.ids(sure), spot.ratio()));
        return new Proposal(
                Strategy.SPOT,
                pool.id(),
                "Run what goes on from a checkpoint on spot, not on " + pool.words(),
                counted,
                List.of(new Action.Reprice(pool.id(), Teams.ids(runs), spot.ratio())),
                Optional.empty(),
                machines.priced()
                        .and(sure.isEmpty() ? Confidence.GUESS : Confidence.ESTIMATE)
                        .and(spot.alternative().provenance().confidence()),
                books.knows().checkpoints()
                        ? "the price is listed; how often machines are taken away is assumed"
                        : "whether these runs save checkpoints is not known; how often machines are taken away is assumed",
                Risk.MEDIUM,
                "runs take longer, and wait where spot is not to be had; work since the last checkpoint is lost",
                working,
                List.of());
    }
}
