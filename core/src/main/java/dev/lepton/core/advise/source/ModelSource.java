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
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Models that cost enough to be worth making smaller. What that saves is measured, not guessed: where variants of the model were measured
 * on the device that serves it, what is held for it falls as their speed rises; on another processor it may fall so far at best; and where
 * nothing was measured the saving is not known.
 */
public final class ModelSource implements AdviceSource {
    @Override
    public Looked look(Books books) {
        Map<String, Map<CostPool, List<CostCell>>> byModel = new TreeMap<>();
        for (CostPool pool : books.machines()) {
            for (CostCell cell : pool.cells()) {
                if (cell.hasCost() && cell.model().isPresent() && !cell.is(Trait.BATCH)) {
                    byModel.computeIfAbsent(cell.model().orElseThrow(), m -> new LinkedHashMap<>())
                            .computeIfAbsent(pool, p -> new ArrayList<>())
                            .add(cell);
                }
            }
        }
        List<Proposal> found = new ArrayList<>();
        byModel.forEach((model, pools) -> found.add(new Held(books, model, pools).proposal()));
        return Looked.of(Strategy.MODEL, found, List.of(), Lack.NO_MODELS);
    }

    /** What one model holds, by pool. */
    private static final class Held {
        private final Books books;
        private final String model;
        private final Map<CostPool, List<CostCell>> pools;
        private final List<Action> sure = new ArrayList<>();
        private final List<Action> atBest = new ArrayList<>();
        private final List<String> working = new ArrayList<>();
        private final List<String> variants = new ArrayList<>();
        private Confidence priced = Confidence.BILLED;

        private Held(Books books, String model, Map<CostPool, List<CostCell>> pools) {
            this.books = books;
            this.model = model;
            this.pools = pools;
            working.add(books.scale());
        }

        private Proposal proposal() {
            List<CostCell> all = pools.values().stream().flatMap(List::stream).toList();
            working.add(Figures.money(books.cost(all)) + " a month is held for it");
            boolean measured = false;
            boolean wasted = false;
            for (Map.Entry<CostPool, List<CostCell>> held : pools.entrySet()) {
                Machines machines = held.getKey().machines().orElseThrow();
                Optional<Cheaper> smaller = smaller(machines);
                measured = measured || smaller.isPresent();
                wasted = wasted || (smaller.isPresent() && machines.paidAnyway());
                smaller.ifPresentOrElse(
                        s -> act(held.getKey(), held.getValue(), s),
                        () -> working.add(held.getKey().words() + ": not measured on it"));
            }
            if (sure.isEmpty() && atBest.isEmpty()) {
                return unknown(all, wasted ? Lack.PAID_ANYWAY : Lack.NOT_MEASURED);
            }
            return known();
        }

        private Optional<Cheaper> smaller(Machines machines) {
            return Cheaper.of(
                    machines,
                    machines.alternatives(Strategy.MODEL).stream()
                            .filter(a -> a.model().equals(Optional.of(model)))
                            .toList());
        }

        private void act(CostPool pool, List<CostCell> cells, Cheaper smaller) {
            Machines machines = pool.machines().orElseThrow();
            Alternative alternative = smaller.alternative();
            working.add(pool.words() + ", " + Figures.money(books.cost(cells)) + " a month: " + alternative.what()
                    + ", so " + Figures.percent(smaller.ratio()) + " of it does the same work ("
                    + alternative.provenance().source() + ")");
            if (machines.paidAnyway()) {
                working.add(pool.words() + ": paid for anyway, nothing is saved there");
                return;
            }
            if (!variants.contains(alternative.what())) {
                variants.add(alternative.what());
            }
            priced = priced.and(machines.priced());
            Action cut = new Action.Cut(pool.id(), Teams.ids(cells), BigDecimal.ONE.subtract(smaller.ratio()));
            if (alternative.provenance().confidence() == Confidence.MEASURED) {
                sure.add(cut);
            } else {
                atBest.add(cut);
            }
        }

        private Proposal known() {
            return new Proposal(
                    Strategy.MODEL,
                    model,
                    "Serve a smaller " + model + ": " + String.join("; ", variants),
                    sure,
                    atBest,
                    Optional.empty(),
                    priced.and(Confidence.ESTIMATE),
                    "measured one inference at a time on inputs that were given; batches, and replicas in whole numbers,"
                            + " may differ: lepton plan",
                    Risk.MEDIUM,
                    "answers can change on other inputs than those it was measured with",
                    working,
                    List.of());
        }

        private Proposal unknown(List<CostCell> all, Lack lack) {
            return Proposal.unknown(
                    Strategy.MODEL,
                    model,
                    "Try a smaller " + model
                            + ": lepton shrink, then lepton advise and lepton plan with what was measured",
                    lack,
                    books.cost(all),
                    new Proposal.Sureness(
                            Confidence.GUESS,
                            "what pruning, quantising or distilling saves is measured model by model",
                            Risk.MEDIUM,
                            "accuracy can fall; it is measured on data that was held back"),
                    new Proposal.Told(working, List.of()));
        }
    }
}
