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
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.energy.PowerCaps;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Power limits of machines whose electricity is one's own, by measured tables of their device: the limit of least energy at 5 % more time.
 * Of several works measured the one that saves least stands for what runs.
 */
public final class PowerCapSource implements AdviceSource {
    private static final double SLOWDOWN = 0.05;

    @Override
    public Looked look(Books books) {
        Optional<Price> perKwh = books.power().perKwh();
        List<Proposal> found = new ArrayList<>();
        for (CostPool pool : books.machines()) {
            Machines machines = pool.machines().orElseThrow();
            Optional<BigDecimal> watts =
                    Optional.ofNullable(books.power().wattsByPool().get(pool.id()));
            Map<String, PowerCaps> caps =
                    machines.device().map(books.power().caps()::get).orElse(Map.of());
            List<CostCell> held = pool.cells().stream()
                    .filter(c -> c.hasCost() && Teams.held(c))
                    .toList();
            if (perKwh.isPresent() && watts.isPresent() && caps != null && !caps.isEmpty() && !held.isEmpty()) {
                least(caps).ifPresent(c -> found.add(proposal(books, pool, held, watts.get(), perKwh.get(), c)));
            }
        }
        return Looked.of(Strategy.POWER_CAP, found, List.of(), Lack.NO_POWER);
    }

    /** The work that saves least under its best limit; empty where one saves nothing. */
    private static Optional<Map.Entry<String, PowerCaps>> least(Map<String, PowerCaps> caps) {
        return caps.entrySet().stream()
                .min(Comparator.comparingDouble((Map.Entry<String, PowerCaps> e) ->
                                e.getValue().saved(e.getValue().within(SLOWDOWN)))
                        .thenComparing(Map.Entry::getKey))
                .filter(e -> e.getValue().saved(e.getValue().within(SLOWDOWN)) > 0);
    }

    private static Proposal proposal(
            Books books,
            CostPool pool,
            List<CostCell> held,
            BigDecimal watts,
            Price perKwh,
            Map.Entry<String, PowerCaps> measured) {
        Machines machines = pool.machines().orElseThrow();
        PowerCaps.Point point = measured.getValue().within(SLOWDOWN);
        BigDecimal saved = BigDecimal.valueOf(measured.getValue().saved(point));
        BigDecimal energy = perKwh.times(watts.movePointLeft(3)).amount();
        BigDecimal share = energy.multiply(saved)
                .divide(machines.hourly().perUnit(), MathContext.DECIMAL64)
                .min(BigDecimal.ONE);
        return new Proposal(
                Strategy.POWER_CAP,
                pool.id(),
                "Limit " + pool.words() + " to " + point.limitWatts() + " W a device",
                List.of(),
                List.of(new Action.Cut(pool.id(), Teams.ids(held), share)),
                Optional.empty(),
                Confidence.ESTIMATE.and(machines.priced()),
                "measured on " + measured.getKey() + ", not on what runs here",
                Risk.LOW,
                "work takes up to 5 % longer",
                List.of(
                        "energy at full load: " + Figures.number(watts, 0) + " W × "
                                + Cheaper.hour(perKwh).replace(" an hour", " a kWh"),
                        "the limit saves " + Figures.percent(saved) + " of it, "
                                + Figures.percent(
                                        BigDecimal.valueOf(measured.getValue().slower(point)))
                                + " more time",
                        "that is " + Figures.percent(share)
                                + " of what an hour of the machine costs; nothing of it is counted",
                        books.scale()),
                List.of());
    }
}
