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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Models that cost enough to be worth making smaller: by how much is measured, not guessed. */
public final class ModelSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        Map<String, List<CostCell>> byModel = books.machines().stream()
                .flatMap(p -> p.cells().stream())
                .filter(c -> c.hasCost() && c.model().isPresent() && !c.is(Trait.BATCH))
                .collect(Collectors.groupingBy(c -> c.model().orElseThrow(), TreeMap::new, Collectors.toList()));
        return Looked.of(
                Strategy.MODEL,
                byModel.entrySet().stream()
                        .map(e -> proposal(books, e.getKey(), e.getValue()))
                        .toList(),
                List.of(),
                Lack.NO_MODELS);
    }

    private static Proposal proposal(Books books, String model, List<CostCell> cells) {
        return Proposal.unknown(
                Strategy.MODEL,
                model,
                "Try a smaller " + model + ": lepton shrink, then lepton plan with what was measured",
                Lack.NOT_MEASURED,
                books.cost(cells),
                new Proposal.Sureness(
                        Confidence.GUESS,
                        "what pruning, quantising or distilling saves is measured model by model",
                        Risk.MEDIUM,
                        "accuracy can fall; it is measured on data that was held back"),
                new Proposal.Told(
                        List.of(books.scale(), Figures.money(books.cost(cells)) + " a month is held for it"),
                        List.of()));
    }
}
