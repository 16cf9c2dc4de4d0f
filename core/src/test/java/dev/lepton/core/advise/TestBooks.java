package dev.lepton.core.advise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.advise.Machines.HourLoad;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Books of a window of 73 hours, so that a month of 730 is ten times it, whose pools are made up by hand. */
public final class TestBooks {
    public static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    public static final Window WINDOW = new Window(FROM, FROM.plusSeconds(73 * 3_600));
    private static final Money ZERO = Money.zero(Money.USD);

    private final List<CostPool> pools = new ArrayList<>();
    private Books.Knows knows = new Books.Knows(true, true, true, true, Optional.of(Confidence.MEASURED), true);
    private Books.Power power = Books.Power.UNKNOWN;
    private Money outside = ZERO;
    private Money ownerless = ZERO;

    public static Money usd(String amount) {
        return Money.usd(amount);
    }

    public static CostCell cell(String pool, String team, String monthly, Trait... traits) {
        return new CostCell(
                pool, Set.of(traits), Optional.of(team).filter(t -> !t.isEmpty()), Optional.empty(), usd(monthly), 1);
    }

    public static CostCell modelCell(String pool, String model, String monthly) {
        return new CostCell(pool, Set.of(), Optional.of("a"), Optional.of(model), usd(monthly), 1);
    }

    /** An hour in which so many dollars are empty, packable, spare and held. */
    public static HourLoad hour(String empty, String packable, String spare, String held, boolean atWork) {
        return new HourLoad(
                new BigDecimal(empty), new BigDecimal(packable), new BigDecimal(spare), new BigDecimal(held), atWork);
    }

    public static Alternative other(Strategy strategy, int years, String hourly) {
        return new Alternative(
                strategy,
                strategy.word(),
                years,
                Price.usd(hourly),
                Optional.empty(),
                new Provenance("a list", Confidence.MEASURED));
    }

    public static Machines machines(String hourly, boolean paidAnyway, List<HourLoad> load, Alternative... others) {
        return new Machines(
                "m1",
                Optional.of("H100"),
                Optional.of("here"),
                paidAnyway ? "owned" : "on-demand",
                Price.usd(hourly),
                paidAnyway,
                Confidence.MEASURED,
                true,
                load,
                List.of(others));
    }

    public TestBooks pool(String id, Optional<Machines> machines, CostCell... cells) {
        pools.add(new CostPool(id, "pool " + id, List.of(cells), machines));
        return this;
    }

    public TestBooks pool(CostPool pool) {
        pools.add(pool);
        return this;
    }

    public TestBooks knows(Books.Knows other) {
        knows = other;
        return this;
    }

    public TestBooks power(Books.Power other) {
        power = other;
        return this;
    }

    public TestBooks outside(String monthly, String withoutTeam) {
        outside = usd(monthly);
        ownerless = usd(withoutTeam);
        return this;
    }

    public Books books() {
        return new Books(WINDOW, pools, outside, ownerless, knows, Map.of(), power, Assumptions.usual(ZoneOffset.UTC));
    }

    /** The same hour, 73 times. */
    public static List<HourLoad> always(HourLoad hour) {
        return java.util.Collections.nCopies(73, hour);
    }

    public static Effort effort() {
        return new Effort(Map.of(), usd("100"), 12, new BigDecimal("0.1"));
    }

    public static Advice advise(Books books) {
        return new Advisor(books, effort()).advise(dev.lepton.core.advise.source.AdviceSources.all());
    }

    /** The one finding of {@code strategy}. */
    public static Finding only(Books books, Strategy strategy) {
        List<Finding> found = advise(books).findings().stream()
                .filter(f -> f.proposal().strategy() == strategy)
                .toList();
        assertEquals(1, found.size(), strategy + " in " + found);
        return found.get(0);
    }
}
