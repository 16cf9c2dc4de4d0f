package dev.lepton.core.advise.source;

import dev.lepton.core.advise.Action;
import dev.lepton.core.advise.AdviceSource;
import dev.lepton.core.advise.Alternative;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.CostPool;
import dev.lepton.core.advise.Lack;
import dev.lepton.core.advise.Machines;
import dev.lepton.core.advise.Proposal;
import dev.lepton.core.advise.Risk;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Models that another device serves cheaper, by measured throughput of both. At best: latency limits are not in the ledger. */
public final class DeviceSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        List<Proposal> found = new ArrayList<>();
        for (CostPool pool : books.machines()) {
            Machines machines = pool.machines().orElseThrow();
            if (machines.paidAnyway()) {
                continue;
            }
            Map<String, List<Alternative>> byModel = machines.alternatives(Strategy.DEVICE).stream()
                    .filter(a -> a.model().isPresent())
                    .collect(Collectors.groupingBy(a -> a.model().orElseThrow(), TreeMap::new, Collectors.toList()));
            byModel.forEach((model, offers) -> {
                List<CostCell> cells = pool.cells().stream()
                        .filter(c -> c.hasCost() && c.model().equals(Optional.of(model)))
                        .toList();
                if (!cells.isEmpty()) {
                    Cheaper.of(machines, offers).ifPresent(c -> found.add(proposal(books, pool, cells, model, c)));
                }
            });
        }
        boolean models = books.machines().stream()
                .flatMap(p -> p.cells().stream())
                .anyMatch(c -> c.model().isPresent());
        return Looked.of(Strategy.DEVICE, found, List.of(), models ? Lack.NO_PROFILES : Lack.NO_MODELS);
    }

    private static Proposal proposal(Books books, CostPool pool, List<CostCell> cells, String model, Cheaper cheaper) {
        Machines machines = pool.machines().orElseThrow();
        return new Proposal(
                Strategy.DEVICE,
                pool.id() + ":" + model,
                "Serve " + model + " on " + cheaper.alternative().what() + " in place of " + pool.words(),
                List.of(),
                List.of(new Action.Reprice(pool.id(), Teams.ids(cells), cheaper.ratio())),
                Optional.empty(),
                machines.priced()
                        .and(Confidence.ESTIMATE)
                        .and(cheaper.alternative().provenance().confidence()),
                "by the highest measured throughput of both; your requests and limits of latency may differ: lepton plan",
                Risk.MEDIUM,
                "latency changes; the model has to be tried on the other device",
                List.of(cheaper.line(machines), books.scale()),
                List.of());
    }
}
