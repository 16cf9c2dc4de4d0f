package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Action;
import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.CostPool;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Machines;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Silence;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same machine in another region of its provider and continent, or the same accelerators in another machine. What moving data costs is
 * not in the ledger, and another provider's offer counts at best only.
 */
public final class ElsewhereSource implements AdviceSource {
    /** Prices that differ by less are no reason to move. */
    private static final BigDecimal WORTH_MOVING = new BigDecimal("0.95");

    private final Strategy strategy;

    private ElsewhereSource(Strategy strategy) {
        this.strategy = strategy;
    }

    /** The same machine, elsewhere. */
    public static ElsewhereSource regions() {
        return new ElsewhereSource(Strategy.REGION);
    }

    /** Another machine with the same accelerators. */
    public static ElsewhereSource machines() {
        return new ElsewhereSource(Strategy.MACHINE);
    }

    @Override
    public Looked look(Books books) {
        if (books.machines().isEmpty()) {
            return Looked.silent(strategy, Lack.NO_MACHINES);
        }
        List<Proposal> found = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        for (CostPool pool : books.machines()) {
            Machines machines = pool.machines().orElseThrow();
            if (machines.paidAnyway() || machines.terms().equals("spot")) {
                continue;
            }
            Optional<Cheaper> cheaper = Cheaper.of(machines, machines.alternatives(strategy))
                    .filter(c -> c.ratio().compareTo(WORTH_MOVING) <= 0);
            if (cheaper.isPresent()) {
                found.add(proposal(books, pool, cheaper.get()));
            } else {
                silences.add(new Silence(strategy, Lack.NO_CHEAPER, pool.words()));
            }
        }
        return Looked.of(strategy, found, silences, Lack.NOTHING);
    }

    private Proposal proposal(Books books, CostPool pool, Cheaper cheaper) {
        Machines machines = pool.machines().orElseThrow();
        List<CostCell> all = pool.cells().stream().filter(CostCell::hasCost).toList();
        List<Action> reprice = List.of(new Action.Reprice(pool.id(), Teams.ids(all), cheaper.ratio()));
        boolean sameProvider = strategy == Strategy.REGION;
        return new Proposal(
                strategy,
                pool.id(),
                "Have " + cheaper.alternative().what() + " in place of " + pool.words(),
                sameProvider ? reprice : List.of(),
                sameProvider ? List.of() : reprice,
                Optional.empty(),
                machines.priced()
                        .and(Confidence.ESTIMATE)
                        .and(cheaper.alternative().provenance().confidence()),
                "both prices are listed; what moving costs, and whether so many can be had there, is not known",
                Risk.HIGH,
                "data has to move, and may have to stay where it is by law; latency to users changes",
                List.of(cheaper.line(machines), books.scale()),
                List.of());
    }
}
