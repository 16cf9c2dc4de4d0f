package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Alternative;
import dev.lepton.core.advise.Assumptions;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.CellCutter;
import dev.lepton.core.advise.CostCell;
import dev.lepton.core.advise.CostPool;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Holding;
import dev.lepton.core.advise.Machines;
import dev.lepton.core.advise.Trait;
import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Sharing;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Pool;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.store.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/** A workspace's facts as the books that advice is given on. */
public final class AdviceBooks {
    private static final int SHOWN = 3;

    /** What the workloads behind it are told of. */
    private static final Set<Trait> TOLD = Set.of(Trait.ASLEEP, Trait.SURPLUS, Trait.OFF_HOURS, Trait.FAILED);

    private final Session session;
    private final CostQuestion question;
    private final Window window;
    private final Assumptions assumed;
    private final Books.Power power;
    private final SmallerModels smaller;
    private final Instant now;
    private final BigDecimal perMonth;
    private final MachineHours hours;
    private final Workloads workloads;

    private AdviceBooks(
            Session session,
            CostQuestion question,
            Window window,
            Assumptions assumed,
            Books.Power power,
            SmallerModels smaller,
            Instant now) {
        this.session = session;
        this.question = question;
        this.window = window;
        this.assumed = assumed;
        this.power = power;
        this.smaller = smaller;
        this.now = now;
        perMonth = Books.perMonth(window);
        hours = new MachineHours(session, question, window, assumed);
        workloads = new Workloads(session, question);
    }

    /**
     * The books of what {@code asked} asks about; how it groups and spreads cost does not matter. Where it names no window, that of usage
     * and jobs is taken, since machines cost nothing outside of it and a longer window would thin their month; of bills alone, theirs.
     *
     * @param measured variants of models, beside those that were imported
     * @param now the moment whose prices other ways are compared at; the newest list's day where that is later
     * @throws Problem if there are no facts
     */
    public static Books of(
            Session session,
            CostQuestion asked,
            Assumptions assumed,
            PowerTables power,
            List<OperatingPoint> measured,
            Instant now) {
        Window window = asked.window()
                .or(() -> session.facts().workSpan())
                .or(() -> session.facts().span())
                .orElseThrow(() -> Problem.input(
                        "There is nothing to advise on: the workspace holds no bills, usage or jobs.",
                        "Maybe import some first: lepton import focus BILL.csv"));
        return new AdviceBooks(
                        session,
                        plain(asked, window),
                        window,
                        assumed,
                        power.of(session),
                        SmallerModels.of(session, measured),
                        now)
                .books();
    }

    /** What {@code asked} asks about in {@code window}, with nothing spread and hours cut in UTC. */
    static CostQuestion plain(CostQuestion asked, Window window) {
        return new CostQuestion(
                Optional.of(window),
                List.of(),
                asked.filter(),
                Sharing.Rule.NONE,
                Optional.empty(),
                Sharing.Rule.NONE,
                asked.basis());
    }

    private Books books() {
        CellCutter cutter = new CellCutter(assumed, perMonth);
        Map<String, List<String>> wasters = wasters(cutter);
        List<CostCell> held = cutter.cells();
        List<CostPool> pools = new ArrayList<>();
        for (MarketKey market : hours.markets()) {
            pool(market, held).ifPresent(pools::add);
        }
        volumes().ifPresent(pools::add);
        Bills bills = bills();
        bills.stored().ifPresent(stored -> {
            pools.add(stored);
            wasters.put(stored.id() + "|" + Trait.STORED.word(), mostStored());
        });
        Money zero = Money.zero(session.settings().currency());
        Money inPools = pools.stream().map(p -> p.cost(zero)).reduce(zero, Money::plus);
        Money all = workloads.answer().total().times(perMonth);
        return new Books(window, pools, all.minus(inPools), bills.withoutTeam(), knows(), wasters, power, assumed);
    }

    private Books.Knows knows() {
        boolean work = !session.facts().manifest().of(Kind.USAGE).isEmpty()
                || !session.facts().manifest().of(Kind.JOBS).isEmpty();
        return new Books.Knows(
                work, workloads.states(), workloads.checkpoints(), workloads.keyboards(), use(), hours.everyHour());
    }

    /** How sure the use of what is held is: measured, unless some of it was drawn. */
    private Optional<Confidence> use() {
        boolean any = workloads.holdings().stream()
                .flatMap(h -> h.use().stream())
                .anyMatch(u -> u.used().isPresent());
        boolean drawn = session.facts().manifest().segments().stream()
                .anyMatch(s -> s.notes().stream().anyMatch(n -> n.contains("drawn")));
        return any ? Optional.of(drawn ? Confidence.GUESS : Confidence.MEASURED) : Optional.empty();
    }

    /** The pool of {@code market}; empty where its machines have no price. */
    private Optional<CostPool> pool(MarketKey market, List<CostCell> held) {
        List<Asset> assets = session.assets().stream()
                .filter(a -> MarketKey.of(a).equals(market) && !a.rates().isEmpty())
                .filter(a -> a.window().overlap(window).isPresent())
                .sorted(Comparator.comparing(a -> a.window().to()))
                .toList();
        if (assets.isEmpty()) {
            return Optional.empty();
        }
        Price hourly = hourly(assets.get(assets.size() - 1));
        if (hourly.amount().signum() == 0) {
            return Optional.empty();
        }
        List<CostCell> cells = new ArrayList<>(
                held.stream().filter(c -> c.pool().equals(market.id())).toList());
        List<Machines.HourLoad> load = hours.load(market);
        idle(market, Trait.EMPTY, load.stream().map(Machines.HourLoad::empty).toList(), cells);
        idle(
                market,
                Trait.PACKABLE,
                load.stream().map(Machines.HourLoad::packable).toList(),
                cells);
        idle(market, Trait.SPARE, load.stream().map(Machines.HourLoad::spare).toList(), cells);
        Set<String> models = new LinkedHashSet<>();
        cells.forEach(c -> c.model().ifPresent(models::add));
        Confidence priced = assets.stream().map(Asset::confidence).reduce(Confidence.BILLED, Confidence::and);
        Machines machines = new Machines(
                market.machine(),
                market.deviceName(),
                market.known(market.region()),
                market.termsWord(),
                hourly,
                market.paidAnyway(),
                priced,
                hours.counted(market),
                load,
                others(market, models, hourly));
        return Optional.of(new CostPool(market.id(), market.words(), cells, Optional.of(machines)));
    }

    /** What else the work of {@code market}'s machines, each at {@code hourly}, could be done for. */
    private List<Alternative> others(MarketKey market, Set<String> models, Price hourly) {
        Instant newest = session.bundled().newestList();
        List<Alternative> others =
                new ArrayList<>(new OtherPrices(session, now.isBefore(newest) ? newest : now).of(market, models));
        others.addAll(smaller.of(market, models, hourly));
        return others;
    }

    private void idle(MarketKey market, Trait trait, List<BigDecimal> hourly, List<CostCell> cells) {
        BigDecimal sum = hourly.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() > 0) {
            Money cost = new Money(sum, session.settings().currency()).times(perMonth);
            cells.add(new CostCell(market.id(), Set.of(trait), Optional.empty(), Optional.empty(), cost, 1));
        }
    }

    /** What one machine of {@code asset} costs an hour. */
    private Price hourly(Asset asset) {
        BigDecimal all = asset.rates().values().stream().map(r -> r.hourly()).reduce(BigDecimal.ZERO, BigDecimal::add);
        int count = session.fleet().stream()
                .filter(p -> p.name().equals(asset.name()))
                .filter(p -> p.from().map(f -> f.isBefore(asset.window().to())).orElse(true)
                        && p.to().map(t -> t.isAfter(asset.window().from())).orElse(true))
                .mapToInt(Pool::count)
                .findFirst()
                .orElse(1);
        return Price.of(all, session.settings().currency()).spreadOver(BigDecimal.valueOf(count));
    }

    private Optional<CostPool> volumes() {
        return workloads.volumes(assumed.targetUse()).map(v -> {
            List<CostCell> cells = new ArrayList<>();
            cells.add(stored("volumes", Set.of(Trait.STORED), v.all().minus(v.surplus())));
            if (!v.surplus().isZero()) {
                cells.add(stored("volumes", Set.of(Trait.STORED, Trait.SURPLUS), v.surplus()));
            }
            return new CostPool("volumes", "volumes of workloads", cells, Optional.empty());
        });
    }

    private CostCell stored(String pool, Set<Trait> traits, Money inWindow) {
        return new CostCell(pool, traits, Optional.empty(), Optional.empty(), inWindow.times(perMonth), 1);
    }

    private record Bills(Optional<CostPool> stored, Money withoutTeam) {}

    /** What of the storage on the bill costs most. */
    private List<String> mostStored() {
        return session.costs().ask(question.groupedBy(List.of("category", "service", "resource"))).lines().stream()
                .filter(l -> l.kind() == CostLine.Kind.BILL && l.key().get(0).equals("Storage"))
                .sorted(Comparator.comparing(CostLine::total)
                        .reversed()
                        .thenComparing(l -> l.key().toString()))
                .limit(SHOWN)
                .map(l -> l.key().get(1)
                        + (l.key().get(2).startsWith("__") ? "" : ", " + l.key().get(2)) + ": "
                        + Figures.money(l.total().times(perMonth)) + " a month")
                .toList();
    }

    private Bills bills() {
        CostAnswer answer = session.costs().ask(question.groupedBy(List.of("category", "team")));
        Money stored = Money.zero(answer.currency());
        Money ownerless = stored;
        for (CostLine line : answer.lines()) {
            if (line.kind() == CostLine.Kind.BILL) {
                stored = line.key().get(0).equals("Storage") ? stored.plus(line.total()) : stored;
                ownerless = line.key().get(1).equals("__unallocated__") ? ownerless.plus(line.total()) : ownerless;
            }
        }
        return new Bills(
                stored.isZero() || stored.isNegative()
                        ? Optional.empty()
                        : Optional.of(new CostPool(
                                "bill-storage",
                                "storage on the bill",
                                List.of(stored("bill-storage", Set.of(Trait.STORED), stored)),
                                Optional.empty())),
                ownerless.times(perMonth));
    }

    /** What a workload has behind a trait. */
    private record Waster(Money monthly, Holding holding) {}

    /** The largest workloads behind what a team does not need, by {@code scope|trait}; cuts all of them up on the way. */
    private Map<String, List<String>> wasters(CellCutter cutter) {
        Map<String, PriorityQueue<Waster>> found = new TreeMap<>();
        Comparator<Waster> largest = Comparator.comparing(Waster::monthly)
                .reversed()
                .thenComparing(w -> w.holding().name());
        for (Holding holding : workloads.holdings()) {
            String scope = holding.pool() + ":" + holding.team().orElse("no-team") + "|";
            for (CostCell cell : cutter.cut(holding)) {
                for (Trait trait : cell.traits()) {
                    if (TOLD.contains(trait) && cell.hasCost()) {
                        PriorityQueue<Waster> few = found.computeIfAbsent(
                                scope + trait.word(), s -> new PriorityQueue<>(largest.reversed()));
                        few.add(new Waster(cell.cost(), holding));
                        if (few.size() > SHOWN) {
                            few.poll();
                        }
                    }
                }
            }
        }
        Map<String, List<String>> wasters = new TreeMap<>();
        found.forEach((scope, few) -> wasters.put(
                scope,
                few.stream()
                        .sorted(largest)
                        .map(w ->
                                w.holding().name() + ": " + Figures.money(w.monthly()) + " a month" + use(w.holding()))
                        .toList()));
        return wasters;
    }

    private static String use(Holding holding) {
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal measured = BigDecimal.ZERO;
        for (Holding.Use use : holding.use()) {
            if (use.used().isPresent()) {
                used = used.add(use.used().get().multiply(use.cost().amount()));
                measured = measured.add(use.cost().amount());
            }
        }
        return measured.signum() == 0
                ? ""
                : ", " + Figures.percent(used.divide(measured, MathContext.DECIMAL64)) + " used";
    }
}
